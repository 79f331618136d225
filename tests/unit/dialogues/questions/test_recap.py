"""Is a recap sent, or the right part corrected?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
from dialogues.questions.recap import RecapQuestion
from dialogues.questions.shape import Accepted, Refused, Revisit
from tests.unit.dialogues.scenes import reply, scene

ITEMS = tuple(
    Option(step, label)
    for step, label in [
        ("solution", "Solution"),
        ("problem", "Problème"),
        ("benefit", "Bénéfice"),
        ("title", "Titre"),
        ("theme", "Thème"),
    ]
)
ASKED = scene(*ITEMS)


@pytest.mark.parametrize(
    "text",
    [
        *("ok", "OK !", "oui", "envoyer", "je valide", "c'est bon", "ok merci", "Envoyer", "👍", "6"),
        *("Très bien, je vous remercie, vous pouvez envoyer", "Oui merci Madame, envoyez"),
    ],
)
def test_ok_sends(text: str) -> None:
    assert RecapQuestion().read(reply(text), ASKED) == Accepted("ok")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        *(
            ("4", "title"),
            ("le titre", "title"),
            ("titre", "title"),
            ("changer le thème", "theme"),
            ("corriger 4", "title"),
        ),
        *(
            ("je veux changer le titre svp", "title"),
            ("modifier la solution", "solution"),
            ("le 2", "problem"),
            ("benef", "benefit"),
        ),
        *(("deuxième", "problem"), ("probleme", "problem"), ("titer", "title")),
    ],
)
def test_an_item_is_corrected(text: str, step: str) -> None:
    assert RecapQuestion().read(reply(text), ASKED) == Revisit(step)


@pytest.mark.parametrize("text", ["", "7", "changer", "bonjour", "ça dépend", "ok mais change le mot vélo"])
def test_the_rest_is_refused(text: str) -> None:
    assert RecapQuestion().read(reply(text), ASKED) == Refused("question.recap.hint.unknown", {"n": 5})


@pytest.mark.parametrize(
    "text", ["non", "nan", "pas ok", "c pas ça", "c'est pas bon", "ya une faute", "je me suis trompé"]
)
def test_who_finds_it_wrong_is_asked_which_part(text: str) -> None:
    assert RecapQuestion().read(reply(text), ASKED) == Refused("question.recap.hint.wrong")


@pytest.mark.parametrize("text", ["merci", "au revoir", "merci bonne soirée", "Bonne journée !"])
def test_who_leaves_learns_it_is_not_sent(text: str) -> None:
    assert RecapQuestion().read(reply(text), ASKED) == Refused("question.recap.hint.unsent")


def test_a_tap_on_an_item_corrects_it() -> None:
    assert RecapQuestion().read(reply(choice="theme"), ASKED) == Revisit("theme")


def test_items_keep_their_numbers() -> None:
    assert [o.value for o in RecapQuestion().ask(ASKED).options][4:] == ["theme", "ok"]
