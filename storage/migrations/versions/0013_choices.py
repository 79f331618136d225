"""What staff choose at the console; themes and districts that are not used any more, and districts' shapes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0008"
branch_labels = None
depends_on = None

LISTS = ("themes", "districts")


def upgrade() -> None:
    """Create the tables, add the columns."""
    op.create_table(
        "choices",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_choices")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    for name in LISTS:
        op.add_column(name, sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("districts", sa.Column("shape", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("districts", "shape")
    for name in LISTS:
        op.drop_column(name, "retired")
    op.drop_table("revision")
    op.drop_table("choices")
