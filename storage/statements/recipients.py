"""Which statements does the leader execute at each look, whoever is written to?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Update,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from storage import models
from storage.batch import Batch, among, prepared
from storage.inbound import TIMEOUT
from storage.models.base import Document, Moment, spelt, table
from storage.readiness import is_in, is_ready
from storage.segments.compiling import ONE

_recipients = table(models.Recipient)
_broadcasts = table(models.Broadcast)
_outbox = table(models.Outbound)
_inbound = table(models.Inbound)
_sessions = table(models.Session)
r, s = _recipients.c, _sessions.c

FATES = Batch(r.id, r.state, r.cause)

MESSAGES = Batch(_outbox.c.id)

#: Columns of the inbox that a start or a timeout fills.
_NAMES = ["channel", "address", "provider_id", "received_at", "payload", "status", "attempts"]


@prepared
def settling(connection: Connection) -> Update:
    """Record what became of those whose messages left or were given up, but for busy channels'."""
    return _settling(connection, is_in("waiting"), r.channel.not_in(bindparam("busy", expanding=True)))


@prepared
def settling_of(connection: Connection) -> Update:
    """Do the same for those whom a batch of messages is for.

    The few who wait have an index, and PostgreSQL, which has not counted them since they were made, takes them for fewer
    than these: it must not know.
    """
    batch, o = MESSAGES.rows(connection), _outbox.c
    whose = select(o.recipient_id).where(among(o.id, select(batch.c.id), connection))
    waits = func.coalesce(r.state, literal("")) == literal("waiting")
    return _settling(connection, among(r.id, whose, connection), waits)


def _settling(connection: Connection, *whose: ColumnElement[bool]) -> Update:
    """Nobody who settles waits for another who does: what one leaves out, the next finds."""
    o = _outbox.c
    last = select(o.status).where(o.recipient_id == r.id).order_by(o.n.desc()).limit(1)
    code = select(o.error_code).where(o.recipient_id == r.id).order_by(o.n.desc()).limit(1)
    status = last.correlate(_recipients).scalar_subquery()
    state = case(
        (status.in_(("sent", "delivered")), "sent"), (status == "uncertain", "uncertain"), else_="failed"
    )
    over = status.in_(("sent", "delivered", "uncertain", "failed", "dead"))
    found = select(r.id).where(*whose, over).with_for_update(skip_locked=True)
    cause = func.coalesce(code.correlate(_recipients).scalar_subquery(), "")
    values = {
        "state": state,
        "cause": case((state == "failed", cause), else_=""),
        "changed_at": bindparam("now"),
    }
    return update(_recipients).where(among(r.id, found, connection)).values(values)


@prepared
def choosing(_connection: Connection) -> Select[Any]:
    """Find the first planned recipients of a broadcast who are ready."""
    mine = (r.broadcast_id == bindparam("broadcast"), is_in("planned"), r.wave <= bindparam("wave"))
    query = select(r.id).where(*mine, r.participant_id != spelt(""), is_ready())
    return query.order_by(r.wave, r.id).limit(bindparam("limit"))


@prepared
def starting(_connection: Connection) -> Insert:
    """Put a start into the inbox for each of these recipients, in their order."""
    text = bindparam("head", type_=String()) + cast(r.id, String()) + bindparam("tail", type_=String())
    rows = select(
        r.channel,
        r.address,
        bindparam("prefix", type_=String()) + r.participant_id,
        bindparam("now", type_=Moment()),
        type_coerce(text, Document()),
        literal("pending"),
        literal(0),
    ).where(r.id.in_(bindparam("ids", expanding=True)))
    return insert(_inbound).from_select(_NAMES, rows.order_by(r.id)).on_conflict_do_nothing()


@prepared
def setting(connection: Connection) -> Update:
    """Give recipients another state and cause."""
    batch = FATES.rows(connection)
    values = {"state": batch.c.state, "cause": batch.c.cause, "changed_at": bindparam("now")}
    return update(_recipients).where(r.id == batch.c.id).values(values)


@prepared
def timing_out(_connection: Connection) -> Insert:
    """Put a timeout into the inbox for sessions of some dialogues that waited too long, once for each."""
    theirs = s.dialogue.in_(bindparam("dialogues", expanding=True))
    waits = (s.position == 0, s.state == "open", theirs, s.touched_at < bindparam("before"))
    old = (
        _timeouts()
        .select_from(_sessions.join(_recipients, r.id == _last_asked()))
        .where(*waits, ~_is_told(), r.address != "")
        .order_by(s.touched_at)
        .limit(bindparam("limit"))
    )
    return insert(_inbound).from_select(_NAMES, old).on_conflict_do_nothing()


def _timeouts() -> Select[Any]:
    """Return rows of the inbox: by the channel that the person was last asked on."""
    now, payload = bindparam("now", type_=Moment()), literal({"event": "timeout"}, Document())
    return select(r.channel, r.address, _name(), now, payload, literal("pending"), literal(0))


def _last_asked() -> Any:
    last = (
        select(r.id)
        .join(_broadcasts, _broadcasts.c.id == r.broadcast_id)
        .where(r.participant_id == s.participant_id, _broadcasts.c.dialogue == s.dialogue)
        .order_by(r.id.desc())
        .limit(1)
    )
    return last.correlate(_sessions).scalar_subquery()


def _is_told() -> Any:
    told = (_inbound.c.channel == r.channel, _inbound.c.provider_id == _name())
    return select(ONE).where(*told).correlate(_sessions, _recipients).exists()


def _name() -> Any:
    return literal(f"{TIMEOUT}:", String()) + s.id
