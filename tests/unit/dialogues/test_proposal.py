"""Is what a message says of its idea told from the words that only announce one?"""

from __future__ import annotations

import pytest

from dialogues.proposal import solution_in
from dialogues.reading.lexicon import load_lexicons

LEXICONS = load_lexicons()


@pytest.mark.parametrize(
    ("language", "text", "solution"),
    [
        (
            "fr",
            "mon idée c'est de mettre des bancs place de la mairie",
            "mettre des bancs place de la mairie",
        ),
        ("fr", "J'ai une idée : planter des arbres dans la cour", "planter des arbres dans la cour"),
        ("fr", "bjr, je voudrais proposer la création d'un parc", "la création d'un parc"),
        ("fr", "arrêtez de couper les arbres", "arrêtez de couper les arbres"),
        ("fr", "Des bancs,\ndes arbres", "Des bancs,\ndes arbres"),
        ("fr", "jveux proposer 1 truc pour les velos", ""),
        ("fr", "bonjour je voudrais proposer quelque chose pour le parc", ""),
        ("fr", "j'ai une idée", ""),
        ("fr", "", ""),
        ("en", "my idea is to put benches on the square", "put benches on the square"),
        ("en", "i want to propose something for the bikes", ""),
        ("es", "mi idea es poner bancos en la plaza", "poner bancos en la plaza"),
        ("es", "quiero proponer algo para las bicis", ""),
        ("pt", "a minha ideia é pôr bancos na praça", "pôr bancos na praça"),
        ("pt", "queria propor uma coisa para as bicicletas", ""),
        ("ar", "فكرتي هي وضع مقاعد في ساحة البلدية", "وضع مقاعد في ساحة البلدية"),
        ("ar", "أريد اقتراح شيء للدراجات", ""),
    ],
)
def test_the_solution_is_what_is_left(language: str, text: str, solution: str) -> None:
    assert solution_in(text, LEXICONS[language]) == solution


@pytest.mark.parametrize("language", LEXICONS)
def test_an_endless_text_is_read_in_no_time(language: str) -> None:
    text = "mon idée " * 400
    assert solution_in(text, LEXICONS[language]) in text
