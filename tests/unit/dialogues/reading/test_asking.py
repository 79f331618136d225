"""Is a question put to the service told from an answer that ends with a question mark?"""

from __future__ import annotations

import pytest

from dialogues.reading.fold import fold
from tests.unit.dialogues.scenes import lexicons

FR = lexicons()["fr"].questions


@pytest.mark.parametrize(
    "text", ["c'est pour toute la ville ?", "Comment vous faites ?", "est-ce que la mairie paie ?"]
)
def test_a_question_is_one(text: str) -> None:
    assert FR.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "pourquoi pas une piscine ?",
        "et si on plantait des arbres ?",
        "un banc ?",
        "comment circuler",
        "c'est dangereux pour les enfants qui vont seuls à l'école le matin vous trouvez ça normal ?",
    ],
)
def test_an_answer_is_none(text: str) -> None:
    assert not FR.asks(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ça sert à quoi", "purpose"),
        ("C'est long ?", "length"),
        ("c'est long", ""),
        ("c koi ce numéro", "who"),
        ("vous etes qui d'abord", "who"),
        ("qui sont les vieux du quartier", ""),
        ("le numéro de la rue", ""),
        ("c'est gratuit ?", "cost"),
    ],
)
def test_a_topic_is_a_question_that_has_an_answer(text: str, topic: str) -> None:
    assert FR.topic(text, fold(text)) == topic
