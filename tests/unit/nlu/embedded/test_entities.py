"""What does a text name?"""

from __future__ import annotations

import pytest

from bot.nlu.embedded.entities import find_entities, names_of
from bot.nlu.territory_data import Named, Territory

NAMES = names_of(
    Territory(
        themes=(Named("mobilite", ("Mobilité", "vélo", "bus")), Named("nature", ("arbre", "parc"))),
        places=(
            Named("gare", ("Quartier de la Gare", "la gare", "gare")),
            Named("lilas", ("Les Lilas", "rue des lilas")),
            Named("bout", ("La Place du Bout du Monde",)),
        ),
    )
)


def found(text: str, language: str = "fr") -> list[tuple[str, str, str]]:
    return [(e.kind, e.value, text[e.start : e.end]) for e in find_entities(text, NAMES, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("des vélos à la GARE", [("theme", "mobilite", "vélos"), ("place", "gare", "la GARE")]),
        (
            "un banc rue des Lilas, demain",
            [("place", "lilas", "rue des Lilas"), ("date", "demain", "demain")],
        ),
        ("quartier de la gare", [("place", "gare", "quartier de la gare")]),
        ("quartir de la gare", [("place", "gare", "quartir de la gare")]),
        ("un kiosque place, la place du bout du monde !", [("place", "bout", "la place du bout du monde")]),
        ("la mobilitée douce", [("theme", "mobilite", "mobilitée")]),
        ("où en est velo-7k2m ?", [("idea_reference", "VELO-7K2M", "velo-7k2m")]),
        ("depuis le 3 mai", []),
        ("depuis le 3 juillet", [("date", "3 juillet", "3 juillet")]),
        ("le 12/03/2026", [("date", "12/03/2026", "12/03/2026")]),
        ("après-demain", [("date", "après-demain", "après-demain")]),
        ("un parcours", []),
        ("", []),
        ("😀", []),
    ],
)
def test_what_is_named_is_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_language_without_words_has_no_days() -> None:
    assert found("demain gare", "xx") == [("place", "gare", "gare")]


def test_an_endless_text_is_read_in_part() -> None:
    assert found("gare " * 2000) == [("place", "gare", "gare")] * 100


def test_no_names_find_nothing() -> None:
    assert find_entities("la gare", names_of(Territory()), "fr") == ()
