"""Is each malformed script refused with its file and line, and does a session keep the version it began with?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialogues.compiling import compile_script
from dialogues.definition import Definition, Library
from dialogues.engine import advance, begin
from dialogues.errors import BadScript, UnknownDialogue
from dialogues.events import Said
from dialogues.inputs import Circumstances, Reply, Start
from dialogues.lines import read_lined
from dialogues.loader import load_definition, load_phrasebook, load_scripts, read_file, restore_definition
from dialogues.phrasebook import Phrasebook
from dialogues.reading.lexicon import load_lexicons
from dialogues.review import review

LEXICONS = load_lexicons(("fr",))
BOOK = load_phrasebook(languages=("fr",))
HEAD = "dialogue: trial\nsteps:\n"
ASK = "  - ask: one\n    type: text\n    text: {fr: Un ?}\n"
LIKED = (
    "  - ask: liked\n    type: choice\n    choices: [{value: a, label: {fr: A}}]\n    text: {fr: Quoi ?}\n"
)
AT = Circumstances(datetime(2026, 5, 4, 10, tzinfo=ZoneInfo("Europe/Paris")), "m1")

#: what is wrong → (script, line, words of the fault)
MALFORMED: dict[str, tuple[str, int, str]] = {
    "bad YAML": ("dialogue: a: b", 1, "this is not YAML"),
    "tabs": (f"{HEAD}\t- say: a\n", 3, "this is not YAML"),
    "a control character": ("dialogue: \x01", 1, "a character that YAML forbids"),
    "half a character": ("dialogue: \ud83d", 1, "half a character"),
    "nested too deep": (f"dialogue: {'[' * 100_000}", 1, "nested too deeply"),
    "a thing that holds itself": ("dialogue: &a [*a]", 1, "nested too deeply"),
    "an impossible date": ("dialogue: 2026-13-45", 1, "put it between quotes"),
    "a date": ("dialogue: 2026-05-04", 1, "read as a date"),
    "two documents": ("dialogue: a\n---\ndialogue: b\n", 2, "this is not YAML"),
    "a key twice": (f"{HEAD}  - say: a\n    text: x\n    text: y\n", 5, "'text' stands twice"),
    "no mapping": ("- a\n- b\n", 1, "the script"),
    "an empty file": ("", 1, "the script"),
    "no name": ("steps: []\n", 1, "dialogue: field required"),
    "an unknown field": (f"dialogue: a\ndraught: true\n{HEAD[15:]}{ASK}", 2, "did you mean 'draft'?"),
    "an unknown field of a step": (f"{HEAD}  - say: a\n    txt: b\n", 4, "did you mean 'text'?"),
    "an unknown setting of a type": (f"{HEAD}{ASK}    min_word: 3\n", 6, "did you mean 'min_words'?"),
    "an unknown kind of step": (f"{HEAD}  - aks: one\n", 3, "a step begins with one of"),
    "a step that is no mapping": (f"{HEAD}  - one\n", 3, "dictionary"),
    "an unknown question type": (f"{HEAD}  - ask: a\n    type: txt\n", 4, "did you mean 'text'?"),
    "a bad setting": (f"{HEAD}{ASK}    min_words: many\n", 6, "min_words"),
    "a bad purpose": (f"{HEAD}  - ask: a\n    type: consent\n    purpose: fun\n    text: {{fr: A}}\n", 5, "purpose"),
    "yes where a word is wanted": (f"{HEAD}  - ask: yes\n    type: text\n", 3, "ask"),
    "no step": ("dialogue: trial\nsteps: []\n", 2, "has no step"),
    "a step twice": (f"{HEAD}{ASK}{ASK}", 3, "'one' stands twice"),
    "a jump to nowhere": (f"{HEAD}{ASK}    next: two\n", 6, "there is no step 'two'"),
    "a loop": (f"{HEAD}{ASK}{LIKED}    next: one\n", 10, "a loop"),
    "a step that jumps to itself": (f"{HEAD}{ASK}    next: one\n", 6, "a loop"),
    "a step no way leads to": (f"{HEAD}{ASK}    next: two\n{LIKED}  - say: two\n    text: {{fr: B}}\n", 7, "no way leads to"),
    "a condition on no step": (f"{HEAD}{ASK}    when: {{answer: nothing}}\n", 6, "no earlier step asks"),
    "a condition on a later step": (f"{HEAD}{ASK}    when: {{answer: liked}}\n{LIKED}", 6, "no earlier step asks"),
    "a condition on itself": (f"{HEAD}{ASK}    when: {{answer: one}}\n", 6, "no earlier step asks"),
    "an impossible value": (f"{HEAD}{LIKED}  - say: b\n    text: {{fr: B}}\n    when: {{answer: liked, is: z}}\n", 9, "is no choice"),
    "a condition of nothing": (f"{HEAD}{ASK}    when: {{}}\n", 6, "a condition is a mapping"),
    "an unknown comparison": (f"{HEAD}{ASK}    when: {{known: a, equals: b}}\n", 6, "does not know 'equals'"),
    "two subjects": (f"{HEAD}{ASK}    when: {{known: a, channel: brief}}\n", 6, "has one of"),
    "a bound that is no number": (f"{HEAD}{ASK}    when: {{known: a, at_least: b}}\n", 6, "at_least: give a number"),
    "an `in` that is no list": (f"{HEAD}{ASK}    when: {{known: a, in: b}}\n", 6, "in: give a list"),
    "an unknown capability": (f"{HEAD}{ASK}    when: {{channel: colour}}\n", 6, "no channel capability"),
    "an unknown act": (f"{HEAD}  - act: dance\n", 3, "no act 'dance'"),
    "nothing to choose": (f"{HEAD}  - ask: a\n    type: choice\n    text: {{fr: A}}\n", 3, "offers nothing to choose"),
    "a choice twice": (f"{HEAD}{LIKED.replace('[', '[{value: a, label: {fr: B}}, ')}", 5, "'a' stands twice"),
    "a recap of a later step": (
        f"{HEAD}  - ask: all\n    type: recap\n    text: {{fr: T}}\n    choices: [{{value: one, label: {{fr: U}}}}]\n{ASK}",
        6,
        "the recap corrects 'one'",
    ),
    "an addition to a part that is not shown": (
        f"{HEAD}{ASK}  - ask: all\n    type: recap\n    text: {{fr: T}}\n    adds: [two]\n    choices: [{{value: one, label: {{fr: U}}}}]\n",
        9,
        "adds: no earlier step asks 'two'",
    ),
    "a value of a later step": (f"{HEAD}  - submit: a\n    values: {{x: one}}\n{ASK}", 4, "comes after this step"),
    "a sentence nobody wrote": (f"{HEAD}  - say: hello\n", 3, "no sentence 'trial.hello'"),
    "a label nobody wrote": (f"{HEAD}{LIKED.replace('{value: a, label: {fr: A}}', 'a')}", 3, "no sentence 'trial.liked.a'"),
    "a draft without title": (f"draft: true\n{HEAD}{ASK}", 1, "no sentence 'trial.title'"),
    "a dialogue nobody wrote": (f"{HEAD}  - go: idae\n", 3, "did you mean 'idea'?"),
}  # fmt: skip


@cache
def shipped() -> Mapping[str, Definition]:
    return load_scripts(BOOK, languages=("fr",)).definitions


def load(text: str) -> Definition:
    return load_definition(read_lined("trial.yml", text), BOOK, LEXICONS, ["idea", "menu"])


@pytest.mark.parametrize("what", MALFORMED)
def test_it_is_refused_with_its_line(what: str) -> None:
    text, line, words = MALFORMED[what]
    with pytest.raises(BadScript) as caught:
        load(text)
    assert (caught.value.file, caught.value.line) == ("trial.yml", line), str(caught.value)
    assert words in caught.value.what


def test_a_sound_script_is_taken() -> None:
    definition = load(f"{HEAD}{ASK}{LIKED}  - go: idea\n")
    assert [step.id for step in definition.steps] == ["one", "liked", "go_2_idea"]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yml").write_bytes("dialogue: été".encode("latin-1"))
    with pytest.raises(BadScript, match=r"latin\.yml:1: this is not UTF-8"):
        read_file(tmp_path / "latin.yml")


def test_a_dialogue_is_called_as_its_file(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text(f"{HEAD}{ASK}")
    assert "call the dialogue 'other'" in str(load_scripts(BOOK, tmp_path, ("fr",)).faults[0])


def test_the_last_good_version_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "trial.yml"
    file.write_text(f"{HEAD}{ASK}")
    good = load_scripts(BOOK, tmp_path, ("fr",))
    file.write_text(f"{HEAD}{ASK}    next: nowhere\n")
    bad = load_scripts(BOOK, tmp_path, ("fr",))
    assert [fault.line for fault in bad.faults] == [6]
    assert bad.library(good.definitions).get("trial") == good.definitions["trial"]


def test_every_fault_is_reviewed_at_once() -> None:
    script = read_lined("trial.yml", f"{HEAD}{ASK}    when: {{answer: one}}\n    next: two\n  - act: dance\n")
    found = review(script, compile_script(script, BOOK, LEXICONS))
    assert [finding.line for finding in found] == [6, 7, 8]


def first_words(definition: Definition) -> list[str]:
    _, events = begin(definition, Start(AT, definition.name))
    return [event.message.text for event in events if isinstance(event, Said)]


def stored(definition: Definition) -> Definition:
    """Return the definition as it is read back from its source, when other sentences are in force."""
    changed = {
        key: "autre chose" for key in BOOK.entries["fr"] if not key.startswith(("engine.", "question."))
    }
    newer = {**BOOK.entries["fr"], **changed, "idea.later": "Nouveau", "idea.recap.place.aliases": "ailleurs"}
    return restore_definition(json.loads(json.dumps(definition.source)), Phrasebook({"fr": newer}), LEXICONS)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_stored_version_is_the_same(name: str) -> None:
    definition = shipped()[name]
    again = stored(definition)
    assert (again.version, again.steps, again.needs) == (
        definition.version,
        definition.steps,
        definition.needs,
    )
    assert first_words(again) == first_words(definition)


def test_a_session_ends_on_its_version() -> None:
    a = load(f"{HEAD}{ASK}  - say: end\n    text: {{fr: Merci A}}\n")
    b = load(f"{HEAD}{ASK}  - say: end\n    text: {{fr: Merci B}}\n")
    assert a.version != b.version
    session, _ = begin(a, Start(AT, "trial"))
    library = Library({"trial": b}, {("trial", a.version): stored(a)})
    definition = library.get("trial", session.version)
    _, events = advance(definition, session, Reply(AT, "un banc"))
    assert [event.message.text for event in events if isinstance(event, Said)] == ["Merci A"]


def test_another_sentence_is_another_version() -> None:
    idea = shipped()["idea"]
    entries = {"fr": {**BOOK.entries["fr"], "idea.thanks": "Merci bien !"}}
    assert load_scripts(Phrasebook(entries), languages=("fr",)).definitions["idea"].version != idea.version


def test_a_version_nobody_kept_is_told() -> None:
    with pytest.raises(UnknownDialogue, match="in version 0"):
        Library({}).get("trial", "0")
