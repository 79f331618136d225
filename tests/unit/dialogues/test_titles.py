"""Is a title what is proposed, and not how one comes to it?"""

from __future__ import annotations

import pytest

from dialogues.titles import shorten

RUN_ON = (
    "bonjour j'habite rue des lilas et voilà en fait je trouve que les voitures roulent beaucoup trop vite devant "
    "l'école le matin et donc je me disais qu'il faudrait mettre un ralentisseur ou alors un passage piéton"
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("il faudrait des bancs devant la poste", "Des bancs devant la poste"),
        ("Bonjour, un banc devant la poste svp", "Un banc devant la poste svp"),
        ("bonjour", "Bonjour"),
        (RUN_ON, "Mettre un ralentisseur ou alors un passage piéton"),
        ("hello, a bench by the post office", "A bench by the post office"),
        ("hola, un banco delante de correos", "Un banco delante de correos"),
    ],
)
def test_a_title_says_what_is_proposed(text: str, title: str) -> None:
    assert shorten(text, 90) == title


def test_a_sentence_that_is_short_enough_stays_whole() -> None:
    text = "Devant l'école il faudrait un ralentisseur pour les petits"
    assert shorten(text, 90) == text


def test_a_pivot_at_the_end_gives_no_title() -> None:
    text = "je ne sais pas trop comment le dire mais devant l'école les voitures roulent trop vite le matin il faudrait agir"
    assert shorten(text, 90).startswith("Je ne sais pas")
