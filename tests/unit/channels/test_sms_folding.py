"""Does folding save parts, and only change what it may?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms.alphabet import BASIC, EXTENSION, is_gsm
from bot.channels.sms.folding import Mode, economical, fold_letters, fold_quotes
from bot.channels.sms.segments import measure
from tests.unit.channels.messages import ANY_TEXT, WORDS

#: Text that costs two parts in UCS-2 and one in GSM-7, so that folding letters pays.
LONG = " et voila" * 8

QUOTES = [
    ("L’école “Jean Moulin”", 'L\'école "Jean Moulin"'),
    ("« Une piste »", '"Une piste"'),
    ("«\u00a0Une piste\u202f»", '"Une piste"'),
    ("«Une piste»", '"Une piste"'),
    ("Quoi\u202f? Où\u00a0!", "Quoi ? Où !"),
    ("Oui… enfin – non — si", "Oui... enfin - non - si"),
    ("e\u0301te\u0301", "été"),
    ("co\u00adopé\u200bration", "coopération"),
    ("ça reste, âgé", "ça reste, âgé"),
    ("Prix : 5 € [net]", "Prix : 5 € [net]"),
]
LETTERS = [
    ("être à l'hôtel, naïf, Noël, où", "etre à l'hotel, naif, Noel, où"),
    ("ça, façade, Ça, FAÇADE", "ca, facade, Ça, FAÇADE"),
    ("À Évry, ÂGE, ÎLE, Ô, Û", "A Évry, AGE, ILE, O, U"),
    ("cœur, Œuvre, ŒUVRE, Œ", "coeur, Oeuvre, OEUVRE, OE"),
    ("n°5 à 20 °C et 37°", "no5 à 20 degC et 37 deg"),
    ("30 m² mais 10² et ½", "30 m2 mais 10² et ½"),
    ("• un\n• deux · trois → fin", "- un\n- deux . trois -> fin"),
    ("São João, ¿Qué tal, mañana?", "Sao Joao, ¿Qué tal, mañana?"),
    ("مرحبا 👋 Łódź", "مرحبا 👋 Lòdz".replace("ò", "o")),
]


@pytest.mark.parametrize(("text", "plain"), QUOTES)
def test_typography_is_always_plain(text: str, plain: str) -> None:
    assert fold_quotes(text) == plain
    assert economical(text, "exact") == plain


@pytest.mark.parametrize(("text", "plain"), LETTERS)
def test_letters_take_their_nearest_form(text: str, plain: str) -> None:
    assert fold_letters(text) == plain


def test_accents_stay_when_they_cost_nothing() -> None:
    assert economical("Ça va être l’été") == "Ça va être l'été"


def test_accents_go_when_that_saves_a_part() -> None:
    assert economical("Ça va être l’été" + LONG) == "Ça va etre l'été" + LONG


def test_exact_mode_keeps_every_accent() -> None:
    assert economical("Ça va être l’été" + LONG, "exact") == "Ça va être l'été" + LONG


@pytest.mark.parametrize(
    "text", ["م" * 80, "م" * 70 + "\u200f", "être 👋" + LONG, "être م" + LONG, "\u200f" * 71]
)
def test_what_cannot_be_gsm_stays_whole(text: str) -> None:
    assert economical(text) == text
    assert measure(text).encoding == "UCS-2"


def test_dots_stay_where_they_are_cheaper() -> None:
    assert economical("…" * 70) == "…" * 70


@given(ANY_TEXT | WORDS.map(" ".join), st.sampled_from(["exact", "economical"]))
def test_folding_never_raises_the_price(text: str, mode: Mode) -> None:
    folded = economical(text, mode)
    assert measure(folded).parts <= measure(text).parts
    assert bool(folded.strip()) == bool(text.strip())
    assert economical(folded, mode) == folded or measure(folded).encoding == "UCS-2"


@given(st.text(BASIC + EXTENSION, max_size=400))
def test_gsm_text_is_never_changed(text: str) -> None:
    assert economical(text) == fold_quotes(text) == fold_letters(text) == text


@given(st.text("aàâäæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ’«» …–—\u00a0\u202f", max_size=300))
def test_all_of_french_can_be_gsm(text: str) -> None:
    assert is_gsm(fold_letters(text))
