"""Do the examples of the docs run?"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dialogues.definition import Definition, Library
from dialogues.errors import BadScript
from dialogues.lines import read_lined
from dialogues.loader import load_definition, load_phrasebook
from dialogues.phrasebook import Entry
from dialogues.reading.lexicon import load_lexicons
from dialogues.review import review
from tests.docs.fences import Fence, fences, read_fences
from tests.golden.stage import Stage, library

#: How a fence may be used; a word that is none of these is a slip.
USES = frozenset(("script", "refused", "said", "messages", "run", "played", "chat", "help"))


def messages_of(page: Path) -> dict[str, dict[str, Entry]]:
    """Return the sentences that a page gives, by language."""
    found: dict[str, dict[str, Entry]] = {}
    for fence in read_fences(page):
        if fence.use == "messages":
            found.setdefault(fence.words[0], {}).update(read_lined(str(fence), fence.body).data)
    return found


def definition_of(fence: Fence) -> Definition:
    """Load the script of a fence, with the sentences of its page. Raise BadScript."""
    name = read_lined(str(fence), fence.body).data["dialogue"]
    book = load_phrasebook().joined(messages_of(fence.page))
    return load_definition(read_lined(f"{name}.yml", fence.body), book, load_lexicons())


def test_every_fence_has_a_known_use() -> None:
    every = [fence for page in {f.page for f in fences(*USES)} for fence in read_fences(page)]
    assert [str(fence) for fence in every if fence.use not in USES] == []
    assert USES - {fence.use for fence in every} == set()


@pytest.mark.parametrize("fence", fences("script"), ids=str)
def test_a_script_loads_without_a_fault(fence: Fence) -> None:
    definition = definition_of(fence)
    script = read_lined(f"{definition.name}.yml", fence.body)
    assert [str(finding) for finding in review(script, definition, library().latest)] == []


@pytest.mark.parametrize("fence", fences("refused"), ids=str)
def test_a_bad_script_is_refused_as_said(fence: Fence) -> None:
    said = next(f for f in read_fences(fence.page) if f.use == "said" and f.line > fence.line)
    with pytest.raises(BadScript) as refusal:
        definition_of(fence)
    assert str(refusal.value) == said.body.strip()


@pytest.mark.parametrize("fence", fences("played"), ids=str)
def test_a_conversation_goes_as_written(fence: Fence, pytestconfig: pytest.Config) -> None:
    played = play(fence)
    if pytestconfig.getoption("--update-golden"):
        fence.rewrite(played)
    else:
        assert played == fence.body


def play(fence: Fence) -> str:
    """Return the conversation with what comes back now."""
    name, style = fence.words
    own = {d.name: d for d in (definition_of(f) for f in read_fences(fence.page) if f.use == "script")}
    stage = Stage(style, library=Library({**library().latest, **own}))
    stage.conversation = replace(stage.conversation, introduced=True)
    lines = _said(stage.start(name, {}))
    for line in fence.body.splitlines():
        if line.startswith("R "):
            lines += [line, *_said(stage.write(line[2:]))]
    return "\n".join(lines) + "\n"


def _said(bubbles: list[str]) -> list[str]:
    return [line for bubble in bubbles for line in ("B " + bubble.replace("\n", "\n  ")).split("\n")]


@pytest.mark.parametrize("page", sorted({fence.page for fence in fences("run")}), ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    given: dict[str, Any] = {
        "__name__": f"example_{page.stem.replace('-', '_')}",
        "messages": messages_of(page).get("fr"),
        "store": f"sqlite:///{tmp_path / 'palabre.db'}",
    }
    module = _module(given)
    for fence in read_fences(page):
        if fence.use == "run":
            exec(compile("\n" * fence.line + fence.body, str(page), "exec"), module)


def _module(given: dict[str, Any]) -> dict[str, Any]:
    """Return the namespace of a module of this name: dataclasses look for theirs."""
    module = ModuleType(given["__name__"])
    sys.modules[given["__name__"]] = module
    module.__dict__.update(given)
    return module.__dict__
