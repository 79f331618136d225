"""Is memory told of processes that there are, and of no others?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.nlu.evaluation import memory
from bot.nlu.evaluation.memory import resident, weigh_embedded, weigh_rasa
from bot.nlu.rasa.process import LAUNCH


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED, memory is told by Linux alone")
async def test_what_loading_adds_is_told(tmp_path: Path) -> None:
    # no language: what is left is code and numpy
    added = await weigh_embedded(tmp_path, [])
    assert added is not None and 1 < added < 200


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED, memory is told by Linux alone")
def test_this_process_holds_some() -> None:
    assert (resident() or 0) > 1


async def test_nobody_knows_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "PROCESSES", tmp_path)
    assert (resident(), await weigh_embedded(tmp_path, []), await weigh_rasa(tmp_path, [])) == (
        None,
        None,
        None,
    )


async def test_servers_of_rasa_are_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "PROCESSES", tmp_path)
    pages = memory.MEGA // 4096 * 3
    for pid, command in (("11", str(LAUNCH)), ("12", "other.py"), ("13", str(LAUNCH))):
        (tmp_path / pid).mkdir()
        (tmp_path / pid / "cmdline").write_bytes(b"python\0" + command.encode() + b"\0")
        (tmp_path / pid / "statm").write_text(f"9999 {pages} 1 1 0 1 0")
    monkeypatch.setattr("os.sysconf", lambda _name: 4096)
    assert await weigh_rasa(tmp_path, []) == pytest.approx(6)
