"""What staff do with ideas: search, filing, assignment, merges, and what happened to each."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = ("language", "district", "assigned_to", "merged_into")
INDEXES = {name: [name, "number"] for name in ("state", "theme", "district", "consultation_id")}
PARTIAL = {
    "ix_ideas_assigned": (["assigned_to", "number"], "assigned_to IS NOT NULL"),
    "ix_ideas_merged": (["merged_into"], "merged_into IS NOT NULL"),
    "ix_ideas_changed": (["changed_at", "number"], "changed_at IS NOT NULL"),
}


def upgrade() -> None:
    """Add the columns, fill those that can be known, and create the table and the indexes."""
    for name in TEXTS:
        op.add_column("ideas", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("ideas", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("ideas", sa.Column("changed_at", MOMENT, nullable=True))
    op.add_column("idea_versions", sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    _fill()
    for name, columns in INDEXES.items():
        op.create_index(f"ix_ideas_{name}_number", "ideas", columns)
    for name, (columns, where) in PARTIAL.items():
        op.create_index(name, "ideas", columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))
    _events()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_idea_versions_words ON idea_versions "
            "USING gin (to_tsvector('french'::regconfig, folded))"
        )


def _events() -> None:
    texts = ("idea_id", "actor", "kind", "before", "after", "reason", "text")
    op.create_table(
        "idea_events",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("outbox_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_events")),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["ideas.id"], name=op.f("fk_idea_events_idea_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_idea_events_idea_id_id"), "idea_events", ["idea_id", "id"])


def _fill() -> None:
    """Fold the words that are there, and read languages and districts from what is known."""
    bind = op.get_bind()
    op.execute(
        "UPDATE ideas SET language = (SELECT p.language FROM participants p WHERE p.id = ideas.participant_id)"
    )
    rows = bind.execute(
        sa.text("SELECT idea_id, n, title, solution, problem, benefit, place FROM idea_versions ORDER BY n")
    ).all()
    write = sa.text("UPDATE idea_versions SET folded = :folded WHERE idea_id = :idea AND n = :n")
    settle = sa.text("UPDATE ideas SET district = :district WHERE id = :idea")
    for row in rows:
        bind.execute(write, {"folded": _fold(" ".join(row[2:6])), "idea": row[0], "n": row[1]})
        bind.execute(settle, {"district": _district(row[6]), "idea": row[0]})


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def _district(place: str | None) -> str | None:
    read: Any = json.loads(place) if place else None
    return read.get("district") if isinstance(read, dict) else None


def downgrade() -> None:
    """Drop them."""
    op.drop_table("idea_events")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_idea_versions_words")
    for name in (*(f"ix_ideas_{name}_number" for name in INDEXES), *PARTIAL):
        op.drop_index(name, "ideas")
    for name in ("changed_at", "revision", *reversed(TEXTS)):
        op.drop_column("ideas", name)
    op.drop_column("idea_versions", "folded")
