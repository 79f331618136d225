"""Can what was added to nlu_data be taught?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.bootstrap.teachers import TEACHERS, teach_embedded
from bot.errors import PalabreError
from bot.nlu.thresholds import THRESHOLDS
from bot.settings import Settings


def test_every_back_end_has_a_teacher() -> None:
    assert TEACHERS.keys() == THRESHOLDS.keys()


async def test_what_was_learnt_is_said(tmp_path: Path) -> None:
    told: list[str] = []
    await teach_embedded(Settings(data=tmp_path, languages=("pt",)), told.append)
    assert told[0].startswith("pt: understood") and list((tmp_path / "models").glob("nlu-pt-*.npz"))


async def test_a_failure_names_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(PalabreError, match="nothing was learnt of pt"):
        await teach_embedded(Settings(data=tmp_path, languages=("pt",)), print)
