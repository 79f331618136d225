"""Is an excuse for writing told from a wish to be left alone?"""

from __future__ import annotations

import pytest

from dialogues.reading.fold import fold
from tests.unit.dialogues.scenes import lexicons

EXCUSES = [
    ("fr", "excusez-moi de vous déranger"),
    ("fr", "Bonjour, désolé de vous déranger si tard"),
    ("fr", "pardon de vous embêter"),
    ("fr", "jvous derange pas ?"),
    ("fr", "je m'excuse de vous déranger"),
    ("en", "sorry to bother you"),
    ("en", "hello, am i disturbing you?"),
    ("es", "perdone que le moleste"),
    ("es", "disculpe la molestia"),
    ("pt", "desculpe incomodar"),
    ("ar", "آسف على الإزعاج"),
]

OTHERS = [
    ("fr", "vous me dérangez"),
    ("fr", "arrêtez de me déranger"),
    ("fr", "ne me dérangez plus"),
    ("fr", "pardon"),
    ("fr", "le bruit dérange les voisins"),
    ("fr", ""),
    ("en", "stop bothering me"),
    ("es", "no me molesten"),
    ("pt", "não me incomodem"),
    ("ar", "لا تزعجوني"),
]


@pytest.mark.parametrize(("language", "text"), EXCUSES)
def test_an_excuse_is_a_greeting(language: str, text: str) -> None:
    assert lexicons()[language].courtesies.are_all(fold(text))
    assert lexicons()[language].greets(fold(text))


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_nothing_else_is_an_excuse(language: str, text: str) -> None:
    courtesies = lexicons()[language].courtesies
    assert not courtesies.are_all(fold(text))
    assert courtesies.after(fold(text)) is None


def test_an_excuse_may_begin_a_message() -> None:
    after = lexicons()["fr"].courtesies.after
    assert after(fold("excuse moi de te deranger g une question")) == "g une question"
    assert (
        after(fold("Excusez-moi de vous déranger, mais ne m'envoyez plus de SMS"))
        == "mais ne m envoyez plus de sms"
    )
    assert after(fold("excusez-moi de vous déranger")) == ""
