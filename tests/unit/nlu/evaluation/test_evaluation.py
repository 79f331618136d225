"""Does an evaluation put everything held out to a back end, and say what came of it?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.errors import PalabreError
from bot.nlu.evaluation.evaluation import Evaluation, HeldOut, evaluate, read_held_out
from bot.nlu.evaluation.optouts import OptOuts
from bot.nlu.evaluation.page import write_mistakes, write_page
from bot.nlu.evaluation.picture import draw
from bot.nlu.sentences import Sentence
from bot.nlu.understanding import Entity, Understanding
from tests.unit.nlu.evaluation.parrot import THRESHOLDS, Parrot

TAUGHT = {
    "carrément": ("yes", 0.9),
    "jamais": ("no", 0.7),
    "peut être": ("no", 0.9),
    "gloubi": ("out_of_scope", 0.8),
    "laissez moi": ("unsubscribe", 0.9),
    "bus": ("unsubscribe", 0.9),
}
HELD_OUT = HeldOut(
    "fr",
    (
        Sentence("carrément", "yes"),
        Sentence("peut être", "yes"),
        Sentence("jamais", "no", (Entity("place", "jamais", 0, 6),)),
        Sentence("gloubi", "out_of_scope"),
    ),
    OptOuts(("laissez moi", "plus tard"), ("bus",)),
)


@pytest.fixture
async def evaluation() -> Evaluation:
    return await evaluate(Parrot(TAUGHT), HELD_OUT, THRESHOLDS)


def test_figures_are_those_of_the_trials(evaluation: Evaluation) -> None:
    assert evaluation.accuracy == 0.75
    assert evaluation.scope.caught == 1
    assert evaluation.scope.mistaken == pytest.approx(1 / 3)
    assert (evaluation.wishes.recall, evaluation.traps.taken) == (0.5, 1)
    assert [(one.kind, one.recall) for one in evaluation.findings] == [("place", 0)]


def test_the_page_says_the_figures(evaluation: Evaluation) -> None:
    page = write_page(evaluation)
    for words in ("accuracy 0.750", "caught 100.0%", "recall 50.0%", "yes               no", "place"):
        assert words in page


def test_the_page_says_the_memory_if_it_is_known(evaluation: Evaluation) -> None:
    assert "memory not known here" in write_page(evaluation)
    assert "memory 40 MB" in write_page(replace(evaluation, memory=39.6))


def test_the_page_quotes_nobody(evaluation: Evaluation) -> None:
    page = write_page(evaluation)
    assert [text for text in (*TAUGHT, "plus tard") if text in page] == []


def test_mistakes_are_quoted_when_asked(evaluation: Evaluation) -> None:
    said = write_mistakes(evaluation)
    assert [text for text in ("peut être", "plus tard", "bus") if text not in said] == []
    assert "carrément" not in said


def test_a_picture_is_drawn(evaluation: Evaluation, tmp_path: Path) -> None:
    draw([evaluation, evaluation], tmp_path / "two.svg")
    words = " ".join(ElementTree.parse(tmp_path / "two.svg").getroot().itertext())
    assert words.count("parrot, fr: 4 held-out sentences, accuracy 0.750") == 2
    draw([evaluation], tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_has_a_known_format(evaluation: Evaluation, tmp_path: Path) -> None:
    with pytest.raises(PalabreError, match=r"\.png or \.svg"):
        draw([evaluation], tmp_path / "a.doc")
    with pytest.raises(PalabreError, match="cannot be written"):
        draw([evaluation], tmp_path / "nowhere" / "a.png")


def test_held_out_sentences_need_their_file(tmp_path: Path) -> None:
    with pytest.raises(PalabreError, match=r"xx\.yml"):
        read_held_out("xx", tmp_path)


async def test_an_entity_that_overlaps_is_found() -> None:
    class Finder(Parrot):
        async def understand(self, texts: object, language: str) -> list[Understanding]:
            return [Understanding((), (Entity("place", "x", 2, 9),)) for _ in texts]  # type: ignore[attr-defined]

    found = (await evaluate(Finder({}), HELD_OUT, THRESHOLDS)).findings
    assert [(one.found, one.marked) for one in found] == [(1, 1)]
