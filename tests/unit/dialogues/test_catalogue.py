"""Are the shipped messages whole in every language, and is each kind of fault found on its line?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dialogues.catalogue import review_messages
from dialogues.compiling import compile_script
from dialogues.definition import Definition
from dialogues.lines import Lined
from dialogues.loader import LANGUAGES, MESSAGES, SCRIPTS, load_phrasebook, read_file
from dialogues.mentions import Mentions, find_mentions, shipped_mentions
from dialogues.reading.lexicon import load_lexicons
from dialogues.review import Finding
from tests.unit.dialogues.scenes import lexicons, phrasebook


def definitions(folder: Path = MESSAGES) -> list[Definition]:
    """Return the shipped scripts, unreviewed: the loader leaves out one that lacks a sentence."""
    book, lexicons = load_phrasebook(folder), load_lexicons()
    return [compile_script(read_file(path), book, lexicons) for path in sorted(SCRIPTS.glob("*.yml"))]


@cache
def shipped() -> tuple[Definition, ...]:
    return tuple(definitions())


@cache
def said() -> Mentions:
    return shipped_mentions()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the messages, to break."""
    return Path(shutil.copytree(MESSAGES, tmp_path / "messages"))


def edit(folder: Path, language: str, change: Callable[[str], str]) -> None:
    path = folder / f"{language}.yml"
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def swap(folder: Path, language: str, old: str, new: str) -> None:
    edit(folder, language, lambda text: text.replace(old, new, 1))


def line_of(folder: Path, language: str, start: str) -> int:
    lines = (folder / f"{language}.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def found(folder: Path) -> list[Finding]:
    """Return what is wrong in a folder and not in the shipped one, whose own test says what is."""
    return [f for f in review_messages(folder, shipped(), said()) if (f.file, f.what) not in known()]


@cache
def known() -> frozenset[tuple[str, str]]:
    return frozenset((f.file, f.what) for f in review_messages(MESSAGES, shipped(), said()))


def test_the_shipped_messages_are_whole() -> None:
    assert [str(finding) for finding in review_messages(MESSAGES, shipped())] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_missing_translation_is_found(folder: Path, language: str) -> None:
    swap(folder, language, "idea.photo:", "# idea.photo:")
    at = line_of(folder, language, "idea.place:")
    source = line_of(folder, "fr", "idea.photo:")
    what = f"idea.photo is missing: translate it from fr.yml:{source}"
    assert found(folder) == [Finding(f"{language}.yml", at, what)]


def test_a_key_that_french_lacks_is_found(folder: Path) -> None:
    swap(folder, "en", "idea.photo:", 'idea.picture: "A picture?"\nidea.photo:')
    at = line_of(folder, "en", "idea.picture:")
    what = "fr.yml has no idea.picture: add it there, or remove it"
    assert found(folder) == [Finding("en.yml", at, what, grave=False)]


def test_a_sentence_nobody_says_is_found(folder: Path) -> None:
    for language in LANGUAGES:
        swap(folder, language, "idea.photo:", 'idea.picture: "?"\nidea.photo:')
    at = line_of(folder, "fr", "idea.picture:")
    what = "nothing says idea.picture: remove it from every language"
    assert found(folder) == [Finding("fr.yml", at, what, grave=False)]


def test_a_sentence_that_a_script_lacks_is_grave(folder: Path) -> None:
    for language in LANGUAGES:
        swap(folder, language, "idea.photo:", "# idea.photo:")
    what = "idea.photo is missing, which the dialogue 'idea' says: add it"
    findings = review_messages(folder, definitions(folder), said())
    assert Finding("fr.yml", line_of(folder, "fr", "idea.questions:"), what) in findings


def test_a_sentence_that_the_code_lacks_is_grave(folder: Path) -> None:
    for language in LANGUAGES:
        swap(folder, language, "engine.resumed:", "# engine.resumed:")
    assert [(f.file, f.what, f.grave) for f in found(folder)] == [
        ("dialogues/drafts.py", "there is no sentence engine.resumed: add it to fr.yml", True)
    ]


@pytest.mark.parametrize("key", ["question.scale.help", "language.name.pt"])
def test_each_of_a_family_must_be_there(folder: Path, key: str) -> None:
    for language in LANGUAGES:
        swap(folder, language, f"{key}:", f"# {key}:")
    assert [(f.file, f.what, f.grave) for f in found(folder)] == [
        ("fr.yml", f"{key} is missing, which the engine says: add it", True)
    ]


def test_the_code_says_what_its_f_strings_can_make(tmp_path: Path) -> None:
    source = tmp_path / "bot"
    source.mkdir()
    (source / "unit.py").write_text('def say(unit): return f"question.unit.{unit}"\nsay("idea.nowhere")\n')
    findings = [f.what for f in review_messages(MESSAGES, shipped(), find_mentions([source]))]
    assert "there is no sentence idea.nowhere: add it to fr.yml" in findings
    assert not any(what.startswith("nothing says question.unit.") for what in findings)
    assert "nothing says alarm.distress: remove it from every language" in findings


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{reasons}", "{reason}", "engine.blocked: {reason} stands here, but not in fr.yml"),
        ("{reasons}", "", "engine.blocked: {reasons} is missing here, but stands in fr.yml"),
    ],
)
def test_places_that_differ_are_found(folder: Path, old: str, new: str, what: str) -> None:
    swap(folder, "es", old, new)
    assert Finding("es.yml", line_of(folder, "es", "engine.blocked:"), what) in found(folder)


def test_a_place_lost_in_the_brief_wording_is_found(folder: Path) -> None:
    swap(folder, "pt", "Ideia {reference} recebida", "Ideia recebida")
    at = line_of(folder, "pt", "idea.thanks:") + 2
    what = "idea.thanks: {reference} is missing here, but stands in fr.yml"
    assert found(folder) == [Finding("pt.yml", at, what)]


@pytest.mark.parametrize("wrong", ["{answer", "answer}", "{answer!r}", "{answer:>9}", "{}", "{a.b}"])
def test_a_malformed_place_is_grave(folder: Path, wrong: str) -> None:
    swap(folder, "en", 'engine.noted: "Noted: {answer}."', f'engine.noted: "Noted: {wrong}."')
    at = line_of(folder, "en", "engine.noted:")
    assert [(f.file, f.line, f.grave) for f in found(folder)] == [("en.yml", at, True)]


def test_a_missing_plural_form_is_found(folder: Path) -> None:
    swap(folder, "ar", "  two: ", "  # two: ")
    at = line_of(folder, "ar", "idea.similar:")
    what = "idea.similar: the plural form 'two' is missing, which this language has"
    assert found(folder) == [Finding("ar.yml", at, what, grave=False)]


def test_a_plural_without_other_is_grave(folder: Path) -> None:
    swap(folder, "en", "  other: ", "  # other: ")
    at = line_of(folder, "en", "idea.similar:")
    what = "idea.similar: the plural form 'other' is missing, which this language has"
    assert Finding("en.yml", at, what) in found(folder)


def test_a_plural_form_of_another_language_is_found(folder: Path) -> None:
    swap(folder, "en", "idea.similar:\n", 'idea.similar:\n  few: "{n} ideas."\n')
    at = line_of(folder, "en", "idea.similar:") + 1
    what = "idea.similar: this language has no plural form 'few': remove it"
    assert found(folder) == [Finding("en.yml", at, what, grave=False)]


def test_a_form_nobody_knows_is_grave(folder: Path) -> None:
    swap(folder, "en", "engine.stale:\n  long:", "engine.stale:\n  loong:")
    at = line_of(folder, "en", "engine.stale:") + 1
    what = "engine.stale: no form 'loong': use long, brief or a plural form"
    assert Finding("en.yml", at, what) in found(folder)


def test_what_is_no_sentence_is_grave(folder: Path) -> None:
    swap(folder, "en", 'question.yes: "Yes"', "question.yes: yes")
    at = line_of(folder, "en", "question.yes:")
    assert Finding("en.yml", at, "question.yes: give a sentence between quotes") in found(folder)


@pytest.mark.parametrize("broken", ["- a list\n", "a: [\n", 'engine.or: " or "\nengine.or: "/"\n'])
def test_a_file_that_cannot_be_read_is_one_finding(folder: Path, broken: str) -> None:
    edit(folder, "es", lambda _: broken)
    assert [finding.file for finding in found(folder)] == ["es.yml"]


def test_a_language_without_a_file_is_found(folder: Path) -> None:
    (folder / "pt.yml").unlink()
    assert [(finding.file, finding.line) for finding in found(folder)] == [("pt.yml", 1)]


def script(text: object) -> Definition:
    step = {"say": "hello", "text": text} if text else {"say": "hello"}
    return compile_script(Lined("own.yml", {"dialogue": "own", "steps": [step]}), phrasebook(), lexicons())


def test_a_dialogue_may_bring_its_own_sentences() -> None:
    told = review_messages(MESSAGES, [*shipped(), script({"fr": "Bonjour"})], said())
    assert not any("own.hello" in finding.what for finding in told)
    mute = review_messages(MESSAGES, [*shipped(), script(None)], said())
    assert "own.hello is missing, which the dialogue 'own' says: add it" in [f.what for f in mute if f.grave]
