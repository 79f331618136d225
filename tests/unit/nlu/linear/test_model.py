"""Does a model say what it learnt, why, and the same after it was kept?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.linear.model import LinearModel, load_model
from bot.nlu.linear.training import learn

TEXTS = (
    "un vélo",
    "des vélos en ville",
    "piste de vélo",
    "un arbre",
    "des arbres au parc",
    "planter un arbre",
)
LABELS = ("mobilite",) * 3 + ("nature",) * 3


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return learn(TEXTS, LABELS)


def test_the_likeliest_comes_first(model: LinearModel) -> None:
    ranked = model.rank("DES VELOS")
    assert [guess.label for guess in ranked] == ["mobilite", "nature"]
    assert ranked[0].likely > 0.5 and abs(sum(guess.likely for guess in ranked) - 1) < 1e-6


def test_the_words_that_decide_are_told(model: LinearModel) -> None:
    assert model.explain("le vélo dans la ville", "mobilite")[0] == "velo"
    assert "velo" not in model.explain("le vélo près de l'arbre", "nature")


@pytest.mark.parametrize("text", ["", "   ", "😀", "¿", "日本語"])
def test_what_is_not_known_is_not_guessed(model: LinearModel, text: str) -> None:
    assert model.rank(text) == [] and model.explain(text, "nature") == ()


def test_a_kept_model_says_the_same(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    again = load_model(tmp_path / "model.npz")
    assert again.rank("un arbre à vélos") == model.rank("un arbre à vélos")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"not numpy at all"])
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises((OSError, ValueError, KeyError)):
        load_model(tmp_path / "model.npz")


def test_weights_of_another_size_are_refused(model: LinearModel, tmp_path: Path) -> None:
    np.savez(
        tmp_path / "model.npz", labels=np.array(model.labels), rows=model.rows[:10], rarity=model.rarity,
        weights=model.weights, bias=model.bias, sharpness=np.float64(1),
    )  # fmt: skip
    with pytest.raises(ValueError, match="another size"):
        load_model(tmp_path / "model.npz")


def test_the_service_needs_no_scikit_learn() -> None:
    import subprocess
    import sys

    code = (
        "import sys, bot.participation.themes; sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
