"""How does the service come to understand by itself, and what when it does not?"""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import set_up_logs
from bot.nlu.embedded import backend as module
from bot.nlu.embedded.backend import MODELS, EmbeddedBackend
from bot.nlu.embedded.cache import path_of
from bot.nlu.embedded.model import Model, save
from bot.nlu.territory_data import Named, Territory

PLACES = {"fr": Territory(places=(Named("gare", ("la gare",)),))}


@pytest.fixture
def kept(tmp_path: Path, model: Model) -> Path:
    """Give a data folder in which French has been learnt."""
    save(model, path_of(tmp_path / MODELS, "fr"))
    return tmp_path


@pytest.fixture
def logged() -> io.StringIO:
    """Give what is logged."""
    stream = io.StringIO()
    set_up_logs(stream=stream)
    return stream


def lives(folder: Path) -> bool:
    """Tell whether the child that wrote its number there still runs."""
    try:
        os.kill(int((folder / "pid").read_text()), 0)
    except ProcessLookupError:
        return False
    return True


async def test_kept_weights_are_taken_up(kept: Path, logged: io.StringIO) -> None:
    backend = EmbeddedBackend(kept, ("fr",), PLACES)
    await backend.prepare()
    (understood,) = await backend.understand(["des arbres à la gare"], "fr")
    assert understood.guesses[0].intent == "propose_idea"
    assert [(e.kind, e.value, e.start, e.end) for e in understood.entities] == [("place", "gare", 13, 20)]
    assert logged.getvalue() == ""


async def test_before_it_is_ready_it_says_nothing(tmp_path: Path) -> None:
    backend = EmbeddedBackend(tmp_path, ("fr",))
    assert [u.guesses for u in await backend.understand(["bonjour", "stop"], "fr")] == [(), ()]


async def test_a_language_without_data_is_not_waited_for(tmp_path: Path) -> None:
    backend = EmbeddedBackend(tmp_path, ("xx",))
    await backend.prepare()
    assert backend.ready == frozenset()


async def test_new_names_are_taken_up(kept: Path) -> None:
    backend = EmbeddedBackend(kept, ("fr",))
    await backend.prepare()
    backend.learn_names({"fr": Territory(themes=(Named("nature", ("arbres",)),))})
    (understood,) = await backend.understand(["des arbres à la gare"], "fr")
    assert [entity.value for entity in understood.entities] == ["nature"]


async def test_a_failed_training_is_said_once(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    backend = EmbeddedBackend(tmp_path, ("fr",))
    await backend.prepare()
    assert logged.getvalue().count("free texts are not understood") == 1
    assert [u.guesses for u in await backend.understand(["bonjour"], "fr")] == [()]


async def test_a_child_that_hangs_is_ended(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    await EmbeddedBackend(tmp_path, ("fr",)).prepare()
    assert "TimeoutError" in logged.getvalue()
    assert not lives(tmp_path)


async def test_stopping_the_service_ends_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    pipe = tmp_path / "started"
    os.mkfifo(pipe)
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\necho > {pipe}\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    task = asyncio.create_task(EmbeddedBackend(tmp_path, ("fr",)).prepare())
    async with asyncio.timeout(60):
        await asyncio.to_thread(pipe.read_text)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not lives(tmp_path)


async def test_weights_are_read_at_the_first_text(tmp_path: Path, model: Model, logged: io.StringIO) -> None:
    path = path_of(tmp_path / MODELS, "en")
    save(model, path_of(tmp_path / MODELS, "fr"))
    save(model, path)
    backend = EmbeddedBackend(tmp_path, ("fr", "en"))
    await backend.prepare()
    assert backend.ready == {"fr", "en"} and backend.lacking == ()
    assert not backend._models
    assert backend.read("des arbres", "en").guesses[0].intent == "propose_idea"
    path.unlink()
    assert backend.read("des arbres", "en").guesses
    assert logged.getvalue() == ""


async def test_weights_that_went_are_said_once(kept: Path, model: Model, logged: io.StringIO) -> None:
    path = path_of(kept / MODELS, "en")
    save(model, path)
    backend = EmbeddedBackend(kept, ("fr", "en"))
    await backend.prepare()
    path.unlink()
    assert [backend.read("des arbres", "en").guesses for _ in range(2)] == [(), ()]
    assert logged.getvalue().count("weights are unreadable") == 1
    assert backend.lacking == ("en",)


async def test_other_torn_weights_are_learnt_anew(
    kept: Path, model: Model, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(kept / MODELS, "en")
    save(model, path)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + bytes(50) + whole[150:])
    monkeypatch.setattr(sys, "executable", str(kept / "no-python"))
    await EmbeddedBackend(kept, ("fr", "en")).prepare()
    assert "weights are unreadable" in logged.getvalue() and "learning to understand" in logged.getvalue()


async def test_torn_weights_are_learnt_anew(
    kept: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    path_of(kept / MODELS, "fr").write_bytes(b"torn")
    monkeypatch.setattr(sys, "executable", str(kept / "no-python"))
    await EmbeddedBackend(kept, ("fr",)).prepare()
    assert "weights are unreadable" in logged.getvalue() and "learning to understand" in logged.getvalue()


def test_the_service_never_imports_scikit_learn(kept: Path) -> None:
    """In a process of its own, for the others of this run have it."""
    code = (
        "import asyncio, sys; from pathlib import Path\n"
        "from bot.nlu.embedded.backend import EmbeddedBackend\n"
        f"b = EmbeddedBackend(Path({str(kept)!r}), ('fr',))\n"
        "asyncio.run(b.prepare()); assert b.ready\n"
        "assert asyncio.run(b.understand(['bonjour'], 'fr'))[0].guesses\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('sklearn', 'scipy', 'joblib')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
