"""The journal is read by time, by who, and by what."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_audit_at_id": ["at", "id"],
    "ix_audit_actor_at_id": ["actor", "at", "id"],
    "ix_audit_action_at_id": ["action", "at", "id"],
    # one person's rare acts among a million of others
    "ix_audit_action_actor_at_id": ["action", "actor", "at", "id"],
}


def upgrade() -> None:
    """Create the indexes."""
    for name, columns in INDEXES.items():
        op.create_index(op.f(name), "audit", columns, unique=False)


def downgrade() -> None:
    """Drop them."""
    for name in INDEXES:
        op.drop_index(op.f(name), table_name="audit")
