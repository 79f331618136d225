"""Which due things were done: once each, whoever leads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table of occurrences."""
    op.create_table(
        "occurrences",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("what", "due", name=op.f("pk_occurrences")),
    )
    op.create_index(op.f("ix_occurrences_at"), "occurrences", ["at"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_occurrences_at"), table_name="occurrences")
    op.drop_table("occurrences")
