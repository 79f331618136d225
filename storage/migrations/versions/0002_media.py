"""Photos and files of messages: what is to be fetched, and what is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table of media."""
    op.create_table(
        "media",
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        sa.Column("inbound_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("inbound_id", "n", name=op.f("uq_media_inbound_id_n")),
        sqlite_autoincrement=True,
    )
    for name, columns, status in (
        ("ix_media_gone", ["id"], "gone"),
        ("ix_media_waiting", ["due_at", "id"], "waiting"),
    ):
        where = sa.text(f"status = '{status}'")
        op.create_index(name, "media", columns, unique=False, postgresql_where=where, sqlite_where=where)
    op.create_index(op.f("ix_media_participant_id"), "media", ["participant_id"], unique=False)
    op.create_index(op.f("ix_media_reference"), "media", ["reference"], unique=False)


def downgrade() -> None:
    """Drop it; the files stay."""
    op.drop_table("media")
