"""Who may live in a town, as far as a sending looks at them? Anybody: addresses, consents, habits, what they had before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert

from storage import models
from storage.broadcast import Broadcast
from storage.consents import ALL, Consent
from storage.ideas import Idea, Words
from storage.models.base import Base, table
from storage.outbound import BROADCAST
from storage.responses import Response
from storage.unit import Unit

#: A Tuesday, when one may write first.
AT = datetime(2026, 9, 8, 16, 30, tzinfo=UTC)

CHANNELS, LANGUAGES, DISTRICTS = ("sms", "telegram", "whatsapp"), ("fr", "en", "ar"), ("centre", "gare")
THEMES, GROUPS, PURPOSES = ("mobilite", "nature"), ("comite", "testeurs"), ("questions", "news")

#: What they may have had: an announcement, and a reminder of it.
HAD, REMINDED = "lettre-1", "rappel-1"

HOURS = st.integers(0, 24 * 12)


@dataclass(frozen=True, slots=True)
class Resident:
    """One person, as the store knows them; hours are those before `AT`."""

    #: channel → state of the address, and hours until which free text may be sent, negative once over
    addresses: dict[str, tuple[str, int]]
    #: (purpose, given), the last word last
    consents: list[tuple[str, bool]]
    #: when messages left that they had not asked for
    had: list[int]
    known: int
    silent: int
    language: str | None
    district: str | None
    stopped: bool
    introduced: bool
    started: bool
    proposed: str | None
    group: str | None
    #: state of their response to the survey
    answered: str | None
    received: bool
    reminded: bool


STATES = st.sampled_from(("reachable", "reachable", "reachable", "blocked"))
RESIDENTS = st.builds(
    Resident,
    addresses=st.dictionaries(st.sampled_from(CHANNELS), st.tuples(STATES, st.integers(-30, 30)), max_size=3),
    consents=st.lists(st.tuples(st.sampled_from((*PURPOSES, *PURPOSES, ALL)), st.booleans()), max_size=4),
    had=st.lists(HOURS, max_size=4),
    known=HOURS,
    silent=HOURS,
    language=st.none() | st.sampled_from(LANGUAGES),
    district=st.none() | st.sampled_from(DISTRICTS),
    stopped=st.sampled_from((False, False, False, True)),
    introduced=st.booleans(),
    started=st.booleans(),
    proposed=st.none() | st.sampled_from(THEMES),
    group=st.none() | st.sampled_from(GROUPS),
    answered=st.none() | st.sampled_from(("open", "done")),
    received=st.booleans(),
    reminded=st.booleans(),
)


def settle(unit: Unit, residents: Sequence[Resident], survey: str) -> None:
    """Store them, and what they did; one more, who has no phone, is in each group."""
    for slug, reminds in ((HAD, None), (REMINDED, HAD)):
        over = Broadcast(
            slug, "news", "everyone", AT, "anne", AT, reminds=reminds, state="ended", ended_at=AT
        )
        unit.broadcasts.add(over)
    _put(unit, models.Participant, id="keeper", created_at=AT, last_seen_at=AT)
    for group in GROUPS:
        unit.segments.join(group, ["keeper"], AT)
    for n, resident in enumerate(residents):
        _settle(unit, n, f"{n:032x}", resident, survey)


def ago(hours: int) -> datetime:
    """Return a time so many hours before the sending."""
    return AT - timedelta(hours=hours)


def _settle(unit: Unit, n: int, who: str, one: Resident, survey: str) -> None:
    _put(
        unit, models.Participant, id=who, language=one.language, district=one.district,
        stopped_at=AT if one.stopped else None, introduced_at=AT if one.introduced else None,
        created_at=ago(one.known), last_seen_at=ago(one.silent),
    )  # fmt: skip
    for channel, (state, hours) in one.addresses.items():
        _address(unit, who, channel, state, ago(-hours), started=one.started)
    for purpose, given in one.consents:
        yes = given and purpose != ALL
        unit.consents.add([Consent(who, purpose, yes, AT, "sms", "…", "keyword")])
    for k, hours in enumerate(one.had):
        _send(unit, who, k, ago(hours))
    if one.group:
        unit.segments.join(one.group, [who], AT)
    if one.proposed:
        words = Words("T", "S", "P", "B", AT)
        unit.ideas.add([Idea(f"i{n}", n + 1, f"R{n}", who, words, AT, theme=one.proposed)])
    if one.answered:
        response = Response(f"s{n}", survey, who, "1", "sms", "fr", AT, AT, state=one.answered)
        unit.responses.note([response])
    for slug, had in ((HAD, one.received), (REMINDED, one.reminded)):
        _receive(unit, who, slug, had=had)


def _address(unit: Unit, who: str, channel: str, state: str, until: datetime, *, started: bool) -> None:
    """Give somebody an address; who started a bot wrote to it once (norms §6)."""
    window = until if channel == "whatsapp" else None
    _put(
        unit, models.Address, id=f"{channel[0]}{who[1:]}", participant_id=who, channel=channel,
        value=f"{channel}-{who}", state=state, window_until=window, created_at=AT,
    )  # fmt: skip
    if started:
        _put(
            unit, models.Inbound, channel=channel, address=f"{channel}-{who}", provider_id=f"{channel}-{who}",
            received_at=AT, payload={}, status="handled", attempts=0,
        )  # fmt: skip


def _send(unit: Unit, who: str, n: int, at: datetime) -> None:
    _put(
        unit, models.Outbound, n=n, participant_id=who, channel="sms", address=f"sms-{who}", content={},
        language="fr", priority=BROADCAST, status="sent", due_at=at, attempt=1, skip=0, created_at=at, sent_at=at,
    )  # fmt: skip


def _receive(unit: Unit, who: str, slug: str, *, had: bool) -> None:
    broadcast = unit.broadcasts.by_slug(slug)
    assert broadcast is not None
    if had:
        _put(
            unit, models.Recipient, broadcast_id=broadcast.id, participant_id=who, channel="sms", address="",
            language="fr", introduced=True, wave=1, state="sent", cause="", changed_at=AT,
        )  # fmt: skip


def _put(unit: Unit, model: type[Base], **values: Any) -> None:
    unit.connection.execute(insert(table(model)).values(values))
