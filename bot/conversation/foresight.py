"""Which texts of those that wait may want to be understood? Looked at before the transaction, without a lock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.conversation.posting import inbound_from_json
from bot.conversation.room import Room
from bot.conversation.turn import dress, with_surveys
from bot.conversation.understanding import Question
from dialogues.conversation import Conversation
from dialogues.wanting import UNDERSTANDING, tongue_of_words, wanted, words_of
from storage.inbound import Pending
from storage.unit import Unit


def foresee(unit: Unit, room: Room, now: datetime, limit: int) -> list[Question]:
    """Return the texts that the next batch may want an opinion of; what changes meanwhile costs a reading, no more."""
    waiting = unit.inbox.peek(limit)
    known = unit.conversations.load([p.participant for p in waiting if p.participant]) if waiting else {}
    room = with_surveys(unit, room, known.values()) if waiting else room
    return list(_questions(room, now, waiting, known))


def _questions(
    room: Room, now: datetime, waiting: list[Pending], known: dict[str, Conversation]
) -> Iterator[Question]:
    for pending in waiting:
        message = inbound_from_json(pending.channel, pending.address, str(pending.id), pending.payload)
        new = Conversation(pending.participant, room.language(message.profile.language))
        conversation = known.get(pending.participant, new)
        input = dress(room, pending, message, conversation, now)
        reply = words_of(input) if input is not None else None
        if (
            input is not None
            and reply is not None
            and UNDERSTANDING in wanted(room.library, conversation, input)
        ):
            language = tongue_of_words(room.library, conversation, reply)
            yield Question(pending.id, reply.text, language)
