"""What does a turn of the idea dialogue cost, from the first word to the submission, in one process?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from time import process_time_ns
from zoneinfo import ZoneInfo

from bench.table import Measurement
from bot.channels.message import Address, OutboundMessage
from bot.channels.sms.render import Sms
from dialogues.conversation import Conversation
from dialogues.definition import Library
from dialogues.engine import advance, begin
from dialogues.events import Said, Submitted
from dialogues.inputs import Circumstances, Reply, Start
from dialogues.loader import load_phrasebook, load_scripts
from dialogues.session import from_json, to_json
from dialogues.turn import take_turn
from tests.golden.town import TOWN

#: what a resident writes by SMS once the idea dialogue asks, in order
ANSWERS = (
    "des arceaux pr attacher les velos devant l'ecole",
    "on sait pas ou les mettre du coup c'est le bordel sur le trottoir",
    "bah les parents viendront a velo",
    "4",
    "Arceaux vélo école Jean Moulin",
    "ok",
)
FIRST = "jveu proposer 1 truc pr les velos"

#: conversations of one run, and runs of which the quickest is kept
CONVERSATIONS, RUNS = 2, 1_000

#: microseconds per turn that the engine may cost
TARGET = 60.0

SMS = Sms()
PHONE = Address("sms", "+33939000001")
AT = datetime(2026, 5, 4, 23, 40, tzinfo=ZoneInfo("Europe/Paris"))
KNOWN = {**TOWN, "similar_ideas": ["VELO-1AAA", "VELO-2BBB"]}


def circumstances() -> Iterator[Circumstances]:
    """Yield what each turn knows, twenty seconds apart."""
    capabilities = SMS.capabilities(PHONE)
    for turn in range(len(ANSWERS) + 1):
        yield Circumstances(AT + timedelta(seconds=20 * turn), f"m{turn}", "fr", capabilities, KNOWN)


TURNS = tuple(circumstances())


def advance_alone(library: Library) -> int:
    """Play the idea dialogue through the engine alone; return the number of turns."""
    definition = library.get("idea")
    session, events = begin(definition, Start(TURNS[0], "idea"))
    for c, text in zip(TURNS[1:], ANSWERS, strict=True):
        session, events = advance(definition, session, Reply(c, text))
    assert session.state == "done" and any(isinstance(event, Submitted) for event in events)
    return len(TURNS)


def take_turns(library: Library) -> int:
    """Play the same from a resident's first word: STOP, commands and wishes are looked for in each message."""
    conversation = Conversation("p1")
    for c, text in zip(TURNS, (FIRST, *ANSWERS), strict=True):
        conversation, _ = take_turn(library, conversation, Reply(c, text))
    assert conversation.active is not None and conversation.active.dialogue == "consent"
    return len(TURNS)


def take_turns_saved(library: Library) -> int:
    """Play the same, each session saved as JSON and read again, each message drawn as an SMS."""
    conversation = Conversation("p1")
    for c, text in zip(TURNS, (FIRST, *ANSWERS), strict=True):
        conversation, events = take_turn(library, conversation, Reply(c, text))
        saved = [json.dumps(to_json(session)) for session in conversation.sessions]
        read = tuple(from_json(json.loads(session)) for session in saved)
        conversation = replace(conversation, sessions=tuple(s for s in read if s.state in ("open", "paused")))
        for event in events:
            if isinstance(event, Said):
                SMS.render(OutboundMessage(1, PHONE, event.message))
    assert conversation.active is not None and conversation.active.dialogue == "consent"
    return len(TURNS)


def measure(play: Callable[[Library], int], library: Library) -> float:
    """Return the least cost of a turn among the runs, in microseconds.

    The same instructions never run quicker than they can: what is above the least is other work of the machine (`timeit`
    says the same). Medians of a shared machine went from 60 to 123 µs within an hour, the least from 57 to 59.
    """
    play(library)
    costs = []
    for _ in range(RUNS):
        begun = process_time_ns()
        turns = sum(play(library) for _ in range(CONVERSATIONS))
        costs.append((process_time_ns() - begun) / turns / 1000)
    return min(costs)


def run() -> list[Measurement]:
    """Measure the engine alone, the whole turn, and the turn with what surrounds it."""
    library = load_scripts(load_phrasebook()).library()
    return [
        Measurement("engine", "advance() alone", measure(advance_alone, library), "turn", TARGET),
        Measurement("engine", "take_turn()", measure(take_turns, library), "turn", TARGET),
        Measurement("engine", "take_turn(), JSON saved and read, SMS drawn", measure(take_turns_saved, library), "turn"),
    ]  # fmt: skip
