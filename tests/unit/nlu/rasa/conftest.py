"""Which stand-in for Rasa's environment do these tests share?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.nlu.rasa.standin import make_standin


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_standin(tmp_path_factory.mktemp("standin") / "environment")
