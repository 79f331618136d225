"""Are the {places} of a sentence filled, and its optional lines left out?"""

from __future__ import annotations

from datetime import date

from dialogues.template import template


def test_places_are_filled() -> None:
    assert template("{a} et {b}.").fill({"a": "un", "b": 2}, "fr") == "un et 2."


def test_nobody_knows_is_left_empty() -> None:
    assert template("«{a}{b[c]}»").fill({"b": None}, "fr") == "«»"


def test_a_part_of_a_place_is_shown() -> None:
    assert template("{about[title]} {about[none]}").fill({"about": {"title": "Vélos"}}, "fr") == "Vélos "


def test_days_are_said_in_words() -> None:
    assert template("{day}").fill({"day": date(2026, 5, 1)}, "fr") == "1er mai 2026"


def test_an_optional_line_needs_all_its_places() -> None:
    lines = template("Titre\n?Lieu : {place}\n?{a} {b}\nfin")
    assert lines.fill({"place": "Mairie", "a": "x", "b": ""}, "fr") == "Titre\nLieu : Mairie\nfin"


def test_nothing_typed_is_taken_for_a_place() -> None:
    assert template("«{a}»").fill({"a": "{b} {0} {a.__class__}"}, "fr") == "«{b} {0} {a.__class__}»"


def test_a_place_can_be_cut_short() -> None:
    filled = template("Problème : {problem:20}").fill(
        {"problem": "les vieux n'ont\nnulle part où s'asseoir"}, "fr"
    )
    assert filled == "Problème : les vieux n'ont…"
