"""Staff, where they are signed in and how they prove it; the audit refuses to be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("sign_in_attempts", "passkeys", "recovery_codes", "invitations", "staff_sessions", "staff")
REFUSED = "the audit is append-only"


def upgrade() -> None:
    """Create the tables and the triggers."""
    _staff()
    _sessions()
    _invitations()
    _proofs()
    _seal_the_audit()


def _texts(*names: str, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _moments(*names: str, null: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, MOMENT, nullable=null) for name in names]


def _of_staff(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_staff_id")
    return sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=name, ondelete="CASCADE")


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _staff() -> None:
    op.create_table(
        "staff",
        *_texts("id", "email", "name", "role", "language", "password"),
        *_texts("organisation", "totp", null=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        *_moments("created_at"),
        *_moments("disabled_at", null=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )


def _sessions() -> None:
    op.create_table(
        "staff_sessions",
        *_texts("token_hash", "id", "staff_id", "stage", "pending", "agent", "address"),
        *_moments("created_at", "seen_at", "expires_at"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_sessions")),
        _of_staff("staff_sessions"),
    )
    _index("staff_sessions", "staff_id")
    _index("staff_sessions", "expires_at")


def _invitations() -> None:
    op.create_table(
        "invitations",
        *_texts("token_hash", "email", "name", "role", "invited_by"),
        *_texts("organisation", null=True),
        *_moments("created_at", "expires_at"),
        *_moments("used_at", null=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitations")),
    )
    _index("invitations", "email")


def _proofs() -> None:
    op.create_table(
        "recovery_codes",
        *_texts("code_hash", "staff_id"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
        _of_staff("recovery_codes"),
    )
    op.create_table(
        "passkeys",
        *_texts("credential_id", "staff_id", "public_key", "name"),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        *_moments("created_at"),
        sa.PrimaryKeyConstraint("credential_id", name=op.f("pk_passkeys")),
        _of_staff("passkeys"),
    )
    op.create_table(
        "sign_in_attempts",
        *_texts("key"),
        sa.Column("failures", sa.Integer(), nullable=False),
        *_moments("last_at"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempts")),
    )
    _index("recovery_codes", "staff_id")
    _index("passkeys", "staff_id")
    _index("sign_in_attempts", "last_at")


def _seal_the_audit() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_refuses_{act} BEFORE {act.upper()} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    )


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_refuses_{act}")
    else:
        op.execute("DROP TRIGGER audit_refuses_change ON audit")
        op.execute("DROP FUNCTION refuse_audit_change()")
    for name in TABLES:
        op.drop_table(name)
