"""Segments and groups, broadcasts and whom they reach, schedules; the outbox knows for whom of them it sends."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROOMY = {"fillfactor": "70"}


def upgrade() -> None:
    """Create the tables, and the column of the outbox."""
    _segments()
    _broadcasts()
    _recipients()
    _schedules()
    op.add_column("outbox", sa.Column("recipient_id", sa.BigInteger(), nullable=True))
    _partial(
        "ix_outbox_recipient_id", "outbox", ["recipient_id", "n"], "recipient_id IS NOT NULL", unique=True
    )


def _segments() -> None:
    op.create_table(
        "segments",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_segments")),
    )
    person = op.f("fk_group_members_participant_id")
    op.create_table(
        "group_members",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Text(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=person, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name", "participant_id", name=op.f("pk_group_members")),
    )
    op.create_index(
        op.f("ix_group_members_participant_id"), "group_members", ["participant_id"], unique=False
    )


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "slug", "texts")),
        sa.Column("survey", sa.Text(), nullable=True),
        sa.Column("dialogue", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("purpose", "segment", "channels")),
        sa.Column("pilot", sa.Integer(), nullable=False),
        sa.Column("reminds", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lasts", sa.Integer(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("approved_by", "schedule", "occurrence")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("fired_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("slug", name=op.f("uq_broadcasts_slug")),
        sa.UniqueConstraint("schedule", "occurrence", name=op.f("uq_broadcasts_schedule_occurrence")),
    )
    _partial("ix_broadcasts_open", "broadcasts", ["due_at"], "ended_at IS NULL")


def _recipients() -> None:
    name = "broadcast_recipients"
    op.create_table(
        name,
        sa.Column("id", NUMBER, sa.Identity(always=False), nullable=False),
        *(
            sa.Column(column, sa.Text(), nullable=False)
            for column in ("broadcast_id", "participant_id", "channel", "address", "language")
        ),
        sa.Column("introduced", sa.Boolean(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_recipients")),
        postgresql_with=ROOMY,
        sqlite_autoincrement=True,
    )
    person, known = ["broadcast_id", "participant_id"], "participant_id <> ''"
    _partial("ix_broadcast_recipients_person", name, person, known, unique=True)
    waits = "state IN ('planned', 'waiting')"
    _partial("ix_broadcast_recipients_open", name, ["state", "broadcast_id", "id"], waits)
    op.create_index(op.f("ix_broadcast_recipients_participant_id"), name, ["participant_id"], unique=False)


def _schedules() -> None:
    op.create_table(
        "schedules",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("slug", "draft", "rule", "starts", "excepted", "after")
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_schedules")),
    )
    _partial("ix_schedules_due", "schedules", ["next_at"], "state = 'active'")


def _partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """Create an index on some of the rows."""
    some = sa.text(where)
    op.create_index(name, table, columns, unique=unique, postgresql_where=some, sqlite_where=some)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_outbox_recipient_id", table_name="outbox")
    op.drop_column("outbox", "recipient_id")
    for name in ("schedules", "broadcast_recipients", "broadcasts", "group_members", "segments"):
        op.drop_table(name)
