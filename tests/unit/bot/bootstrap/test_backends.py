"""Can every back end be opened by its name, and none but those?"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.bootstrap.backends import OPENERS, invented, open_backend
from bot.cli import palabre
from bot.errors import PalabreError
from bot.nlu.thresholds import THRESHOLDS
from bot.settings import Settings
from tests.kill.serving import free_port


def test_every_back_end_has_its_thresholds() -> None:
    assert OPENERS.keys() == THRESHOLDS.keys()


async def test_an_unknown_back_end_is_named(tmp_path: Path) -> None:
    with pytest.raises(PalabreError, match=r"oracle cannot be opened here: there is embedded, rasa"):
        await open_backend("oracle", Settings(data=tmp_path))


async def test_a_back_end_bears_its_name(tmp_path: Path) -> None:
    backend = await open_backend("rasa", Settings(data=tmp_path))
    try:
        assert backend.name == "rasa"
    finally:
        await backend.close()


def test_a_server_that_is_away_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_DATA", str(tmp_path))
    monkeypatch.setenv("PALABRE_RASA_URL", f"http://127.0.0.1:{free_port()}")
    done = CliRunner().invoke(palabre, ["nlu", "evaluate", "--backend", "rasa"])
    assert isinstance(done.exception, PalabreError)
    assert "rasa does not answer" in str(done.exception)


def test_the_invented_town_has_its_names() -> None:
    named = invented(("fr", "en"))
    assert {one.slug for one in named["en"].places} >= {"lilas", "gare"}
    assert "Getting around" in {name for theme in named["en"].themes for name in theme.names}
