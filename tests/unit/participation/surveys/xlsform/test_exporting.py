"""Is a survey that became a spreadsheet read back the same?"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.errors import PalabreError
from bot.participation.surveys.form import read_form
from bot.participation.surveys.xlsform.conditions import as_xpath
from bot.participation.surveys.xlsform.exporting import export_xlsform
from bot.participation.surveys.xlsform.importing import import_xlsform
from tests.golden.stage import SURVEY
from tests.unit.participation.surveys.xlsform.sheets import LANGUAGES, changed, workbook
from tests.unit.participation.surveys.xlsform.sheets import SURVEY as ROWS


def test_what_was_imported_comes_back() -> None:
    once = import_xlsform(workbook(changed(ROWS, "A2", "select_one usage or_other")), LANGUAGES).form
    assert import_xlsform(export_xlsform(once), LANGUAGES).form == once


def test_every_type_comes_back() -> None:
    form, _ = read_form(SURVEY.name, Path(SURVEY).read_text(encoding="utf-8"))
    once = import_xlsform(export_xlsform(form), LANGUAGES).form
    assert import_xlsform(export_xlsform(once), LANGUAGES).form == once
    assert [step.get("type") for step in once.steps] == [step.get("type") for step in form.steps]
    assert once.title == form.title


def test_the_promise_and_the_nps_come_back() -> None:
    written = SURVEY.read_text(encoding="utf-8").replace("\nsteps:", "\nsummary: true\nsteps:", 1)
    form, _ = read_form("quartier.yml", written.replace("    high: 10\n", "    high: 10\n    nps: true\n", 1))
    back = import_xlsform(export_xlsform(form), LANGUAGES).form
    assert (form.summary, back.summary) == (True, True)
    assert [step["ask"] for step in back.steps if step.get("nps")] == ["mark"]
    assert read_form("again.yml", yaml.safe_dump(back.plain(), allow_unicode=True))[0] == back


def test_a_label_is_no_formula() -> None:
    form = import_xlsform(workbook(changed(ROWS, "C7", "'=1+1")), LANGUAGES).form
    spelt = form.model_copy(update={"steps": [{**step, "text": {"fr": "=1+1"}} for step in form.steps]})
    assert import_xlsform(export_xlsform(spelt), LANGUAGES).form.steps[0]["text"] == {"fr": "=1+1"}


@pytest.mark.parametrize(
    ("condition", "expression"),
    [
        ({"answer": "bus", "is": "often"}, "$bus = 'often'"),
        ({"not": {"answer": "bus", "has": "it's"}}, 'not(selected($bus, "it\'s"))'),
        ({"any": [{"answer": "a"}, {"answer": "b", "at_least": 3}]}, "($a != '') or ($b >= 3)"),
        ({"all": [{"answer": "a", "in": ["x", "y"]}, {"answer": "b", "is": True}]},
         "(($a = 'x') or ($a = 'y')) and ($b = 'yes')"),
    ],
)  # fmt: skip
def test_a_condition_becomes_xpath(condition: dict[str, object], expression: str) -> None:
    assert as_xpath(condition) == expression


def test_what_no_sheet_can_say_is_refused() -> None:
    with pytest.raises(PalabreError, match="write it as xpath"):
        as_xpath({"channel": "brief"})
