"""Can a person read the options and tell the numbers apart?"""

from __future__ import annotations

import pytest

from bot.channels.menu import labels, numbered
from dialogues.content import Option


@pytest.mark.parametrize(
    ("names", "menu"),
    [
        ((), ""),
        (("Oui", "Non"), "1 Oui 2 Non"),
        (("Souvent", "Parfois", "Jamais"), "1 Souvent 2 Parfois 3 Jamais"),
        (("Rue des Lilas et alentours", "Ailleurs"), "1 Rue des Lilas et alentours\n2 Ailleurs"),
        (("Un jour par an",) * 3, "1 Un jour par an\n2 Un jour par an\n3 Un jour par an"),
        (("1 jour", "2 jours"), "1) 1 jour\n2) 2 jours"),
        (("نعم", "لا"), "1 نعم 2 لا"),
    ],
)
def test_menus_are_short_but_clear(names: tuple[str, ...], menu: str) -> None:
    assert numbered(names) == menu


def test_a_label_is_one_line() -> None:
    assert labels([Option("a", " Oui,\n je\0 veux ")]) == ("Oui, je veux",)


def test_an_option_without_label_shows_its_value() -> None:
    assert labels([Option("oui", "")]) == ("oui",)
