"""Do results know every question that was ever asked, once?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.participation.surveys.versions import merge, name_in, renamed, step_of
from storage.answers import Answer

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def ask(name: str, type: str = "text", *values: str) -> dict[str, Any]:
    choices = {"choices": [{"value": value, "label": {"fr": value}} for value in values]} if values else {}
    return {"ask": name, "type": type, "text": {"fr": name}, **choices}


def names(merged: list[Any]) -> list[str]:
    return [question["ask"] for question in merged]


def test_former_questions_stand_after_those_they_followed() -> None:
    merged = merge(
        [ask("a"), ask("d")], [[ask("a"), ask("b"), ask("c"), ask("d"), ask("e")], [ask("z"), ask("a")]]
    )
    assert names(merged) == ["z", "a", "b", "c", "d", "e"]
    assert [question["ask"] for question in merged if question.get("former")] == ["z", "b", "c", "e"]


def test_choices_of_every_version_are_there() -> None:
    (one,) = merge([ask("a", "choice", "x", "y")], [[ask("a", "choice", "x", "old")]])
    assert [choice["value"] for choice in one["choices"]] == ["x", "y", "old"]


def test_another_type_is_another_question() -> None:
    merged = merge([ask("a", "text")], [[ask("a", "choice", "x", "y")], [ask("a", "choice", "x", "z")]])
    assert names(merged) == ["a__choice", "a"]
    assert len(merged[0]["choices"]) == 3
    assert (name_in(merged, "a", "choice"), name_in(merged, "a", "text")) == ("a__choice", "a")
    assert (step_of("a__choice"), step_of("a")) == ("a", "a")


def test_answers_go_to_the_question_of_their_type() -> None:
    given = [Answer("s", "p", "d", "v", "a", type, "x", "x", "said", NOW) for type in ("text", "choice")]
    assert [answer.step for answer in renamed([ask("a", "text")], given)] == ["a", "a__choice"]
