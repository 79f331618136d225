"""Recipients say themselves whether they have it, and those of a sending are counted from one index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLE = "broadcast_recipients"
COUNTED = "ix_broadcast_recipients_counted"
ERASED = "ix_broadcast_recipients_erased"

#: what receipts said before: a message that a provider delivered never goes back
KNOWN = (
    "UPDATE broadcast_recipients SET delivered = true WHERE id IN"
    " (SELECT recipient_id FROM outbox WHERE status = 'delivered' AND recipient_id IS NOT NULL)"
)


def upgrade() -> None:
    """Add the column and the index; drop the one that only counts of the erased used."""
    op.add_column(TABLE, sa.Column("delivered", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(KNOWN)
    op.create_index(COUNTED, TABLE, ["broadcast_id", "state", "cause", "channel", "delivered"], unique=False)
    op.drop_index(ERASED, table_name=TABLE)


def downgrade() -> None:
    """Undo it."""
    some = sa.text("participant_id = ''")
    op.create_index(ERASED, TABLE, ["broadcast_id"], unique=False, postgresql_where=some, sqlite_where=some)
    op.drop_index(COUNTED, table_name=TABLE)
    op.drop_column(TABLE, "delivered")
