"""Does a server of our own start, keep to itself, and end with us?"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import orjson
import psutil
import pytest

from bot.nlu.errors import BackendUnavailable
from bot.nlu.rasa.process import LAUNCH
from bot.nlu.rasa.server import RasaServer, check_port, free_port
from tests.unit.nlu.rasa.double import SECRET

#: seconds; a Python starts in less on a slow machine
LONG = 60.0


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that has the stand-in note where it runs."""
    path = tmp_path / "nlu-a.tar.gz"
    path.write_text(f"note {tmp_path / 'note'}")
    return path


def note(model: Path) -> dict[str, object]:
    found: dict[str, object] = orjson.loads((model.parent / "note").read_bytes())
    return found


def gone(folder: str) -> bool:
    return not Path(folder).exists()


async def test_it_serves_until_it_is_stopped(python: Path, model: Path) -> None:
    server = RasaServer(python, free_port(), SECRET)
    await server.start(model)
    assert server.pid is not None and psutil.pid_exists(server.pid)
    pid = server.pid
    await server.stop()
    assert not psutil.pid_exists(pid)


async def test_it_runs_in_a_folder_that_goes_with_it(python: Path, model: Path) -> None:
    server = RasaServer(python, free_port(), SECRET)
    await server.start(model)
    folder = str(note(model)["folder"])
    files = note(model)["files"]
    assert isinstance(files, list) and sorted(files) == ["bot", "credentials.yml", "dialogues"]
    await server.stop()
    assert gone(folder)


async def test_it_sees_none_of_our_secrets(
    python: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALABRE_TELEGRAM_TOKEN", "12345:abc")
    server = RasaServer(python, free_port(), SECRET)
    await server.start(model)
    assert server.pid is not None
    shown = " ".join(psutil.Process(server.pid).cmdline())
    await server.stop()
    environment = note(model)["environment"]
    assert isinstance(environment, dict)
    assert environment["RASA_TELEMETRY_ENABLED"] == "false" and environment["OMP_NUM_THREADS"] == "1"
    assert not [name for name in environment if name.startswith("PALABRE")]
    assert SECRET not in shown and SECRET not in str(environment)


async def test_its_death_is_noticed(python: Path, model: Path) -> None:
    server = RasaServer(python, free_port(), SECRET)
    await server.start(model)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    async with asyncio.timeout(LONG):
        await server.watch()
    await server.stop()
    assert gone(str(note(model)["folder"]))


async def test_a_model_that_cannot_be_read_is_told(python: Path, tmp_path: Path) -> None:
    (tmp_path / "nlu-b.tar.gz").write_text("broken")
    server = RasaServer(python, free_port(), SECRET)
    with pytest.raises(BackendUnavailable, match="it is broken"):
        await server.start(tmp_path / "nlu-b.tar.gz")
    await server.stop()


async def test_a_taken_port_is_told() -> None:
    async with await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0) as other:
        with pytest.raises(BackendUnavailable, match="another program listens"):
            check_port(other.sockets[0].getsockname()[1])


@pytest.mark.parametrize("frozen", [False, True])
def test_it_ends_when_we_are_killed(python: Path, model: Path, frozen: bool) -> None:
    port = free_port()
    folder = model.parent / "folder"
    folder.mkdir()
    words = [str(folder), "run", "--model", str(model), "-p", str(port)]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(python), str(LAUNCH), orjson.dumps(words).decode()],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    if frozen:
        child.suspend()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    if frozen:
        child.resume()
    psutil.wait_procs([child], timeout=LONG)
    assert not child.is_running()
    assert not folder.exists()


#: starts the command as `RasaProcess` does, tells its number, and waits to be killed
PARENT = """
import subprocess, sys, time
python, launch, words = sys.argv[1:]
child = subprocess.Popen([python, "-I", launch], stdin=subprocess.PIPE)
child.stdin.write(words.encode() + b"\\n"); child.stdin.flush()
print(child.pid, flush=True)
time.sleep(600)
"""
