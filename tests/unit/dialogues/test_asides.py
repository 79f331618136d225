"""Is what is asked of one's data in the middle of an answer answered, and an idea left an answer?"""

from __future__ import annotations

import pytest

from tests.golden.stage import Stage


def _asked(text: str) -> str:
    """Return what is said to a text where the solution is asked for."""
    stage = Stage(known={"consents_asked": ["questions"]})
    stage.write("une idée")
    return " ".join(stage.write(text))


@pytest.mark.parametrize(
    "text", ["vous gardez mon numéro ?", "qui voit mon nom ?", "comment vous avez eu mon numéro"]
)
def test_the_question_is_put_again(text: str) -> None:
    said = _asked(text)
    assert "1/3" in said
    assert "2/3" not in said


@pytest.mark.parametrize(
    "text",
    ["un numéro vert pour les aînés", "pourquoi pas publier les noms des rues ?", "des robots qui trient"],
)
def test_an_idea_stays_an_answer(text: str) -> None:
    assert "1/3" not in _asked(text)
