"""Are the example forms that pyxform publishes read, or refused by the cell that no message can ask?

From the tests of pyxform 0.15.1, the last release that carried them, under the licence beside them. Those that were `.xls` are
saved as `.xlsx`, with a title where they had none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.participation.surveys.xlsform.faults import BadSheet
from bot.participation.surveys.xlsform.importing import import_xlsform

EXAMPLES = Path(__file__).parent / "examples"

#: form → its steps and their types
READ = {
    "blank_second_row": {"value": "number"},
    "gps": {"location": "location"},
    "group": {"family_name": "text", "father_label": "say", "phone_number": "text", "age": "number"},
    "group_names_must_be_unique": {"group_names_must_be_unique_label": "say", "coordinates": "location"},
    "specify_other": {"sex": "choice", "sex_other": "text"},
    "style_settings": {"your_name": "text", "your_age": "number"},
    "text_and_integer": {"your_name": "text", "your_age": "number"},
    "yes_or_no_question": {"good_day": "yesno"},
}
#: form → a cell that is named, and why
REFUSED = {
    "choice_filter_test": ("survey!D3", "“choice_filter” is not supported"),
    "duplicate_columns": ("survey!E1", "the column “label” stands twice"),
    "group_name_test": ("survey!A3", "pyxform refuses this form"),
    "or_other": ("survey!D3", "“choice_filter” is not supported"),
    "pull_data": ("survey!A2", "the type “calculate” cannot be asked"),
    "search_and_select": ("survey!A2", "the list “fruits” has a single choice"),
    "select_one_external": ("survey!A3", "the type “select_one_external” cannot be asked"),
    "text_and_integer_xlsx": ("survey!C1", "there is no column “text” here"),
    "xlsform_spec_test": ("survey!R1", "the language of “label::chinese” is not spoken here"),
}


def read(name: str) -> bytes:
    return (EXAMPLES / f"{name}.xlsx").read_bytes()


@pytest.mark.parametrize("name", READ)
def test_an_example_is_read(name: str) -> None:
    form = import_xlsform(read(name), ("en", "fr"), name.replace("_", "-")).form
    assert {str(s.get("ask") or s["say"]): s.get("type", "say") for s in form.steps} == READ[name]


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.filterwarnings("ignore:Unknown extension")
def test_an_example_is_refused_by_cell(name: str) -> None:
    cell, why = REFUSED[name]
    with pytest.raises(BadSheet) as caught:
        import_xlsform(read(name), ("en", "fr"), name.replace("_", "-"))
    told = [fault.say("en") for fault in caught.value.faults if fault.cell == cell]
    assert any(why in each for each in told), str(caught.value)


def test_every_example_has_its_verdict() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.xlsx")} == READ.keys() | REFUSED.keys()
