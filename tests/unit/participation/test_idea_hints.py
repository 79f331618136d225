"""Is a moderator shown what stands out, and nothing that does not?"""

from __future__ import annotations

import pytest

from bot.participation.idea_hints import MOST, Hint, find_hints


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("appelez-moi au 06 12 34 56 78 le soir", "phone", "06 12 34 56 78"),
        ("mon numéro +33612345678.", "phone", "+33612345678"),
        ("ou 0033 6 12-34-56-78", "phone", "0033 6 12-34-56-78"),
        ("écrire à lea.martin@exemple.fr, merci", "email", "lea.martin@exemple.fr,"),
        ("voir https://exemple.fr/a?b=1 ici", "link", "https://exemple.fr/a?b=1"),
        ("Monsieur Dupont bloque tout", "name", "Monsieur Dupont"),
        ("la voiture AB-123-CD est toujours là", "plate", "AB-123-CD"),
        ("ce CONNARD de maire", "insult", "CONNARD"),
        ("des salauds", "insult", "salauds"),
    ],
)
def test_what_stands_out_is_shown(text: str, kind: str, quote: str) -> None:
    found = [(hint.kind, hint.quote.rstrip(",")) for hint in find_hints(text)]
    assert (kind, quote.rstrip(",")) in found


@pytest.mark.parametrize(
    "text",
    [
        "Un abri à vélos devant la gare, 20 places, ouvert 24 h sur 24 dès 2027",
        "les ordures ménagères et la pédale de mon vélo",
        "du 12/05/2026 au 13/05/2026",
        "monsieur le maire devrait venir",
        "con más árboles en la plaza",
        "rue Monge, bus 12, 13, 14 et 15",
        "",
    ],
)
def test_plain_ideas_raise_nothing(text: str) -> None:
    assert find_hints(text) == []


def test_each_hint_comes_once() -> None:
    assert find_hints("a@b.fr", "a@b.fr") == [Hint("email", "a@b.fr")]


def test_a_hostile_text_is_read_at_once() -> None:
    many = find_hints("0" * 5_000 + " @" * 5_000 + " 0612345678" * 500)
    assert len(many) <= MOST
