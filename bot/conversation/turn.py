"""How is a batch of messages handled? Different participants, one transaction, one commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress
from types import MappingProxyType
from typing import Any

import structlog

from bot.channels.message import InboundMessage
from bot.conversation.albums import gather
from bot.conversation.asides import Heeded, keep_asides
from bot.conversation.deeds import Deeds
from bot.conversation.effects import write
from bot.conversation.happenings import as_input, collect, move, note
from bot.conversation.lookups import LOOKUPS
from bot.conversation.posting import inbound_from_json
from bot.conversation.room import Room
from bot.conversation.starting import Starts, record, weigh
from bot.conversation.understanding import Heard
from bot.conversation.wishes import Asked, Wish
from bot.nlu.opinions import form_opinion
from dialogues.conversation import Conversation
from dialogues.events import Event, Said
from dialogues.inputs import Circumstances, Command, Input, Reply
from dialogues.turn import take_turn
from dialogues.understanding import Understanding
from dialogues.wanting import UNDERSTANDING, tongue_of_turn, tongue_of_words, wanted, words_of
from storage.consents import Standing
from storage.inbox import Pending
from storage.participants import Profile
from storage.unit import Unit

#: most messages of one batch
BATCH = 50

#: nothing was heard before the turn
NOTHING: Mapping[int, Heard] = MappingProxyType({})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Handled:
    """What a batch did: how many turns were taken, which messages failed theirs, who was answered."""

    taken: int = 0
    failed: tuple[int, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class Turn:
    """One message and all that follows."""

    pending: Pending
    message: InboundMessage
    conversation: Conversation
    #: None: the message is nothing to the conversation
    input: Input | None
    events: tuple[Event, ...] = field(default=())
    #: what was made of its text; None: it was no moment for it, or nobody knows
    understanding: Understanding | None = None


def handle_batch(
    unit: Unit, room: Room, now: datetime, limit: int, ids: list[int], heard: Mapping[int, Heard] = NOTHING
) -> Handled:
    """Take the turns of up to `limit` participants who wait; a turn that fails harms no other.

    `ids` is given the messages that were claimed, so that they are known when the transaction fails; `heard` is what
    was understood of some of them before.
    """
    claimed = unit.inbox.claim(limit, now)
    if not claimed:
        return Handled()
    ids += [pending.id for pending in claimed]
    gathered = gather(unit, claimed, now)
    if not gathered.whole:
        return Handled()
    room, turns = _set_up(unit, room, gathered.whole, now)
    starts = weigh(unit, room, [(turn.pending, turn.message, turn.conversation) for turn in turns])
    turns = [_unless_refused(turn, starts) for turn in turns]
    arrived = [(turn.pending, turn.message) for turn in turns]
    note(unit, arrived, now)
    collect(unit, arrived, now)
    _look_up(unit, room, [turn for turn in turns if turn.input is not None], heard)
    taken = [_take(room, turn, turn.pending.id in gathered.late) for turn in turns]
    done = list(compress(turns, taken))
    write(unit, room, [_deeds(turn, starts) for turn in done], now)
    unit.inbox.handled([id for turn in done for id in gathered.others.get(turn.pending.id, ())], now)
    keep_asides(unit, room, [_heeded(turn) for turn in done], now)
    move(unit, arrived, now)
    failed = tuple(turn.pending.id for turn, was_taken in zip(turns, taken, strict=True) if not was_taken)
    record(unit, starts, frozenset(failed), now)
    return Handled(len(done), failed, tuple(str(turn.message.address) for turn in done))


def _deeds(turn: Turn, starts: Starts) -> Deeds:
    message = turn.pending.id
    if message not in starts.own:
        return Deeds(turn.pending, turn.conversation, turn.events)
    brief = turn.input is not None and turn.input.circumstances.capabilities.brief
    attended = turn.conversation.attended is not None
    hushed = (brief or attended) and turn.message.event == "timeout"
    return Deeds(turn.pending, turn.conversation, turn.events, True, hushed, starts.recipient(message))


def _heeded(turn: Turn) -> Heeded:
    return Heeded(turn.pending, turn.conversation.language, turn.events, turn.understanding)


def _unless_refused(turn: Turn, starts: Starts) -> Turn:
    """Return the turn, without an input when the service must not begin it now."""
    if starts.refuses(turn.pending.id):
        turn.input = None
    return turn


def _set_up(unit: Unit, room: Room, claimed: Sequence[Pending], now: datetime) -> tuple[Room, list[Turn]]:
    """Load the conversations of the batch, and dress each message as an input; the room gets what they stand in."""
    messages = [inbound_from_json(p.channel, p.address, str(p.id), p.payload) for p in claimed]
    hints = {p.participant: room.language(m.profile.language) for p, m in zip(claimed, messages, strict=True)}
    conversations = unit.conversations.load([p.participant for p in claimed], hints)
    _learn(unit, claimed, messages, conversations)
    room = with_surveys(unit, room, conversations.values())
    return room, [
        Turn(p, m, conversations[p.participant], dress(room, p, m, conversations[p.participant], now))
        for p, m in zip(claimed, messages, strict=True)
    ]


def with_surveys(unit: Unit, room: Room, conversations: Iterable[Conversation]) -> Room:
    """Return the room whose library holds the surveys as they are stored now."""
    room.shelf.refresh(unit)
    library = room.shelf.extend(unit, room.library, room.phrasebook, conversations)
    return room if library is room.library else replace(room, library=library)


def _learn(
    unit: Unit,
    claimed: Sequence[Pending],
    messages: Sequence[InboundMessage],
    known: Mapping[str, Conversation],
) -> None:
    """Keep the first names that channels tell of people met for the first time."""
    new = [
        Profile(p.participant, m.profile.first_name)
        for p, m in zip(claimed, messages, strict=True)
        if m.profile.first_name and not known[p.participant].introduced
    ]
    if new:
        unit.participants.learn(new)


def dress(
    room: Room, p: Pending, m: InboundMessage, conversation: Conversation, now: datetime
) -> Input | None:
    """Return a message as an input, with what is always known; None when it is nothing to the conversation."""
    can = room.capabilities[p.channel](m.address)
    at = p.received_at.astimezone(room.town.timezone)
    input = as_input(m, Circumstances(at, str(p.id), conversation.language, can))
    if input is None:
        return None
    language = conversation.language
    if isinstance(input, Reply):
        language = tongue_of_turn(room.library, conversation, input)
    surveys = room.shelf.known(language, room.phrasebook.default, now)
    known = room.town.known(language, now) | surveys | {"first_name": m.profile.first_name}
    return input._replace(circumstances=input.circumstances._replace(language=language, known=known))


def _look_up(unit: Unit, room: Room, turns: Sequence[Turn], heard: Mapping[int, Heard]) -> None:
    """Fetch every look-up that the batch may need, each in one go."""
    wishes: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        assert turn.input is not None
        for name in wanted(room.library, turn.conversation, turn.input):
            if name in LOOKUPS:
                wishes[name].append(turn)
            elif name == UNDERSTANDING:
                _understand(room, turn, heard)
    asked = Asked(unit, room, [turn.pending.participant for turn in turns])
    standings = unit.consents.standing(asked.participants)
    told = {turn.pending.id: _consents(standings[turn.pending.participant]) for turn in turns}
    for name, wishing in wishes.items():
        results = LOOKUPS[name](asked, [_wish(turn) for turn in wishing])
        for turn, result in zip(wishing, results, strict=True):
            told[turn.pending.id][name] = result
    for turn in turns:
        _tell(turn, told[turn.pending.id])


def _consents(standing: Standing) -> dict[str, Any]:
    return {"consents_asked": sorted(standing.asked), "consents_given": sorted(standing.agreed)}


def _understand(room: Room, turn: Turn, heard: Mapping[int, Heard]) -> None:
    """Give the reply what was heard of it before, or what the reader makes of it now."""
    assert isinstance(turn.input, Reply | Command)
    reply = words_of(turn.input)
    assert reply is not None
    known = heard.get(turn.pending.id)
    if known is None and room.ear is not None:
        language = tongue_of_words(room.library, turn.conversation, reply)
        known = room.ear.read(reply.text, language)
    if known is not None:
        turn.input = turn.input._replace(opinion=form_opinion(known.understanding, known.thresholds))
        turn.understanding = known.understanding


def _tell(turn: Turn, known: Mapping[str, Any]) -> None:
    assert turn.input is not None
    c = turn.input.circumstances
    turn.input = turn.input._replace(circumstances=c._replace(known={**c.known, **known}))


def _wish(turn: Turn) -> Wish:
    assert turn.input is not None
    c = turn.input.circumstances
    words = getattr(turn.input, "text", "")
    return Wish(
        turn.pending.participant, c.language, words, turn.conversation.active, c.at, not c.capabilities.brief
    )


def _take(room: Room, turn: Turn, late: bool) -> bool:
    """Take one turn, that of the rest of an album in silence; a fault of ours leaves the message for another try."""
    if turn.input is None:
        return True
    before = turn.conversation
    try:
        turn.conversation, turn.events = take_turn(room.library, before, turn.input)
    except Exception:
        log.exception("turn failed", inbound=turn.pending.id, channel=turn.pending.channel)
        return False
    if late and _place(before) == _place(turn.conversation):
        turn.events = tuple(event for event in turn.events if not isinstance(event, Said))
    return True


def _place(conversation: Conversation) -> tuple[str, str | None] | None:
    """Return which question waits, and in which session."""
    return (conversation.active.id, conversation.active.step) if conversation.active is not None else None
