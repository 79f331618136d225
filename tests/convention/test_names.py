"""Are modules nouns that say what they hold, with a first sentence?"""

from __future__ import annotations

import ast

from tests.convention.tree import ROOT, SOURCES, name_of, parse, python_files

#: Names that say nothing of what is inside.
VAGUE = frozenset(
    ("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "lib", "tools")
)
#: A folder at the top of the tests that is named like a library would hide it.
LIBRARIES = frozenset(("telegram", "twilio", "redis", "rasa"))


def test_no_module_has_a_vague_name() -> None:
    files = python_files(*SOURCES, "tests")
    vague = [name_of(path) for path in files if VAGUE & {path.stem, path.parent.name}]
    assert vague == []


def test_every_module_begins_with_a_sentence() -> None:
    files = python_files(*SOURCES, "tests")
    assert [name_of(path) for path in files if not ast.get_docstring(parse(path))] == []


def test_no_test_folder_hides_a_library() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert not folders & LIBRARIES
