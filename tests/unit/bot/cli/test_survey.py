"""Can a survey be run whole from the command line, and does each mistake say what to do?"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import palabre
from bot.cli.survey_file import read_survey
from bot.errors import PalabreError
from bot.participation.surveys.ready import templates
from dialogues.errors import BadScript
from dialogues.loader import LANGUAGES


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    assert run("migrate").exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(palabre, words)


def test_a_survey_is_run_whole(data: Path) -> None:
    assert (
        run("survey", "import", "--template", "satisfaction").output == "satisfaction: 4 questions, draft.\n"
    )
    assert "is open" in run("survey", "open", "satisfaction", "--yes").output
    assert "5 SMS in all" in run("survey", "preview", "satisfaction", "--channel", "sms").output
    assert "asked 0" in run("survey", "results", "satisfaction", "--by", "channel").output
    for kind in ("csv", "dictionary", "xlsx", "json", "package"):
        assert (
            run("survey", "export", "satisfaction", "--format", kind, "-o", str(data / kind)).exit_code == 0
        )
    assert len(zipfile.ZipFile(data / "package").namelist()) == 5
    assert run("survey", "close", "satisfaction").output == "satisfaction is closed.\n"
    assert "closed" in run("survey", "list").output


#: a survey in French alone
ODD = """
survey: bancs
title: {fr: Les bancs}
closes: "2099-01-31"
steps:
  - ask: where
    type: choice
    text: {fr: "Où mettre un banc ?"}
    choices: [{value: a, label: {fr: "La place"}}, {value: b, label: {fr: "Le parc"}}]
"""


def test_opening_shows_the_checklist_first(data: Path) -> None:
    Path("bancs.yml").write_text(ODD, encoding="utf-8")
    assert run("survey", "import", "bancs.yml").output == "bancs: 1 question, draft.\n"
    asked = CliRunner().invoke(palabre, ("survey", "open", "bancs"), input="n\n")
    assert "bancs: 1 question, 2 SMS a person at most." in asked.output
    assert "until Sunday 1 February 2099 begins" in asked.output
    assert "- English: 4 sentences to translate." in asked.output
    assert asked.exit_code == 1 and "bancs  draft" in run("survey", "list").output
    opened = CliRunner().invoke(palabre, ("survey", "open", "bancs"), input="y\n")
    assert opened.output.endswith("bancs is open: the menu offers it, and so does 'bancs' by message.\n")


def test_what_is_grave_keeps_a_survey_closed(data: Path) -> None:
    path = data / "bancs.yml"
    path.write_text(ODD.replace("2099", "2020"), encoding="utf-8")
    run("survey", "import", str(path))
    refused = run("survey", "open", "bancs", "--yes")
    assert "- The last day is over: change it in the settings." in refused.output
    assert refused.exit_code == 1 and str(refused.exception).startswith("bancs stays closed: 1 to mend")


def test_a_template_survives_the_spreadsheet(data: Path) -> None:
    for template in templates():
        form = read_survey(None, template, LANGUAGES).form
        run("survey", "import", "--template", template)
        assert run("survey", "export", form.survey, "--form", "-o", "form.xlsx").exit_code == 0
        assert run("survey", "check", "form.xlsx").exit_code == 0


def test_a_file_that_cannot_be_written_is_named(data: Path) -> None:
    run("survey", "import", "--template", "satisfaction")
    refused = run("survey", "export", "satisfaction", "-o", str(data / "nowhere" / "x.csv"))
    assert refused.exit_code == 1
    assert "x.csv cannot be written" in str(refused.exception or refused.output)


@pytest.mark.parametrize("content", [b"", b"a", b"survey: x\n", b"\xff\xfe\x00"])
@pytest.mark.parametrize("suffix", ["yml", "xlsx"])
def test_a_file_that_is_no_survey_is_refused(data: Path, content: bytes, suffix: str) -> None:
    """Empty, torn, without its fields, or of another kind: one sentence."""
    path = data / f"broken.{suffix}"
    path.write_bytes(content)
    with pytest.raises((PalabreError, BadScript)) as refused:
        read_survey(path, None, LANGUAGES)
    assert str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("template", templates())
def test_a_template_speaks_every_language(template: str) -> None:
    form = read_survey(None, template, LANGUAGES).form
    texts = [step["text"] for step in form.steps]
    texts += [choice["label"] for step in form.steps for choice in step.get("choices", ())]
    assert all(set(text) == set(LANGUAGES) for text in [form.title, *texts])


def test_an_unknown_survey_names_the_others(data: Path) -> None:
    run("survey", "import", "--template", "needs")
    failed = run("survey", "open", "nope")
    assert isinstance(failed.exception, PalabreError) and "besoins" in str(failed.exception)


def test_a_line_with_a_fault_is_named(data: Path) -> None:
    Path("s.yml").write_text(
        "survey: s\ntitle: {fr: S}\nsteps:\n  - ask: a\n    type: txt\n    text: {fr: A}\n", "utf-8"
    )
    failed = run("survey", "check", "s.yml")
    assert str(failed.exception).startswith("s.yml:5: ")


def test_a_promise_of_anonymity_stands(data: Path) -> None:
    lines = "survey: s\ntitle: {{fr: S}}\nanonymous: {}\nsteps: [{{ask: a, type: text, text: {{fr: A}}}}]\n"
    Path("s.yml").write_text(lines.format("true"), "utf-8")
    run("survey", "import", "s.yml")
    run("survey", "open", "s", "--yes")
    Path("s.yml").write_text(lines.format("false"), "utf-8")
    failed = run("survey", "import", "s.yml")
    assert isinstance(failed.exception, PalabreError) and "cannot change" in str(failed.exception)
