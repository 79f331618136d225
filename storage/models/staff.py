"""Who works at the town hall's console, how do they prove it, and where are they signed in?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document

_STAFF = "staff.id"


class Staff(Base):
    """One member of staff; never deleted, so that the audit goes on naming somebody."""

    __tablename__ = "staff"

    #: UUID version 7, 32 hexadecimal digits
    id: Mapped[str] = mapped_column(primary_key=True)
    #: folded: lower case, no space around
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    #: whose ideas a member of the role `organisation` sees
    organisation: Mapped[str | None]
    language: Mapped[str]
    #: Argon2id, in its own text form
    password: Mapped[str]
    #: secret of the one-time codes, sealed by the secret key; null: none is set up
    totp: Mapped[str | None]
    #: step of the last code that was taken: none at or before it is taken again
    totp_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    #: since when they may not come in
    disabled_at: Mapped[datetime | None]


class StaffSession(Base):
    """One browser that is signed in, or on its way; only the hash of its token is kept."""

    __tablename__ = "staff_sessions"
    __table_args__ = (Index(None, "staff_id"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    #: by which the person's own page names it
    id: Mapped[str]
    staff_id: Mapped[str] = mapped_column(ForeignKey(_STAFF, ondelete="CASCADE"))
    #: half: the password was right, the second factor is to come; full: signed in
    stage: Mapped[str]
    #: what is being proven: the challenge of a passkey, a secret not confirmed yet (sealed)
    pending: Mapped[Any] = mapped_column(Document)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    #: browser and system, in a few words
    agent: Mapped[str]
    #: network address without its last part
    address: Mapped[str]


class Invitation(Base):
    """A link that lets one person choose a password, once; only its hash is kept."""

    __tablename__ = "invitations"
    __table_args__ = (Index(None, "email"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    organisation: Mapped[str | None]
    invited_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that stands in for the second factor, once; only its hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index(None, "staff_id"),)

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(_STAFF, ondelete="CASCADE"))


class Passkey(Base):
    """A key of WebAuthn that somebody registered."""

    __tablename__ = "passkeys"
    __table_args__ = (Index(None, "staff_id"),)

    #: base64url, as browsers write it
    credential_id: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(_STAFF, ondelete="CASCADE"))
    #: COSE key in base64url
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    created_at: Mapped[datetime]


class Attempt(Base):
    """How often sign-in failed under one name or from one address, kept as a keyed hash, known or not."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "last_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class StaffPhone(Base):
    """The participant by whom a member of staff tries sendings out: they proved it by a code of their own phone."""

    __tablename__ = "staff_phones"
    __table_args__ = (Index(None, "participant_id"),)

    staff_id: Mapped[str] = mapped_column(ForeignKey(_STAFF, ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]
