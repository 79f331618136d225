"""Do words satisfy what anything that finds close ideas must do?"""

from __future__ import annotations

from bot.participation.corpus import Corpus
from bot.participation.similarity import Similarity, Text


def test_words_find_close_ideas() -> None:
    similarity: Similarity = Corpus()
    similarity.add(Text("VELO-1", "Arceaux", "des arceaux pour attacher les vélos devant l'école"))
    (near,) = similarity.near("un arceau pour vélos à l'école")
    assert (near.reference, near.title, near.shared) == ("VELO-1", "Arceaux", ("arceau", "école", "vélos"))
    assert 0 < near.score <= 1


def test_what_was_forgotten_is_not_found() -> None:
    similarity: Similarity = Corpus()
    similarity.add(Text("A", "", "planter des tilleuls"))
    similarity.forget("A")
    similarity.forget("never known")
    assert similarity.near("planter des tilleuls") == [] and len(similarity) == 0
