"""Does a model's name change with whatever it is made from?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PalabreError
from bot.nlu.rasa.corpus import Corpus, gather

CORPUS = Corpus({"fr-a.yml": b"a", "fr-b.yml": b"b"}, b"pipeline", b"components")


@pytest.mark.parametrize(
    "other",
    [
        Corpus({"fr-a.yml": b"a", "fr-b.yml": b"c"}, b"pipeline", b"components"),
        Corpus({"fr-a.yml": b"a", "en-b.yml": b"b"}, b"pipeline", b"components"),
        Corpus({"fr-a.yml": b"ab", "fr-b.yml": b""}, b"pipeline", b"components"),
        Corpus(CORPUS.files, b"pipelines", b"omponents"),
        Corpus(CORPUS.files, b"pipeline"),
    ],
)
def test_another_corpus_has_another_digest(other: Corpus) -> None:
    assert other.digest != CORPUS.digest


def test_the_order_of_files_is_nothing() -> None:
    assert Corpus({"fr-b.yml": b"b", "fr-a.yml": b"a"}, b"pipeline", b"components").digest == CORPUS.digest


def test_languages_and_names_are_gathered(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "greet.yml").write_text("nlu: []")
    corpus = gather(("fr", "sv"), {"names-fr.yml": "nlu: []"}, tmp_path)
    assert sorted(corpus.files) == ["fr-greet.yml", "names-fr.yml"]
    assert (
        b"weighing.WeighingClassifier" in corpus.pipeline and b"class WeighingClassifier" in corpus.components
    )


def test_nothing_to_learn_from_is_told(tmp_path: Path) -> None:
    with pytest.raises(PalabreError, match="no sentences"):
        gather(("fr",), {}, tmp_path)
