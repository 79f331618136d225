"""Is only a clear yes a consent?"""

from __future__ import annotations

import pytest

from dialogues.questions.consent import ConsentQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import reply, scene


@pytest.mark.parametrize("text", ["oui", "OUI", "j'accepte", "d'accord", "1", "ok merci", "ouais"])
def test_a_clear_yes_is_consent(text: str) -> None:
    assert ConsentQuestion().read(reply(text), scene()) == Accepted(True)


@pytest.mark.parametrize(
    ("text", "language", "agreed"),
    [
        ("oui merci bonne soirée", "fr", True),
        ("non merci bonne soirée", "fr", False),
        ("oui merci beaucoup", "fr", True),
        ("1 Oui", "fr", True),
        ("2 non", "fr", False),
        ("aucune", "fr", False),
        ("yes thank you good night", "en", True),
        ("no gracias hasta luego", "es", False),
        ("sim obrigada até logo", "pt", True),
        ("نعم شكرا مع السلامة", "ar", True),
    ],
)
def test_politeness_changes_nothing(text: str, language: str, agreed: bool) -> None:
    assert ConsentQuestion().read(reply(text), scene(language=language)) == Accepted(agreed)


@pytest.mark.parametrize("text", ["les deux", "2 oui", "1 non", "bonne soirée"])
def test_what_is_neither_is_asked_again(text: str) -> None:
    assert not isinstance(ConsentQuestion().read(reply(text), scene()), Accepted)


@pytest.mark.parametrize("text", ["non", "je refuse", "2", "non merci"])
def test_a_no_is_a_no(text: str) -> None:
    assert ConsentQuestion().read(reply(text), scene()) == Accepted(False)


@pytest.mark.parametrize(
    "text",
    ["oui mais pas le soir", "pourquoi pas", "bof", "oui si c'est rare", "oui sur les parcs", "1 ou 2"],
)
def test_a_condition_is_no_consent(text: str) -> None:
    assert isinstance(ConsentQuestion().read(reply(text), scene()), Unclear)


@pytest.mark.parametrize(
    "text", ["", "haricots", "merci", "c'est quoi ?", "on m'a dit de dire oui-oui le nain"]
)
def test_other_words_are_no_consent(text: str) -> None:
    assert isinstance(ConsentQuestion().read(reply(text), scene()), Refused | Unclear)


def test_nothing_is_chosen_beforehand() -> None:
    assert [o.value for o in ConsentQuestion("news").ask(scene()).options] == ["yes", "no"]
