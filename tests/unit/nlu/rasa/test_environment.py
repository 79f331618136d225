"""Is Rasa's environment found where every clone looks, and never half-made?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PalabreError
from bot.nlu.rasa import environment
from bot.nlu.rasa.environment import NoPython


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "palabre"


def programme(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_comments_do_not_ask_for_another(tmp_path: Path, cache: Path) -> None:
    pins = tmp_path / "rasa.txt"
    found = []
    for text in ("rasa==3.6.21", "# again\nrasa==3.6.21", "rasa==3.6.20"):
        pins.write_text(text)
        found.append(environment.environment_folder(pins))
    assert found[0] == found[1] != found[2]
    assert found[0].parent == cache


def test_what_is_not_made_is_told() -> None:
    assert environment.find_rasa() is None
    with pytest.raises(PalabreError, match="make nlu"):
        environment.need_rasa()


def test_a_shim_that_runs_nothing_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programme(tmp_path / "shims" / "python3.10", "exit 127")
    good = programme(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin" / "python", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(environment, "find_uv", lambda: "/bin/false")
    assert environment.find_python() == good


def test_no_python_is_one_sentence(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uv = programme(tmp_path / "uv", "exit 2")
    monkeypatch.setattr(environment, "find_uv", lambda: str(uv))
    monkeypatch.setattr(environment, "find_python", lambda: None)
    with pytest.raises(NoPython, match=r"3\.10.*could not be fetched"):
        environment.make_environment()
    assert [path.name for path in cache.iterdir()] == ["rasa.lock"]


def test_what_is_half_made_is_never_used(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """uv makes the environment, then fails to install."""
    uv = programme(
        tmp_path / "uv", 'test "$1" = venv && mkdir -p "$6/bin" && touch "$6/bin/python" && exit 0; exit 1'
    )
    monkeypatch.setattr(environment, "find_uv", lambda: str(uv))
    monkeypatch.setattr(environment, "find_python", lambda: Path("/usr/bin/python3.10"))
    with pytest.raises(PalabreError, match="uv pip install"):
        environment.make_environment()
    assert environment.find_rasa() is None


def test_a_whole_one_is_made_once(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = cache / ".rasa-left"
    left.mkdir(parents=True)
    log = tmp_path / "log"
    uv = programme(
        tmp_path / "uv",
        f'echo "$1" >> {log}; test "$1" = venv && mkdir -p "$6/bin" && touch "$6/bin/python"; exit 0',
    )
    monkeypatch.setattr(environment, "find_uv", lambda: str(uv))
    monkeypatch.setattr(environment, "find_python", lambda: Path("/usr/bin/python3.10"))
    assert environment.make_environment() == environment.make_environment() == environment.find_rasa()
    assert log.read_text().split() == ["venv", "pip"]
    assert not left.exists()
