"""Does `palabre chat` refuse what it does not know, and say what it does not serve?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from bot.cli import palabre
from bot.cli.chat import UNSERVED
from bot.errors import PalabreError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a data folder; the logging of the tests is put back after."""
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    # learning takes seconds, and nothing here is to be understood
    monkeypatch.setenv("PALABRE_UNDERSTAND", "false")
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield tmp_path / "data"
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def chat(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(palabre, ["chat", *words], input=typed)


def test_an_unknown_dialogue_is_refused() -> None:
    error = chat("idae").exception
    assert isinstance(error, PalabreError)
    assert str(error) == "there is no dialogue 'idae': did you mean 'idea'?"


def test_a_name_like_no_other_shows_them_all() -> None:
    error = chat("zzzzzz").exception
    assert isinstance(error, PalabreError)
    assert "use one of" in str(error) and "my_ideas" in str(error)


def test_an_unknown_language_is_refused(folder: Path) -> None:
    error = chat("--language", "zz").exception
    assert isinstance(error, PalabreError)
    assert str(error) == "--language zz is not spoken here: use one of fr, en, es, ar, pt"
    assert not folder.exists()


def test_an_address_not_served_is_told() -> None:
    result = chat("menu", "--language", "fr-FR", typed="MES DONNEES\nmenu\n")
    assert result.exit_code == 0, result.output
    assert result.stdout.count(UNSERVED) == result.stdout.count(":8080/mes-donnees") == 1
