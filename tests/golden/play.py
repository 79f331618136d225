"""How is a golden file read, and how is it written? Its inputs are played, everything that comes out stands below them.

# style: sms                     a header: style, language, at (ISO 8601), known (JSON; SCHOOLS and PARKS are named)
R bonjour                        the resident writes; two blanks before a line continue the message
R [Oui]                          taps a button of the last message; [old: Oui] one of an earlier message
R <photo banc.jpg image/jpeg>    sends a file; words may follow
R <point 48.85 2.35 Gare>        shares a place
R <json "\\u202e">                writes what cannot be seen
R <long 100000 mot >             writes so many characters
R <start idea {"consultation": "parcs"}>    the service opens a dialogue
R <timeout>                      the time to answer passes
… 72 h                           time passes
! {"consultations": []}          what is known changes
~ report_problem! | place lilas = rue des Lilas    what is understood of the next message: sure of it, with ! certain
~ propose_idea? follow_idea?     in doubt between these; "~ -": nothing is understood of it
; a remark
B …                              what comes back, = what is stored: written by the test (= not asked: nobody was asked to understand)
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogues.events import (
    ConsentGiven,
    ConsentWithdrawn,
    DataRequested,
    ErasureConfirmed,
    Event,
    Finished,
    HumanWanted,
    LanguageChosen,
    Misunderstood,
    Submitted,
)
from dialogues.inputs import Attachment, Point
from dialogues.understanding import Entity, Opinion
from tests.golden.stage import PARIS, Stage
from tests.golden.town import NAMED

#: events that a golden file shows, beside what is said
SHOWN = (
    ConsentGiven,
    ConsentWithdrawn,
    DataRequested,
    ErasureConfirmed,
    HumanWanted,
    LanguageChosen,
    Misunderstood,
    Submitted,
)

_INPUT = re.compile(r"^(?:[R…!;~]|#) ?")
_THING = re.compile(r"<(\w+) ?(.*?)>(?: (.*))?", re.DOTALL)


@dataclass(slots=True)
class Played:
    """A golden file as it comes out, and what was met on the way."""

    text: str
    stage: Stage
    #: (dialogue, step, option) of every recap item that was corrected
    corrected: set[tuple[str, str, str]]


def play(text: str) -> Played:
    """Play the inputs of a golden file; what comes out replaces what stood there."""
    inputs = list(_inputs(text))
    head = dict(line[2:].split(": ", 1) for line in inputs if line.startswith("# "))
    stage = _stage(head)
    lines: list[str] = []
    corrected: set[tuple[str, str, str]] = set()
    for line in inputs:
        lines += line.split("\n")
        lines += _taken(stage, line)
        session = stage.conversation.active
        if session is not None and session.returning and session.step:
            corrected.add((session.dialogue, session.returning, session.step))
    return Played("\n".join(lines) + "\n", stage, corrected)


def _inputs(text: str) -> Iterator[str]:
    """Yield what is given to the conversation, continued lines joined; what came out is left."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        if _INPUT.match(line):
            kept.append(line)
        elif inside and line.startswith("  "):
            kept[-1] += f"\n{line}"
        inside = (inside and line.startswith("  ")) or line.startswith("R ")
    return iter(kept)


def _stage(head: Mapping[str, str]) -> Stage:
    stage = Stage(head["style"], head.get("language", "fr"), _known(head.get("known", "{}")))
    if "at" in head:
        stage.at = datetime.fromisoformat(head["at"]).replace(tzinfo=PARIS)
    return stage


def _known(written: str) -> dict[str, Any]:
    for name, value in NAMED.items():
        written = written.replace(name, json.dumps(value))
    return dict(json.loads(written))


def _taken(stage: Stage, line: str) -> list[str]:
    """Give one input to the conversation; return the lines of what came out."""
    match line[0]:
        case "…":
            stage.wait(hours=float(line[2:].split(maxsplit=1)[0]))
        case "!":
            stage.known = {**stage.known, **_known(line[2:])}
        case "~":
            stage.understood = line[2:]
        case "R":
            written = line[2:].replace("\n  ", "\n")
            stage.opinion = _opinion(stage.understood, written)
            said = _given(stage, written)
            unasked = ["= not asked"] if stage.understood and stage.opinion is not None else []
            stage.understood = ""
            return [*_bubbles(said), *unasked, *_facts(stage.latest)]
    return []


def _opinion(understood: str, text: str) -> Opinion | None:
    """Return the opinion that a line gives of the next message."""
    if not understood:
        return None
    intents, *named = understood.split(" | ")
    words = [word for word in intents.split() if word != "-"]
    entities = tuple(_entity(each, text) for each in named)
    if any(word.endswith("?") for word in words):
        return Opinion("", False, tuple(word.removesuffix("?") for word in words), entities)
    sure = words[0] if words else ""
    return Opinion(sure.removesuffix("!"), sure.endswith("!"), (), entities)


def _entity(written: str, text: str) -> Entity:
    kind, _, rest = written.partition(" ")
    value, _, words = rest.partition(" = ")
    start = text.index(words)
    return Entity(kind, value, start, start + len(words))


def _given(stage: Stage, said: str) -> list[str]:
    if tap := re.fullmatch(r"\[(old: )?(.*)\]", said):
        return stage.tap(tap[2], old=bool(tap[1]))
    if thing := _THING.fullmatch(said):
        return _thing(stage, thing[1], thing[2], thing[3] or "")
    return stage.write(said)


def _thing(stage: Stage, kind: str, rest: str, words: str) -> list[str]:
    match kind:
        case "photo":
            name, _, media = rest.partition(" ")
            return stage.send(Attachment(f"store/{name}", media, name), text=words)
        case "point":
            latitude, longitude, *named = rest.split(" ", 2)
            return stage.share(Point(float(latitude), float(longitude), *named))
        case "json":
            return stage.write(json.loads(rest))
        case "long":
            length, _, piece = rest.partition(" ")
            return stage.write((piece * (int(length) // len(piece) + 1))[: int(length)])
        case "start":
            dialogue, _, given = rest.partition(" ")
            return stage.start(dialogue, json.loads(given or "{}"))
        case "timeout":
            return stage.expire()
    raise AssertionError(f"nothing is called <{kind}>")


def _bubbles(said: list[str]) -> list[str]:
    if not said:
        return ["B (rien)"]
    return [line for text in said for line in ("B " + _visible(text).replace("\n", "\n  ")).split("\n")]


def _visible(text: str) -> str:
    """Write what cannot be seen, or saved, as its escape."""
    return "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else ascii(c)[1:-1] for c in text)


def _facts(events: tuple[Event, ...]) -> list[str]:
    dropped = [event for event in events if isinstance(event, Finished) and event.outcome != "done"]
    shown = [event for event in events if isinstance(event, SHOWN)]
    return [_fact(event) for event in [*shown, *dropped]]


def _fact(event: Event) -> str:
    values = ", ".join(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in event._asdict().items())
    return f"= {type(event).__name__} {_visible(values)}".rstrip()
