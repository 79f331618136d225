"""Does the form of a question change what was changed, and nothing else?"""

from __future__ import annotations

import pytest

from bot.participation.surveys.question_fields import BadFields, options_text, read_question

CHOICE = {
    "ask": "taken",
    "type": "choice",
    "text": {"fr": {"long": "Le bus, longuement ?", "brief": "Le bus ?"}, "en": "The bus?"},
    "choices": [
        {"value": "often", "label": {"fr": "Souvent", "en": "Often"}, "aliases": {"fr": "tout le temps"}},
        {"value": "never", "label": {"fr": "Jamais", "en": "Never"}},
    ],
    "constraint": ". != 'x'",
}
SAME = {"type": "choice", "text": "Le bus, longuement ?", "options": "Souvent\nJamais", "required": "yes"}


def test_what_is_left_alone_stays() -> None:
    assert read_question(SAME, CHOICE, "fr") == CHOICE


def test_a_choice_worded_anew_keeps_its_answers() -> None:
    made = read_question(SAME | {"options": "Jamais !\nTrès souvent\nSouvent"}, CHOICE, "fr")
    assert [choice["value"] for choice in made["choices"]] == ["never", "tres_souvent", "often"]
    assert made["choices"][0]["label"] == {"fr": "Jamais !", "en": "Never"}
    assert made["choices"][2]["aliases"] == {"fr": "tout le temps"}


def test_another_choice_is_another_answer() -> None:
    made = read_question(SAME | {"options": "Souvent\nRarement le soir"}, CHOICE, "fr")
    assert [choice["value"] for choice in made["choices"]] == ["often", "rarement_le_soir"]


def test_another_type_lets_go_of_what_was_of_the_first() -> None:
    made = read_question({"type": "scale", "text": "Note ?", "low": "0", "high": "10"}, CHOICE, "fr")
    assert made == {
        "ask": "taken", "type": "scale", "text": {"fr": "Note ?", "en": "The bus?"}, "optional": True,
        "low": 0, "high": 10,
    }  # fmt: skip


def test_a_note_waits_for_nothing() -> None:
    made = read_question({"type": "note", "text": "Merci."} | {"required": "yes"}, CHOICE, "fr")
    assert made == {"say": "taken", "text": {"fr": "Merci.", "en": "The bus?"}}


@pytest.mark.parametrize(
    ("kind", "fields", "made"),
    [
        (
            "number",
            {"minimum": "-1,5", "maximum": "3", "decimal": "yes"},
            {"minimum": -1.5, "maximum": 3, "decimal": True},
        ),
        (
            "date",
            {"earliest": "2026-10-01", "latest": "today"},
            {"earliest": "2026-10-01", "latest": "today"},
        ),
        ("text", {"max_length": "300"}, {"max_length": 300}),
    ],
)
def test_limits_are_read(kind: str, fields: dict[str, str], made: dict[str, object]) -> None:
    step = read_question({"type": kind, "text": "?", "required": "yes"} | fields, {"ask": "q"}, "fr")
    assert step == {"ask": "q", "type": kind, "text": {"fr": "?"}} | made


@pytest.mark.parametrize(
    ("kind", "fields", "fault"),
    [
        ("number", {"minimum": "nan"}, "bad_number"),
        ("number", {"minimum": "1e400"}, "bad_number"),
        ("text", {"max_length": "-3"}, "bad_whole"),
        ("text", {"max_length": "9999999999"}, "bad_whole"),
        ("date", {"earliest": "31/12"}, "bad_day"),
    ],
)
def test_limits_that_are_none_are_told(kind: str, fields: dict[str, str], fault: str) -> None:
    with pytest.raises(BadFields) as told:
        read_question({"type": kind, "text": "?"} | fields, {"ask": "q"}, "fr")
    assert list(told.value.faults.values()) == [fault]


def test_places_are_those_of_earlier_questions() -> None:
    made = read_question({"type": "text", "text": "{taken} et {autre}"}, {"ask": "q"}, "fr", ["taken"])
    assert made["text"] == {"fr": "{taken} et {{autre}}"}


def test_options_are_shown_a_line_each() -> None:
    assert options_text(CHOICE, "fr") == "Souvent\nJamais"
    assert options_text(CHOICE, "es") == "\n"


def test_an_nps_is_from_zero_to_ten() -> None:
    mark = {"ask": "m", "type": "scale", "text": {"fr": "Note ?"}}
    made = read_question({"type": "scale", "text": "Note ?", "nps": "yes"}, mark, "fr")
    assert (made["low"], made["high"], made["nps"]) == (0, 10, True)
    assert "nps" not in read_question({"type": "scale", "text": "Note ?", "high": "10"}, made, "fr")
