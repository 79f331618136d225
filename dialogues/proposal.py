"""What does a message already say of the idea that it proposes? Whoever said it is not asked again."""

from __future__ import annotations

from dialogues.definition import Ask, Definition
from dialogues.inputs import Json, Reply
from dialogues.questions.shape import Accepted, Reading, Thin
from dialogues.reading.fold import fold
from dialogues.reading.substance import says_nothing
from dialogues.session import Session
from dialogues.setting_aside import things_of
from dialogues.talk import Talk
from dialogues.understanding import Entity, Opinion
from dialogues.view import View


def proposed(talk: Talk, reply: Reply, opinion: Opinion) -> dict[str, Json]:
    """Return what an idea may begin with: its solution when the words hold one, theme, place and photos."""
    return {"hint": reply.text, **_solution(talk, reply.text), **named(talk, reply, opinion)}


def _solution(talk: Talk, text: str) -> dict[str, Json]:
    """Return the solution that a message tells, or its beginning where one more sentence is asked for."""
    told = talk.lexicon.announcements.told(text)
    match _read(talk, "solution", told):
        case Accepted(solution):
            return {"solution": solution, "kept": solution}
        case Thin(begun) if _tells(talk, begun):
            return {"begun": begun}
    return {}


def _tells(talk: Talk, begun: str) -> bool:
    """Tell whether words too few for a solution begin one: two at least, and none that only announce an idea."""
    announces = not talk.lexicon.announcements.triggers.isdisjoint(fold(begun).split(" "))
    return bool(begun.count(" ")) and not announces and not says_nothing(begun, talk.lexicon)


def reported(talk: Talk, reply: Reply, opinion: Opinion) -> dict[str, Json]:
    """Return what an idea may begin with that is to mend a problem somebody wrote of."""
    problem = _accepted(talk, "problem", reply.text)
    given = {"problem": problem} if problem else {}
    return {"hint": reply.text, **given, **named(talk, reply, opinion)}


def named(talk: Talk, reply: Reply, opinion: Opinion) -> dict[str, Json]:
    """Return the theme and the place that the words name, and what was sent with them."""
    themes = {item["id"] for item in talk.circumstances.known.get("themes") or ()}
    found = {e.value for e in opinion.entities if e.kind == "theme" and e.value in themes}
    given: dict[str, Json] = {"theme": found.pop()} if len(found) == 1 else {}
    place = next((e for e in opinion.entities if e.kind == "place"), None)
    if place is not None and (value := _placed(talk, reply.text, place)):
        given["place"] = value
    return {**given, **brought(talk, reply)}


def brought(talk: Talk, reply: Reply) -> dict[str, Json]:
    """Return the photos and the place that came with a message, or before it, for the idea that it may begin."""
    view = View(talk.library.get("idea"), Session("", "idea", ""), talk.circumstances)
    return things_of(reply, view, talk.active.found if talk.active is not None else {})


def brings(talk: Talk, reply: Reply) -> dict[str, Json]:
    """Return what was brought, nothing where this message adds nothing to it: a film, a sticker."""
    things = brought(talk, reply)
    had = talk.active.found if talk.active is not None else {}
    return things if any(had.get(name) != thing for name, thing in things.items()) else {}


def _placed(talk: Talk, text: str, entity: Entity) -> Json:
    return _accepted(talk, "place", text[entity.start : entity.end])


def _accepted(talk: Talk, step: str, words: str) -> Json:
    """Return the answer that a question of the idea takes words for, None when it would ask for more, or is not asked."""
    reading = _read(talk, step, words)
    return reading.value if isinstance(reading, Accepted) else None


def _read(talk: Talk, step: str, words: str) -> Reading | None:
    """Return what a question of the idea makes of words, None where it is not asked."""
    idea: Definition = talk.library.get("idea")
    asked = idea.step(step) if step in idea.places else None
    if not isinstance(asked, Ask) or not words:
        return None
    view = View(idea, Session("", "idea", idea.version), talk.circumstances)
    return asked.question.read(Reply(talk.circumstances, words), view.scene())
