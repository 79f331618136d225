"""Texts that were not understood: masked, and of nobody in particular."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table of misunderstood texts."""
    op.create_table(
        "misunderstood",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("guesses", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misunderstood")),
    )
    op.create_index(op.f("ix_misunderstood_at"), "misunderstood", ["at"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("misunderstood")
