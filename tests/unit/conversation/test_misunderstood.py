"""Does what is kept of a text lead to nobody?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from bot.conversation.misunderstood import unlink
from dialogues.understanding import Entity, Guess, Understanding

AT = datetime(2026, 9, 2, 0, 30, 12, tzinfo=timezone(timedelta(hours=2)))
UNDERSTANDING = Understanding(
    tuple(Guess(name, 0.41237 - n / 10) for n, name in enumerate(("help", "greet", "yes", "no"))),
    (Entity("place", "Lilas", 0, 5),),
)


def test_only_words_guesses_and_the_day_are_kept() -> None:
    kept = unlink("Lilas 06 12 34 56 78", UNDERSTANDING, "fr", AT)
    assert kept.text == "Lilas 00 00 00 00 00"
    assert kept.guesses == (("help", 0.41), ("greet", 0.31), ("yes", 0.21))
    assert kept.at == datetime(2026, 9, 1, tzinfo=UTC)


def test_no_guess_is_kept_as_none() -> None:
    assert unlink("x", Understanding(), "en", AT).guesses == ()
