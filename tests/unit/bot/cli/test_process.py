"""Is a port that is taken told before anything else, with what to do?"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import palabre


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
    assert f"PALABRE_PORT={taken + 1}" in str(result.exception)
    assert not (tmp_path / "data").exists()


def test_an_address_of_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path / "data"))
    # TEST-NET-1 (RFC 5737): no machine has it
    monkeypatch.setenv("PALABRE_HOST", "192.0.2.1")
    result = CliRunner().invoke(palabre, ["serve"])
    assert "PALABRE_HOST" in str(result.exception) and result.output == ""
