"""Is what operators read in English, and does a database that is away name the setting that leads to it?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import bot.cli
from bot.cli import palabre

#: nobody listens there (RFC 863's discard)
AWAY = "postgresql://palabre:secret@127.0.0.1:9/palabre"

#: what is French for sure: accents, quotation marks, small words between spaces
FRENCH = re.compile(r"[éèêàùçœ«»]|\b(?:le|les|une|vous|pas|est|lancez|arrêter|sur)\b", re.IGNORECASE)


def test_operators_read_english() -> None:
    """What a resident would write (`OPENERS`) is French, and nothing else."""
    wrong = {}
    for path in Path(bot.cli.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        theirs = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "OPENERS"
            for part in ast.walk(node)
        }
        said = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in theirs]
        if found := [n.value for n in said if isinstance(n.value, str) and FRENCH.search(n.value)]:
            wrong[path.name] = found
    assert wrong == {}


@pytest.mark.parametrize("command", ["serve", "people waiting", "migrate"])
def test_a_store_that_is_away_is_named(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path))
    monkeypatch.setenv("PALABRE_DATABASE_URL", AWAY)
    result = CliRunner().invoke(palabre, command.split())
    assert result.exit_code == 1
    told = str(result.exception)
    assert "the database is away (PALABRE_DATABASE_URL): nothing listens" in told
    assert "secret" not in told and told.count("PALABRE_DATABASE_URL") == 1


def test_check_names_it_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path))
    monkeypatch.setenv("PALABRE_DATABASE_URL", AWAY)
    result = CliRunner().invoke(palabre, ["check"])
    assert result.stdout.count("PALABRE_DATABASE_URL") == 1 and "nothing listens" in result.stdout
