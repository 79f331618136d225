"""What does the service do because of an event? Rows, gathered for a whole batch and written in a few statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.deeds import Deeds, Rows
from bot.conversation.posting import message_to_json
from bot.conversation.proposing import acts_of, build_idea
from bot.conversation.responses import join_ballots, keep_nothing, note_responses
from bot.conversation.room import Room
from dialogues.drafts import is_draft
from dialogues.events import (
    Answered,
    ConsentGiven,
    ConsentWithdrawn,
    DataRequested,
    ErasureConfirmed,
    Finished,
    HandedBack,
    LinkClaimed,
    LinkOffered,
    PassedOn,
    Said,
    Submitted,
)
from storage.answers import Answer
from storage.audit import Act
from storage.consents import ALL, Consent
from storage.outbox import BROADCAST, ERASED, REPLY, Outgoing
from storage.unit import Unit

#: how long a personal-data code opens its page
DATA_OPEN = timedelta(hours=24)

#: how long a code joins two addresses
LINK_OPEN = timedelta(hours=1)


def write(unit: Unit, room: Room, deeds: Sequence[Deeds], now: datetime) -> None:
    """Write everything the batch did; the caller commits."""
    rows = Rows(room, now)
    for deed in deeds:
        for event in deed.events:
            effect = EFFECTS.get(type(event))
            if effect is not None:
                effect(rows, deed, event)
    _store(unit, rows, deeds)


def _store(unit: Unit, rows: Rows, deeds: Sequence[Deeds]) -> None:
    """Write the rows: who was erased comes after what was handled, and before the farewell."""
    _restore_consents(unit, rows)
    unseen = frozenset(deed.pending.participant for deed in deeds if deed.initiated)
    unit.conversations.save([deed.conversation for deed in deeds], rows.now, rows.ended, unseen)
    unit.inbox.handled([deed.pending.id for deed in deeds], rows.now)
    for name, found in (("answers", rows.answers), ("consents", rows.consents), ("ideas", rows.ideas)):
        if found:
            getattr(unit, name).add(found)
    note_responses(unit, rows.room, deeds, rows.now)
    for code, participant in rows.downloads:
        unit.downloads.offer(rows.room.proof("download", code), participant, rows.now + DATA_OPEN)
    for code, participant in rows.links:
        unit.links.offer(rows.room.proof("link", code), participant, rows.now + LINK_OPEN)
    _attend(unit, rows)
    for participant in rows.erased:
        unit.participants.erase(participant, rows.now, rows.room.proof)
    if rows.outgoing:
        unit.outbox.add([_farewell(rows, row) for row in rows.outgoing], rows.now)
    if rows.acts:
        unit.audit.add(rows.acts)
    for kept, gone in rows.merged:
        unit.participants.merge(kept, gone, rows.now, leads=_leads(unit, rows, kept, gone))
        join_ballots(unit, rows.room, kept, gone)


def _leads(unit: Unit, rows: Rows, kept: str, gone: str) -> bool:
    """Tell whether the question that goes on waiting is of who wrote the code: they were just asked it again.

    A draft of who showed the code comes before any question but a draft's.
    """
    both = unit.conversations.load([kept, gone])
    if kept not in both or gone not in both or both[gone].active is None:
        return False
    asked, other = both[gone].active, both[kept].active
    library = rows.room.library
    return other is None or (asked is not None and is_draft(asked, library)) or not is_draft(other, library)


def _attend(unit: Unit, rows: Rows) -> None:
    """Tell staff who wrote to them, and whom they have no more."""
    if rows.heard:
        unit.appeals.hear(rows.heard, rows.now)
    for participant, how in rows.handed_back:
        unit.appeals.release([participant], how, rows.now)


def _farewell(rows: Rows, row: Outgoing) -> Outgoing:
    """Return the message; one to somebody who was just erased is nobody's, and forgotten once it left."""
    return row._replace(participant_id=ERASED) if row.participant_id in rows.erased else row


def _said(rows: Rows, deed: Deeds, event: Said) -> None:
    if deed.hushed:
        return
    p = deed.pending
    rows.outgoing.append(
        Outgoing(
            p.participant,
            p.channel,
            p.address,
            message_to_json(event.message),
            rows.now,
            deed.conversation.language,
            BROADCAST if deed.initiated else REPLY,
            inbound_id=p.id,
            n=rows.number(p.id),
            recipient_id=deed.recipient,
        )
    )


def _answered(rows: Rows, deed: Deeds, event: Answered) -> None:
    rows.answers.append(
        Answer(
            event.session, deed.pending.participant, event.dialogue, event.version, event.step,
            event.type, event.value, event.text, event.how, rows.now,
        )
    )  # fmt: skip


def _consented(rows: Rows, deed: Deeds, event: ConsentGiven) -> None:
    if event.purpose == ALL:
        rows.returning.append((deed, event))
    else:
        rows.consents.append(_consent(rows, deed, event, event.purpose, given=True))


def _withdrew(rows: Rows, deed: Deeds, event: ConsentWithdrawn) -> None:
    rows.consents.append(_consent(rows, deed, event, event.purpose, given=False))


def _consent(
    rows: Rows, deed: Deeds, event: ConsentGiven | ConsentWithdrawn, purpose: str, *, given: bool
) -> Consent:
    p = deed.pending
    return Consent(p.participant, purpose, given, rows.now, p.channel, event.wording, event.how)


def _restore_consents(unit: Unit, rows: Rows) -> None:
    """Give back to those who say START what their last STOP took (norms §3)."""
    stopped = unit.consents.before_stop([deed.pending.participant for deed, _ in rows.returning])
    for deed, event in rows.returning:
        for purpose in sorted({"participation", *stopped.get(deed.pending.participant, ())}):
            rows.consents.append(_consent(rows, deed, event, purpose, given=True))


def _submitted(rows: Rows, deed: Deeds, event: Submitted) -> None:
    SUBMISSIONS[event.kind](rows, deed, event.values, event.id)
    rows.acts += acts_of(rows.room, event.kind, event.id, rows.now)


def _idea(rows: Rows, deed: Deeds, values: Mapping[str, Any], id: str) -> None:
    """Keep an idea with its first words."""
    who, language = deed.pending.participant, deed.conversation.language
    rows.ideas.append(build_idea(rows.room, who, language, values, id, rows.now))


def _ended(rows: Rows, deed: Deeds, event: Finished) -> None:
    rows.ended[event.session] = event.outcome


def _data(rows: Rows, deed: Deeds, event: DataRequested) -> None:
    rows.downloads.append((event.code, deed.pending.participant))


def _link_offered(rows: Rows, deed: Deeds, event: LinkOffered) -> None:
    rows.links.append((event.code, deed.pending.participant))


def _linked(rows: Rows, deed: Deeds, event: LinkClaimed) -> None:
    rows.merged.append((event.owner, deed.pending.participant))
    rows.acts.append(Act(rows.now, "participant", "linked", event.owner))


def _erased(rows: Rows, deed: Deeds, event: ErasureConfirmed) -> None:
    rows.erased.append(deed.pending.participant)
    rows.acts.append(Act(rows.now, "participant", "erased", ""))


def _passed_on(rows: Rows, deed: Deeds, event: PassedOn) -> None:
    rows.heard.append(deed.pending.participant)


def _handed_back(rows: Rows, deed: Deeds, event: HandedBack) -> None:
    rows.handed_back.append((deed.pending.participant, event.how))


#: kind of submission → what keeps it
SUBMISSIONS: Mapping[str, Callable[[Rows, Deeds, Any, str], None]] = {"idea": _idea, "survey": keep_nothing}

#: event → effect; the other events are kept by the session itself
EFFECTS: Mapping[type, Callable[[Rows, Deeds, Any], None]] = {
    Said: _said,
    Answered: _answered,
    ConsentGiven: _consented,
    ConsentWithdrawn: _withdrew,
    Submitted: _submitted,
    Finished: _ended,
    DataRequested: _data,
    LinkOffered: _link_offered,
    LinkClaimed: _linked,
    ErasureConfirmed: _erased,
    PassedOn: _passed_on,
    HandedBack: _handed_back,
}
