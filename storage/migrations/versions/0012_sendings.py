"""Whose phone staff try sendings on; sendings are found by their day, and counted with those who were erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ERASED = "participant_id = ''"


def upgrade() -> None:
    """Create the table and the indexes."""
    op.create_table(
        "staff_phones",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_phones")),
        _reference("staff_id", "staff"),
        _reference("participant_id", "participants"),
    )
    op.create_index(op.f("ix_staff_phones_participant_id"), "staff_phones", ["participant_id"], unique=False)
    op.create_index(op.f("ix_broadcasts_due_at"), "broadcasts", ["due_at"], unique=False)
    some = sa.text(ERASED)
    op.create_index(
        "ix_broadcast_recipients_erased",
        "broadcast_recipients",
        ["broadcast_id"],
        unique=False,
        postgresql_where=some,
        sqlite_where=some,
    )


def _reference(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_staff_phones_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_broadcast_recipients_erased", table_name="broadcast_recipients")
    op.drop_index(op.f("ix_broadcasts_due_at"), table_name="broadcasts")
    op.drop_table("staff_phones")
