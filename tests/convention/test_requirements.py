"""Can the same versions be installed again, from anywhere, and be checked?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.convention.tree import ROOT

SETS = ("run", "dev", "lock", "rasa")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)")


def pins(name: str) -> dict[str, str]:
    """Return each pinned requirement with all that follows it, hashes included."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    return {block.split(" \\")[0]: block for block in blocks if block.strip()}


def asked(name: str) -> set[str]:
    """Return the names that a `.in` file asks for."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return {match[0] for line in lines if (match := re.match(r"[a-z][a-z0-9-]*", line))}


@pytest.mark.parametrize("name", SETS)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    loose = [pin for pin, block in pins(name).items() if not PIN.match(pin) or "--hash=sha256:" not in block]
    assert loose == []


@pytest.mark.parametrize("name", SETS)
def test_all_that_is_asked_for_is_pinned(name: str) -> None:
    assert asked(name) - {pin.split("==")[0] for pin in pins(name)} == set()


@pytest.mark.parametrize("name", SETS)
def test_no_index_is_named(name: str) -> None:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("-") or "://" in line] == []


def test_tests_run_on_the_versions_of_the_service() -> None:
    run, dev = set(pins("run")), {pin.split(" ;")[0].strip() for pin in pins("dev")}
    assert {pin.split(" ;")[0].strip() for pin in run} - dev == set()


def test_the_changelog_is_there() -> None:
    assert Path(ROOT / "CHANGELOG.md").read_text(encoding="utf-8").startswith("# Changelog")
