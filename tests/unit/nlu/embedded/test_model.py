"""Do weights understand, alike before and after they were kept?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.embedded.model import REMEMBERED, Model, load, save


def test_it_tells_a_wish_from_its_likeness(model: Model) -> None:
    heard = [model.guess(text)[0].intent for text in ("stop aux pesticides svp", "stop vos sms", "bonjour !")]
    assert heard == ["propose_idea", "unsubscribe", "greet"]


def test_confidences_are_shares_of_one_best_first(model: Model) -> None:
    shares = [guess.confidence for guess in model.guess("des arbres svp")]
    assert shares == sorted(shares, reverse=True) and sum(shares) == pytest.approx(1, abs=1e-5)


def test_every_intent_is_ranked(model: Model) -> None:
    assert {guess.intent for guess in model.guess("zzz")} == set(model.intents)


@pytest.mark.parametrize("text", ["", "  ", "😀😀", "\x00\u200b", "…"])
def test_nothing_is_guessed_of_nothing(model: Model, text: str) -> None:
    assert model.guess(text) == ()


def test_what_was_kept_guesses_alike(model: Model, tmp_path: Path) -> None:
    save(model, tmp_path / "models" / "m.npz")
    kept = load(tmp_path / "models" / "m.npz")
    assert kept.guess("plus de bancs, moins de sms") == model.guess("plus de bancs, moins de sms")


def test_keeping_leaves_no_half_file(model: Model, tmp_path: Path) -> None:
    save(model, tmp_path / "m.npz")
    save(model, tmp_path / "m.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["m.npz"]


def test_a_failed_write_leaves_the_old_one(model: Model, tmp_path: Path) -> None:
    (tmp_path / "m.npz").mkdir()
    with pytest.raises(IsADirectoryError):
        save(model, tmp_path / "m.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["m.npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"not weights"])
def test_a_torn_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.npz").write_bytes(content)
    with pytest.raises(ValueError, match=r"weights|allow_pickle|data"):
        load(tmp_path / "m.npz")


def test_weights_are_small_numbers(model: Model) -> None:
    assert model.weights.dtype == np.float32 and model.weights.shape[1] == len(model.intents)


def test_words_met_lately_are_not_kept_for_ever(model: Model) -> None:
    for number in range(REMEMBERED + 10):
        model.guess(f"mot{number:x}q")
    assert 0 < len(model.remembered) <= REMEMBERED


def test_a_word_means_the_same_the_second_time(model: Model) -> None:
    assert model.guess("plus de sms, plus de bancs") == model.guess("plus de sms, plus de bancs")
