"""What may a script say? Random ones: any types in any order, conditions on what came before, jumps ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from dialogues.definition import Definition
from dialogues.lines import Lined
from dialogues.loader import LANGUAGES, load_definition
from dialogues.reading.lexicon import load_lexicons
from tests.golden.stage import library

Script = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

LEXICONS = load_lexicons(LANGUAGES)

#: results of the look-ups that random scripts make
FOUND: Mapping[str, Any] = {"look0": "mobilite", "look1": ["a", "b"], "look2": None, "reasons": []}

#: question type → settings it may have
TYPES: Mapping[str, Sequence[Script]] = {
    "text": ({}, {"min_words": 3}, {"max_length": 20}, {"min_length": 5}),
    "choice": ({"choices": ["a", "b"]}, {"choices_from": "themes"}, {"choices": ["a"], "choices_from": "themes"}),
    "choices": ({"choices": ["a", "b", "c"]}, {"choices": ["a", "b"], "max": 1}, {"choices_from": "themes"}),
    "yesno": ({},),
    "scale": ({}, {"low": 0, "high": 10}),
    "number": ({}, {"minimum": 1, "maximum": 50}),
    "date": ({},),
    "location": ({},),
    "photo": ({}, {"maximum": 2}),
    "consent": ({}, {"purpose": "news"}),
}  # fmt: skip


@st.composite
def scripts(draw: Draw) -> Script:
    """Return a script that passes the review."""
    size = draw(st.integers(1, 7))
    steps: list[Script] = []
    for place in range(size):
        steps.append(_step(draw, place, steps))
    for place, step in enumerate(steps[:-1]):
        if draw(st.integers(0, 3)) == 0:
            step["next"] = _jumps(draw, place, steps)
    if draw(st.booleans()):
        steps += _ending(draw, steps)
    flags = {name: draw(st.booleans()) for name in ("draft", "yields", "interlude")}
    return {"dialogue": "random", "title": _text("titre"), **flags, "steps": steps}


def compile_random(script: Script) -> Definition:
    """Return the definition of a random script; a fault is a fault of this file."""
    return load_definition(Lined("random.yml", script), library().get("menu").phrasebook, LEXICONS)


def _text(words: str) -> Script:
    return {"fr": f"{words} ?"}


def _step(draw: Draw, place: int, before: Sequence[Script]) -> Script:
    kind = draw(st.sampled_from(["ask", "ask", "ask", "say", "lookup", "submit"]))
    match kind:
        case "ask":
            step = _ask(draw, place)
        case "say":
            step = {"say": f"say{place}", "text": _text("dit {q0} {territory}"), "apart": draw(st.booleans())}
        case "lookup":
            step = {"lookup": f"look{draw(st.integers(0, 2))}"}
            if any(step["lookup"] == other.get("lookup") for other in before):
                step = {"say": f"say{place}", "text": _text("dit")}
        case _:
            step = {"submit": f"thing{place}", "values": {"first": "q0", "known": "territory"}}
            if not any(other.get("ask") == "q0" for other in before):
                step["values"] = {"known": "territory"}
    if draw(st.integers(0, 2)) == 0:
        step["when"] = draw(_conditions(before))
    return step


def _ask(draw: Draw, place: int) -> Script:
    name = draw(st.sampled_from(sorted(TYPES)))
    step = {"ask": f"q{place}", "type": name, "text": _text(f"question {place}")}
    step |= draw(st.sampled_from(TYPES[name]))
    if "choices" in step:
        step["choices"] = [{"value": value, "label": _text(f"choix {value}")} for value in step["choices"]]
    if draw(st.booleans()):
        step["optional"] = True
    if draw(st.integers(0, 4)) == 0:
        step["assume"] = {"known": draw(st.sampled_from(["look0", "territory"]))} if name == "text" else {}
    if name == "choice" and draw(st.booleans()):
        step["suggest"] = "look0"
    if draw(st.integers(0, 4)) == 0:
        step["progress"], step["example"] = "1/2", _text("exemple")
    return step


def _conditions(before: Sequence[Script]) -> st.SearchStrategy[Script]:
    asked = [step["ask"] for step in before if "ask" in step and not step.get("choices")]
    leaves: list[st.SearchStrategy[Script]] = [
        st.sampled_from([{"known": "themes", "at_least": 1}, {"known": "territory"}, {"channel": "brief"}]),
    ]
    if looked := [step["lookup"] for step in before if "lookup" in step]:
        leaves.append(st.builds(lambda name: {"known": name, "at_least": 1}, st.sampled_from(looked)))
    if asked:
        values = st.sampled_from([True, False, "mobilite", 3, None])
        leaves.append(st.builds(lambda step: {"answer": step}, st.sampled_from(asked)))
        leaves.append(st.builds(lambda step, v: {"answer": step, "is": v}, st.sampled_from(asked), values))
        leaves.append(st.builds(lambda step: {"answer": step, "at_least": 1}, st.sampled_from(asked)))
    return st.recursive(
        st.one_of(leaves),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"all": parts})
            | st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"any": parts})
            | inner.map(lambda part: {"not": part})
        ),
        max_leaves=3,
    )


def _jumps(draw: Draw, place: int, steps: Sequence[Script]) -> list[Script]:
    """Return conditional ways ahead: what lies between stays reachable."""
    targets = [_id(place, step) for place, step in enumerate(steps) if place > 0]
    to = draw(st.sampled_from(targets[place:]))
    return [{"to": to, "when": draw(_conditions(steps[: place + 1]))}]


def _id(place: int, step: Script) -> str:
    kind = next(iter(step))
    return f"submit_{step[kind]}" if kind == "submit" else str(step[kind])


def _ending(draw: Draw, steps: Sequence[Script]) -> list[Script]:
    """Return a recap of what was asked, then the submission, and perhaps another dialogue."""
    asked = [step["ask"] for step in steps if "ask" in step]
    items = [{"value": step, "label": _text(f"point {step}")} for step in asked]
    recap = {"ask": "recap", "type": "recap", "text": _text("tout"), "choices": [*items, {"value": "ok", "label": _text("ok")}]}  # fmt: skip
    if draw(st.booleans()):
        recap["blocked_by"] = "reasons"
    ending: list[Script] = [recap, {"submit": "all", "values": {step: step for step in asked}}]
    if draw(st.booleans()):
        given = {"given": {"consultation": "territory"}} if draw(st.booleans()) else {}
        ending.append({"go": draw(st.sampled_from(["menu", "idea", "language"])), **given})
    return ending
