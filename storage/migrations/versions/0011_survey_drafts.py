"""Surveys that staff are writing; whether a summary goes back; results that are counted without reading every row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COUNTING, ANSWERS = "ix_responses_counting", "ix_answers_of_surveys"


def upgrade() -> None:
    """Create the table, the column and the indexes."""
    op.create_table(
        "survey_drafts",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "form", "base", "changed_by")),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("created_at", "changed_at")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_survey_drafts")),
    )
    op.add_column("surveys", sa.Column("summary", sa.Boolean(), nullable=False, server_default=sa.false()))
    only = sa.text("counts")
    op.create_index(
        COUNTING,
        "responses",
        ["survey_id", "session_id", "state"],
        postgresql_where=only,
        sqlite_where=only,
    )
    current = sa.text("replaced_at IS NULL AND substr(dialogue, 1, 7) = 'survey-'")
    op.create_index(
        ANSWERS,
        "answers",
        ["dialogue", "step", "session_id"],
        postgresql_where=current,
        sqlite_where=current,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index(ANSWERS, table_name="answers")
    op.drop_index(COUNTING, table_name="responses")
    op.drop_column("surveys", "summary")
    op.drop_table("survey_drafts")
