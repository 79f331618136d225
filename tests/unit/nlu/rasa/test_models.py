"""Is the model that is served known, and the one before kept?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PalabreError
from bot.nlu.rasa.models import Models


@pytest.fixture
def models(tmp_path: Path) -> Models:
    return Models(tmp_path)


def make(models: Models, digest: str) -> Path:
    path = models.path(digest)
    path.write_text(digest)
    return path


def test_there_is_none_at_first(models: Models) -> None:
    assert (models.current, models.previous) == (None, None)
    with pytest.raises(PalabreError, match="nlu train --backend rasa"):
        models.need_current()


def test_the_one_before_is_kept_and_no_other(models: Models) -> None:
    first, second, third = (make(models, digest) for digest in "abc")
    for model in (first, second, third):
        if not model.exists():
            make(models, model.name[4])
        models.take(model)
    assert (models.current, models.previous) == (third, second)
    assert not first.exists()


def test_taking_the_same_again_keeps_the_one_before(models: Models) -> None:
    first, second = make(models, "a"), None
    models.take(first)
    second = make(models, "b")
    models.take(second)
    models.take(second)
    assert (models.current, models.previous) == (second, first)


def test_a_model_that_is_gone_is_not_served(models: Models) -> None:
    model = make(models, "a")
    models.take(model)
    model.unlink()
    assert models.current is None
