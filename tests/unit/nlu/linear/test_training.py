"""Is what was labelled learnt, however few or uneven the labels are?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from bot.nlu.linear.model import load_model
from bot.nlu.linear.training import SHARPNESSES, learn


def test_one_label_teaches_nothing() -> None:
    with pytest.raises(ValueError, match="two labels"):
        learn(["un vélo", "un arbre"], ["a", "a"])


@pytest.mark.parametrize(
    "labels", [("a", "b"), ("a", "a", "b"), ("a", "b", "c"), ("a", "b", "b", "c", "c", "c")]
)
def test_few_examples_are_enough(labels: tuple[str, ...]) -> None:
    words = ("vélo", "arbre", "école", "gymnase", "fontaine", "théâtre")[: len(labels)]
    model = learn(words, labels)
    assert [model.rank(word)[0].label for word in words] == list(labels)
    assert model.sharpness in SHARPNESSES


def test_texts_without_words_are_passed_over() -> None:
    assert learn(["vélo", "😀", "", "arbre"], ["a", "a", "b", "b"]).rank("vélo")[0].label == "a"


def test_the_same_is_learnt_twice() -> None:
    texts, labels = ["vélo", "piste", "arbre", "parc"], ["a", "a", "b", "b"]
    assert learn(texts, labels).rank("piste d'arbre") == learn(texts, labels).rank("piste d'arbre")


def test_a_process_of_its_own_learns_too(tmp_path: Path) -> None:
    given = orjson.dumps({"texts": ["vélo", "arbre"], "labels": ["a", "b"]})
    command = [sys.executable, "-m", "bot.nlu.linear.training", str(tmp_path / "made.npz")]
    subprocess.run(command, input=given, check=True)
    assert load_model(tmp_path / "made.npz").rank("des vélos")[0].label == "a"
