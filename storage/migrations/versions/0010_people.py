"""Who wants a person and who has them, answers at hand, and numbers of each day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables, and the column of participants."""
    op.add_column("participants", sa.Column("attended_at", MOMENT, nullable=True))
    _appeals()
    _canned_answers()
    _tallies()


def downgrade() -> None:
    """Drop them."""
    for table in ("tally_marks", "tallies", "canned_answers", "appeals"):
        op.drop_table(table)
    op.drop_column("participants", "attended_at")


def _texts(*names: str, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _moments(*names: str, null: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, MOMENT, nullable=null) for name in names]


def _appeals() -> None:
    person = "participant_id"
    op.create_table(
        "appeals",
        *_texts("id", person, "channel", "address"),
        sa.Column("inbound_id", sa.BigInteger(), nullable=True),
        *_texts("state"),
        *_texts("staff_id", null=True),
        *_moments("asked_at"),
        *_moments("taken_at", "spoke_at", "heard_at", "ended_at", null=True),
        *_texts("ended_how"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            [person], ["participants.id"], name=op.f("fk_appeals_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
    )
    some = sa.text("state <> 'handed_back'")
    op.create_index(
        "ix_appeals_open", "appeals", [person], unique=True, postgresql_where=some, sqlite_where=some
    )
    op.create_index(op.f("ix_appeals_participant_id"), "appeals", [person], unique=False)
    op.create_index(op.f("ix_appeals_ended_at"), "appeals", ["ended_at"], unique=False)


def _canned_answers() -> None:
    op.create_table(
        "canned_answers",
        *_texts("id", "title", "text"),
        *_moments("changed_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_answers")),
    )


def _tallies() -> None:
    op.create_table(
        "tallies",
        *_texts("day", "kind", "channel"),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "channel", name=op.f("pk_tallies")),
    )
    op.create_table(
        "tally_marks",
        *_texts("name"),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tally_marks")),
    )
