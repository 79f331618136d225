"""Is a spreadsheet read as it was meant, and each broken one refused with its cell and what to do?"""

from __future__ import annotations

import pytest

from bot.participation.surveys.xlsform.faults import BadSheet
from bot.participation.surveys.xlsform.importing import import_xlsform
from tests.unit.participation.surveys.xlsform.sheets import (
    CHOICES,
    HEAD,
    LANGUAGES,
    SETTINGS,
    SURVEY,
    changed,
    rows,
    without,
    workbook,
)


def test_a_form_is_read_whole() -> None:
    form = import_xlsform(workbook(), LANGUAGES).form
    assert (form.survey, form.title) == ("bus", {"fr": "Le bus"})
    bus, age, both, words = form.steps
    assert bus["type"] == "choice" and "optional" not in bus
    assert [choice["value"] for choice in bus["choices"]] == ["often", "never"]
    assert age["when"] == {"xpath": "$bus != 'never'"} and age["constraint"] == ". > 17"
    assert both["when"] == {"xpath": "($age > 60) and (selected($bus, 'often'))"}
    assert words["text"] == {"fr": "Un mot, {bus} ?", "en": "A word, {bus}?"}


def test_other_asks_for_the_words() -> None:
    form = import_xlsform(workbook(changed(SURVEY, "A2", "select_one usage or_other")), LANGUAGES).form
    assert [step["ask"] for step in form.steps][:2] == ["bus", "bus_other"]
    assert form.steps[1]["when"] == {"xpath": "$bus = 'other'"}


def test_a_device_is_not_asked() -> None:
    read = import_xlsform(workbook(rows(["start", "s"], ["text", "w", "Un mot ?"])), LANGUAGES)
    assert [step["ask"] for step in read.form.steps] == ["w"]
    assert [note.say("en") for note in read.notes] == ["survey!A2: “start” has no effect by message: ignored"]


TEXT = ["text", "w", "Un mot ?"]

#: what is broken → the file, the cell that is named, words of what to do
BROKEN: dict[str, tuple[bytes, str, str]] = {
    "no workbook": (b"Bonjour", "", "enregistrez-le au format .xlsx"),
    "an empty file": (b"", "", "enregistrez-le"),
    "no sheet of questions": (workbook([]), "", "nommez ainsi"),
    "no question": (workbook(rows()), "survey!A2", "écrivez-en une"),
    "no column type": (workbook(without(SURVEY, 0)), "survey!A1", "type"),
    "no column name": (workbook(without(SURVEY, 1)), "survey!A1", "name"),
    "a column twice": (workbook(changed(SURVEY, "D1", "label::Français (fr)")), "survey!D1", "deux fois"),
    "a column nobody knows": (workbook(changed(SURVEY, "F1", "relevent")), "survey!F1", "relevant ?"),
    "a language nobody speaks": (workbook(changed(SURVEY, "D1", "label::Deutsch (de)")), "survey!D1", "fr, en"),
    "no type": (workbook(changed(SURVEY, "A3", None)), "survey!A3", "écrivez par exemple"),
    "a type with a typing error": (workbook(changed(SURVEY, "A3", "intger")), "survey!A3", "integer ?"),
    "a repeat": (workbook(changed(SURVEY, "A4", "begin_repeat")), "survey!A4", "une fois"),
    "a calculation": (workbook(changed(SURVEY, "A3", "calculate")), "survey!A3", "retirez cette ligne"),
    "a rank": (workbook(changed(SURVEY, "A2", "rank usage")), "survey!A2", "select_one"),
    "no name": (workbook(changed(SURVEY, "B3", None)), "survey!B3", "donnez-lui en un"),
    "a name with a blank": (workbook(changed(SURVEY, "B7", "un mot")), "survey!B7", "ne peut pas être un nom"),
    "a name taken": (workbook(changed(SURVEY, "B7", "bus")), "survey!B7", "déjà pris ligne 2"),
    "a name of ours": (workbook(changed(SURVEY, "B7", "_review")), "survey!B7", "réservé"),
    "no label": (workbook(changed(SURVEY, "C3", None)), "survey!C3", "il manque le texte en fr"),
    "no list named": (workbook(changed(SURVEY, "A2", "select_one")), "survey!A2", "il faut une liste"),
    "a list nobody wrote": (workbook(changed(SURVEY, "A2", "select_one usages")), "survey!A2", "usage ?"),
    "an NPS of five marks": (
        workbook([[*HEAD, "nps", "parameters"], ["range", "n", "Note ?", *[None] * 4, "yes", "start=1 end=5"]]),
        "survey!H2", "de 0 à 10"),
    "an NPS of words": (
        workbook([[*HEAD, "nps"], ["text", "n", "Note ?", *[None] * 4, "yes"]]), "survey!H2", "de 0 à 10"),
    "thanks to nobody": (
        workbook(settings=[[*SETTINGS[0], "anonymous", "summary"], [*SETTINGS[1], "yes", "yes"]]),
        "settings!D2", "videz cette cellule"),
    "a list of one": (workbook(choices=CHOICES[:2]), "survey!A2", "deux au moins"),
    "a choice twice": (workbook(choices=changed(CHOICES, "B3", "often")), "choices!B3", "ligne 2"),
    "a choice that reads like another": (
        workbook(choices=changed(CHOICES, "C3", "souvent.")), "choices!C3", "de la ligne 2"),
    "a choice of a page": (workbook(choices=changed(CHOICES, "D3", "x" * 500)), "choices!D3", "200 au plus"),
    "a choice with a blank": (workbook(choices=changed(CHOICES, "B3", "not ever")), "choices!B3", "sans espace"),
    "a choice of no list": (workbook(choices=changed(CHOICES, "A3", None)), "choices!A3", "list_name"),
    "a choice without label": (workbook(choices=changed(CHOICES, "C3", None)), "choices!C3", "il manque le texte"),
    "required, perhaps": (workbook(changed(SURVEY, "E3", "maybe")), "survey!E3", "ni yes ni no"),
    "a group left open": (workbook(SURVEY[:5]), "survey!A4", "end_group"),
    "a group never opened": (workbook([*SURVEY[:3], ["end_group"]]), "survey!A4", "begin_group"),
    "an unknown question": (workbook(changed(SURVEY, "F3", "${buss} = 1")), "survey!F3", "bus ?"),
    "a question asked later": (workbook(changed(SURVEY, "F3", "${words} = ''")), "survey!F3", "ligne 7"),
    "a function of others": (workbook(changed(SURVEY, "F3", "pulldata('a', ${bus})")), "survey!F3", "pulldata()"),
    "no expression": (workbook(changed(SURVEY, "F3", "${bus} = ")), "survey!F3", "parenthèses"),
    "a bare name": (workbook(changed(SURVEY, "F3", "bus = 'often'")), "survey!F3", "${bus}"),
    "a path": (workbook(changed(SURVEY, "G3", "../age > 3")), "survey!G3", "age"),
    "a day as a text": (workbook(changed(SURVEY, "G3", ". > '2026-01-01'")), "survey!G3", "date("),
    "a cascade of choices": (
        workbook([[*SURVEY[0], "choice_filter"], [*SURVEY[1], "x = 1"], *SURVEY[2:]]), "survey!H2", "choice_filter",
    ),
    "a default": (workbook([[*SURVEY[0], "default"], [*SURVEY[1], "often"], *SURVEY[2:]]), "survey!H2", "default"),
    "a message alone": (
        workbook([[*SURVEY[0], "constraint_message"], [*SURVEY[1], "Non"], *SURVEY[2:]]), "survey!H2", "constraint",
    ),
    "a scale of a hundred": (
        workbook([["type", "name", "label", "parameters"], ["range", "m", "Note ?", "start=0 end=100"]], []),
        "survey!D2", "11 notes",
    ),
    "a name for no link": (workbook(settings=changed(SETTINGS, "B2", "Le Bus !")), "settings!B2", "minuscules"),
    "no title": (workbook(settings=changed(SETTINGS, "A2", None)), "settings!A2", "form_title"),
    "a quota in words": (
        workbook(settings=[[*SETTINGS[0], "quota"], [*SETTINGS[1], "cent"]]), "settings!C2", "entier",
    ),
    "a day that is none": (
        workbook(settings=[[*SETTINGS[0], "closes"], [*SETTINGS[1], "fin mai"]]), "settings!C2", "2026-09-30",
    ),
    "an anonymous photo": (
        workbook(rows(["image", "p", "Une photo ?"]), [], [[*SETTINGS[0], "anonymous"], [*SETTINGS[1], "yes"]]),
        "survey!A2", "trahit",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_one_is_told_by_cell(what: str) -> None:
    data, cell, todo = BROKEN[what]
    with pytest.raises(BadSheet) as caught:
        import_xlsform(data, LANGUAGES, "bus")
    told = [fault.say("fr") for fault in caught.value.faults if fault.cell == cell]
    assert any(todo in each for each in told), str(caught.value)
    assert all(fault.say("en") != fault.say("fr") for fault in caught.value.faults)
    # what pyxform says of the same row, in English, is left out
    assert [fault.cell for fault in caught.value.faults if fault.what == "pyxform"] == []


def test_what_pyxform_sees_comes_with_the_rest() -> None:
    """A wording that names no question is pyxform's to see; a name for no link is ours."""
    survey, settings = changed(SURVEY, "C5", "Lesquels, ${buss} ?"), changed(SETTINGS, "B2", "Le Bus !")
    with pytest.raises(BadSheet) as caught:
        import_xlsform(workbook(survey, settings=settings), LANGUAGES, "bus")
    assert {fault.cell: fault.what for fault in caught.value.faults} == {
        "settings!B2": "bad_slug",
        "survey!A5": "pyxform",
    }


def test_nothing_in_a_file_turns_a_direction() -> None:
    turned = changed(changed(SURVEY, "C2", "Le \u202ebus\u202c ?"), "D2", "The \u2067bus\u2069?")
    form = import_xlsform(workbook(turned, changed(CHOICES, "C2", "Sou\u202events")), LANGUAGES).form
    assert form.steps[0]["text"] == {"fr": "Le bus ?", "en": "The bus?"}
    assert form.steps[0]["choices"][0]["label"]["fr"] == "Souvents"
