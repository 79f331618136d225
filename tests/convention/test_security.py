"""Does the checklist of docs/security.md name tests that exist, and do the promises hold that no other test is about?"""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters

from bot.console.password import NOBODY
from bot.console.role import Role
from bot.pages.headers import CONTENT_POLICY
from tests.convention.tree import ROOT, parse
from tests.unit.console.office import Office

PAGE = (ROOT / "docs/security.md").read_text("utf-8")
LINES = re.findall(r"^\| (V[\d.]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)))

#: lines that ASVS 4.0.3 asks at level 2, by chapter
ASKED = {1: 38, 2: 54, 3: 18, 4: 9, 5: 30, 6: 13, 7: 12, 8: 15, 9: 7, 10: 5, 11: 8, 12: 15, 13: 13, 14: 23}

#: what runs or opens whatever it is given, and what switches certificates off
REFUSED = frozenset(
    ("eval", "exec", "pickle", "marshal", "shelve", "_create_unverified_context", "CERT_NONE")
)

SOURCES = [path for folder in ("bot", "storage", "dialogues") for path in (ROOT / folder).rglob("*.py")]


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town."""
    async with Office(sqlite_url, tmp_path / "data") as opened:
        yield opened


def test_every_line_is_there_once() -> None:
    found = [name for name, *_ in LINES]
    assert len(found) == len(set(found))
    counts = {chapter: sum(name.startswith(f"V{chapter}.") for name in found) for chapter in ASKED}
    assert counts == ASKED
    assert {state for _, _, state, _ in LINES} == {"met", "open", "deployment", "not applicable"}


@pytest.mark.parametrize("path", sorted({path for path, _ in NAMED}))
def test_every_test_it_names_exists(path: str) -> None:
    tree = parse(ROOT / path)
    there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert [name for named, name in NAMED if named == path and name not in there] == []


def test_nothing_unpickles_or_evaluates() -> None:
    found = []
    for path in SOURCES:
        for node in ast.walk(parse(path)):
            names = (
                {alias.name for alias in node.names}
                if isinstance(node, ast.Import | ast.ImportFrom)
                else set()
            )
            names |= {node.id} if isinstance(node, ast.Name) else set()
            names |= {node.attr} if isinstance(node, ast.Attribute) else set()
            found += [(path.name, name) for name in names & REFUSED]
    assert found == []


def test_passwords_cost_what_the_checklist_says() -> None:
    real = PasswordHasher()
    assert (real.memory_cost, real.time_cost, real.parallelism) == (64 * 1024, 3, 4)
    assert extract_parameters(NOBODY).memory_cost == real.memory_cost


async def test_answers_say_what_browsers_must_know(office: Office) -> None:
    for path in ("/console/", "/console/sign-in", "/console/nothing", "/console/settings/districts/map"):
        headers = (await (await office.as_(Role.ADMIN)).get(path)).headers
        assert headers["Content-Security-Policy"] == CONTENT_POLICY
        assert "unsafe" not in CONTENT_POLICY
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert headers["Content-Type"].endswith("; charset=utf-8")
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        assert headers["Server"] == "Palabre"
