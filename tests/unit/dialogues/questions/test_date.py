"""Is a day taken when it exists, is clear, and lies within its limits?"""

from __future__ import annotations

from datetime import date

import pytest

from dialogues.questions.date import DateQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import reply, scene


@pytest.mark.parametrize(
    ("text", "day"), [("demain", "2026-05-05"), ("le 3 juin", "2026-06-03"), ("03/06", "2026-06-03")]
)
def test_a_day_is_taken(text: str, day: str) -> None:
    assert DateQuestion().read(reply(text), scene()) == Accepted(day)


def test_an_impossible_day_is_named() -> None:
    assert DateQuestion().read(reply("31/02"), scene()) == Refused(
        "question.date.hint.impossible", {"written": "31/02"}
    )


@pytest.mark.parametrize(
    ("question", "days"),
    [
        (DateQuestion(), ["2026-05-03", "2026-06-03"]),
        (DateQuestion(earliest="today"), ["2026-06-03", "2026-07-03"]),
        (DateQuestion(latest="today"), ["2026-05-03", "2026-04-03"]),
    ],
)
def test_a_day_without_month_is_asked(question: DateQuestion, days: list[str]) -> None:
    read = question.read(reply("le 3"), scene())
    assert isinstance(read, Unclear) and [o.value for o in read.options] == days


@pytest.mark.parametrize("never", ["jamais", "Pas encore"])
def test_never_is_no_day(never: str) -> None:
    assert DateQuestion().read(reply(never), scene()) == Refused("question.date.hint.unknown", declines=True)


def test_the_day_offered_can_be_tapped() -> None:
    assert DateQuestion().read(reply(choice="2026-07-03"), scene()) == Accepted("2026-07-03")


def test_limits_settle_a_doubt() -> None:
    assert DateQuestion(latest=date(2026, 6, 30)).read(reply("le 3"), scene()) == Accepted("2026-06-03")


def test_too_early_is_told() -> None:
    read = DateQuestion(earliest="today").read(reply("hier"), scene())
    assert read == Refused("question.date.hint.early", {"day": date(2026, 5, 4)})


def test_too_late_is_told() -> None:
    read = DateQuestion(latest="today").read(reply("demain"), scene())
    assert read == Refused("question.date.hint.late", {"day": date(2026, 5, 4)})


def test_what_has_happened_lies_in_the_past() -> None:
    assert DateQuestion(latest="today").read(reply("le 12 juin"), scene()) == Accepted("2025-06-12")


def test_other_words_get_a_hint() -> None:
    assert DateQuestion().read(reply("bientôt"), scene()) == Refused("question.date.hint.unknown")


def test_a_day_is_shown_in_words() -> None:
    assert DateQuestion().show("2026-06-03", scene()) == "mercredi 3 juin 2026"
