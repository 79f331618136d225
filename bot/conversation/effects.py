"""What does the service do because of an event? Rows, gathered for a whole batch and written in a few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.posting import message_to_json
from bot.conversation.responses import join_ballots, keep_nothing, note_responses
from bot.conversation.room import Room
from bot.participation.reference import read_reference
from dialogues.conversation import Conversation
from dialogues.events import (
    Answered,
    ConsentGiven,
    ConsentWithdrawn,
    DataRequested,
    ErasureConfirmed,
    Event,
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
from storage.ideas import Idea, Words
from storage.inbox import Pending
from storage.outbox import BROADCAST, ERASED, REPLY, Outgoing
from storage.unit import Unit

#: how long a personal-data code opens its page
DATA_OPEN = timedelta(hours=24)

#: how long a code joins two addresses
LINK_OPEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one turn did, to be written."""

    pending: Pending
    conversation: Conversation
    events: Sequence[Event]
    #: nobody wrote: what is said is said first, and must wait for its hour (norms §2)
    initiated: bool = False
    #: what is said is not worth a message that is paid for: that a question is closed
    hushed: bool = False
    #: the recipient of a broadcast that it is said to
    recipient: int | None = None


@dataclass(slots=True)
class Rows:
    """What a batch writes, table by table."""

    room: Room
    now: datetime
    outgoing: list[Outgoing] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    ended: dict[str, str] = field(default_factory=dict)
    #: (code, participant) of personal-data pages
    downloads: list[tuple[str, str]] = field(default_factory=list)
    #: (code, participant) of offers to link another address
    links: list[tuple[str, str]] = field(default_factory=list)
    #: (who stays, who becomes one with them)
    merged: list[tuple[str, str]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    #: participants who wrote to the member of staff who has them
    heard: list[str] = field(default_factory=list)
    #: (participant, how): whom staff have no more
    handed_back: list[tuple[str, str]] = field(default_factory=list)
    #: participants who came back after STOP
    returning: list[tuple[Deeds, ConsentGiven]] = field(default_factory=list)
    #: messages so far in answer to each inbound one
    numbers: Counter[int] = field(default_factory=Counter)

    def number(self, inbound: int) -> int:
        """Return the place of one more message among those that answer this one, from 0."""
        self.numbers[inbound] += 1
        return self.numbers[inbound] - 1


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
        unit.participants.merge(kept, gone, rows.now)
        join_ballots(unit, rows.room, kept, gone)


def _attend(unit: Unit, rows: Rows) -> None:
    """Tell staff who wrote to them, and whom they have no more."""
    if rows.heard:
        unit.appeals.hear(rows.heard, rows.now)
    for participant, how in rows.handed_back:
        unit.appeals.release([participant], how, rows.now)


def _farewell(rows: Rows, row: Outgoing) -> Outgoing:
    """Return the message; one to somebody who was just erased is nobody's, and forgotten once it left."""
    return replace(row, participant_id=ERASED) if row.participant_id in rows.erased else row


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
    detail = {"dialogue": event.kind}
    rows.acts.append(Act(rows.now, "participant", f"{event.kind} submitted", event.id, detail))


def _idea(rows: Rows, deed: Deeds, values: Mapping[str, Any], id: str) -> None:
    """Keep an idea with its first words."""
    consultation = rows.room.town.consultation(values["consultation"])
    photos = [photo["reference"] for photo in values.get("photo") or ()]
    words = Words(
        values["title"] or "", values["solution"], values["problem"], values["benefit"], rows.now,
        values.get("place"), photos,
    )  # fmt: skip
    rows.ideas.append(
        Idea(
            id,
            read_reference(values["reference"]) or 0,
            values["reference"],
            deed.pending.participant,
            words,
            rows.now,
            consultation_id=consultation.id if consultation else None,
            theme=values["theme"],
        )
    )


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
