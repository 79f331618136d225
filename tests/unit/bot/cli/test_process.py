"""Is a port that is taken told before anything else, with what to do?"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import structlog.testing
from click.testing import CliRunner

from bot.bootstrap import Service
from bot.cli import palabre
from bot.cli.process import _reload
from dialogues.errors import BadScript


@pytest.fixture
def taken() -> Iterator[int]:
    """Give a port on which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_is_taken_is_told_first(
    taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PALABRE_PORT", str(taken))
    result = CliRunner().invoke(palabre, [command])
    assert (result.exit_code, result.output) == (1, "")
    assert re.search(r"such as PALABRE_PORT=\d+$", str(result.exception))
    assert not (tmp_path / "data").exists()


def test_the_port_proposed_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    with two_in_a_row() as (first, second):
        monkeypatch.setenv("PALABRE_PORT", str(first))
        # where the workers listen is no place either
        monkeypatch.setenv("PALABRE_WORK_PORT", str(second + 1))
        told = str(CliRunner().invoke(palabre, ["serve"]).exception)
    (proposed,) = re.findall(r"such as PALABRE_PORT=(\d+)$", told)
    assert int(proposed) > second + 1


@contextmanager
def two_in_a_row() -> Iterator[tuple[int, int]]:
    """Give two ports, one after the other, on which other programs listen."""
    for _ in range(100):
        with socket.create_server(("127.0.0.1", 0)) as one:
            first = one.getsockname()[1]
            try:
                other = socket.create_server(("127.0.0.1", first + 1))
            except (OSError, OverflowError):
                continue
            with other:
                yield first, first + 1
                return
    raise AssertionError("no two ports in a row are free")


class Refusing:
    """Scripts of which one has a fault, once."""

    def __init__(self) -> None:
        self.faults = [BadScript("idea.yml", 3, "unknown step")]

    async def reload(self) -> list[BadScript]:
        found, self.faults = self.faults, []
        return found


async def test_a_refused_reload_is_not_reloaded(capsys: pytest.CaptureFixture[str]) -> None:
    service = cast("Service", SimpleNamespace(premises=Refusing()))
    with structlog.testing.capture_logs() as told:
        await _reload(service)
        await _reload(service)
    assert [line["event"] for line in told] == ["not all was reloaded", "reloaded"]
    assert "idea.yml:3" in capsys.readouterr().err


def test_an_address_of_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    # TEST-NET-1 (RFC 5737): no machine has it
    monkeypatch.setenv("PALABRE_HOST", "192.0.2.1")
    result = CliRunner().invoke(palabre, ["serve"])
    assert "PALABRE_HOST" in str(result.exception) and result.output == ""
