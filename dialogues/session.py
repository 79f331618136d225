"""Where is one participant in a dialogue? A value that is saved as JSON after every turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from dialogues.content import Option
from dialogues.inputs import Json

#: open: waits for a reply; paused: left aside, kept; the others are ends
State = Literal["open", "paused", "done", "dropped", "expired"]


class Answer(NamedTuple):
    """What was given at a step, typed; `text` is the participant's own words."""

    value: Json
    text: str = ""
    how: str = "said"


class Asked(NamedTuple):
    """The question that waits: what was shown with it, so that "2" keeps its meaning when lists change."""

    options: tuple[Option, ...] = ()
    #: replies that could not be taken so far
    attempts: int = 0
    #: a reply that was kept while one more sentence is asked for
    draft: str | None = None
    #: words that may be the answer or something else, kept while it is asked which: the options say
    held: str | None = None


@dataclass(frozen=True)
class Session:
    """One participant's place in one version of a dialogue; without slots, so that `but` is quick."""

    id: str
    dialogue: str
    version: str
    step: str | None = None
    state: State = "open"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    #: steps passed, in order: what RETOUR walks back
    trail: tuple[str, ...] = ()
    asked: Asked | None = None
    #: results of look-ups met so far
    found: Mapping[str, Json] = field(default_factory=dict)
    #: the recap to come back to when one part is corrected
    returning: str | None = None
    #: when its last input came, aware; None before the first
    touched_at: datetime | None = None

    def but(self, **changes: Json) -> Session:
        """Return the session with these fields changed: as `dataclasses.replace`, at a tenth of its cost."""
        changed = object.__new__(Session)
        object.__setattr__(changed, "__dict__", self.__dict__ | changes)
        return changed


def to_json(session: Session) -> dict[str, Json]:
    """Return the session as plain JSON values; `from_json` reads it back equal."""
    asked = session.asked
    return {
        "id": session.id,
        "dialogue": session.dialogue,
        "version": session.version,
        "step": session.step,
        "state": session.state,
        "answers": {k: [a.value, a.text, a.how] for k, a in session.answers.items()},
        "trail": list(session.trail),
        "asked": asked and _asked_to_json(asked),
        "found": dict(session.found),
        "returning": session.returning,
        "touched_at": session.touched_at.isoformat() if session.touched_at else "",
    }


def from_json(data: Mapping[str, Json]) -> Session:
    """Return the session that `to_json` gave."""
    asked = data["asked"]
    return Session(
        id=data["id"],
        dialogue=data["dialogue"],
        version=data["version"],
        step=data["step"],
        state=data["state"],
        answers={k: Answer(*a) for k, a in data["answers"].items()},
        trail=tuple(data["trail"]),
        asked=asked and _asked_from_json(asked),
        found=data["found"],
        returning=data["returning"],
        touched_at=datetime.fromisoformat(data["touched_at"]) if data["touched_at"] else None,
    )


def _asked_to_json(asked: Asked) -> dict[str, Json]:
    options = [[o.value, o.label, list(o.aliases)] for o in asked.options]
    return {"options": options, "attempts": asked.attempts, "draft": asked.draft, "held": asked.held}


def _asked_from_json(data: Mapping[str, Json]) -> Asked:
    options = tuple(Option(v, label, tuple(aliases)) for v, label, aliases in data["options"])
    return Asked(options, data["attempts"], data["draft"], data.get("held"))
