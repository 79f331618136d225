"""Does every conversation still go as it was written down, and does it go the same way in every language?"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from dialogues.loader import LANGUAGES
from tests.golden.files import FILES, FIRST, FOLDER, OTHERS, names, seen
from tests.golden.way import way


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_it_goes_as_written_down(file: Path, pytestconfig: pytest.Config) -> None:
    written = file.read_text(encoding="utf-8")
    played = seen(file).played.text
    if pytestconfig.getoption("--update-golden"):
        file.write_text(played, encoding="utf-8")
    else:
        assert played == written, "\n".join(
            unified_diff(written.split("\n"), played.split("\n"), lineterm="")
        )


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_every_conversation(language: str) -> None:
    assert names(language) == names(FIRST)


def test_each_folder_is_a_language() -> None:
    assert {file.parent.name for file in FILES} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", names(FIRST))
def test_it_goes_the_same_way_as_in_french(name: str, language: str) -> None:
    """What residents write there is understood as French is, turn by turn; a French word would not be."""
    ours, theirs = (seen(FOLDER / code / f"{name}.txt").played.stage for code in (FIRST, language))
    assert theirs.language == language
    assert way(theirs.events) == way(ours.events)
