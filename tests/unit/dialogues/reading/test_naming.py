"""Do the words of a reply name the option that they mean, and never its contrary?"""

from __future__ import annotations

import pytest

from dialogues.content import Option
from dialogues.reading.choices import find
from dialogues.reading.naming import names_of
from tests.unit.dialogues.scenes import lexicons

FR = lexicons()["fr"]


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label, label) for label in labels)


CONTENT = _options("Très satisfait", "Plutôt satisfait", "Plutôt pas satisfait", "Pas du tout satisfait")
OFTEN = _options("Tous les jours", "Une fois par semaine", "Moins souvent", "Jamais")
WAYS = _options("À pied", "À vélo", "En bus", "Je n'y vais pas")


@pytest.mark.parametrize(
    ("text", "options", "label"),
    [
        ("satisfait", CONTENT, "Plutôt satisfait"),
        ("pas du tout", CONTENT, "Pas du tout satisfait"),
        ("moins", OFTEN, "Moins souvent"),
        ("1 fois par semaine", OFTEN, "Une fois par semaine"),
        ("moi c'est une fois par semaine le jeudi", OFTEN, "Une fois par semaine"),
        ("j'y vais pas", WAYS, "Je n'y vais pas"),
        ("bus", WAYS, "En bus"),
        ("biblioteque", _options("Bibliothèque", "Piscine"), "Bibliothèque"),
    ],
)
def test_words_name_their_option(text: str, options: tuple[Option, ...], label: str) -> None:
    assert [o.label for o in find(text, options, FR)] == [label]


@pytest.mark.parametrize("text", ["une idée rue du 8 mai", "idée pour plusieurs rues", "une idée place 3"])
def test_what_counts_stands_before(text: str) -> None:
    assert [o.label for o in find(text, _options("Proposer une idée", "Voir les défis"), FR)] == []
    named = Option("idea", "Proposer une idée", ("une idée", "idée"))
    assert find(text, (named, *_options("Voir les défis")), FR) == (named,)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("insatisfait", CONTENT),
        ("pas très satisfait", CONTENT),
        ("souvent", OFTEN),
        ("2 fois par semaine", OFTEN),
        ("plusieurs fois par semaine", OFTEN),
        ("je viens jamais à pied", WAYS),
        ("non", _options("Oui", "Non concerné", "Pas encore")),
    ],
)
def test_the_contrary_is_never_taken(text: str, options: tuple[Option, ...]) -> None:
    assert find(text, options, FR) == ()


def test_two_that_are_named_are_both_found() -> None:
    assert [o.label for o in find("bus le matin, à pied le soir", WAYS, FR)] == ["À pied", "En bus"]


def test_names_are_whole_and_bare() -> None:
    assert names_of(Option("bus", "En bus", ("le car",)), FR) == {"en bus", "bus", "le car", "car"}
