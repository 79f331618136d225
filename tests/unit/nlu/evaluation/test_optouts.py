"""Is it counted who wanted silence, got it, or was only thought to want it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PalabreError
from bot.nlu.evaluation.optouts import Heard, OptOuts, listen, read_optouts
from tests.unit.nlu.evaluation.parrot import THRESHOLDS, Parrot

TAUGHT = {
    "virez mon nom": ("unsubscribe", 0.8),
    "ça suffit": ("unsubscribe", 0.45),
    "assez": ("unsubscribe", 0.2),
    "oh non": ("no", 0.9),
}


async def test_every_outcome_is_counted() -> None:
    heard = await listen(Parrot(TAUGHT), ["STOP svp", *TAUGHT, "jamais vu"], "fr", THRESHOLDS)
    assert heard == Heard(
        ruled=("STOP svp",),
        acted=("virez mon nom",),
        asked=("ça suffit",),
        missed=("assez", "oh non", "jamais vu"),
    )
    assert (heard.all, heard.recall, heard.taken) == (6, 0.5, 1 / 3)


def test_nobody_heard_is_no_fault() -> None:
    assert (Heard().recall, Heard().taken) == (0, 0)


def test_each_language_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "optouts.yml"
    file.write_text("optouts: {fr: [assez]}\ntraps: {fr: [encore], en: [again]}\n", encoding="utf-8")
    assert read_optouts(file, "fr") == OptOuts(("assez",), ("encore",))
    assert read_optouts(file, "en") == OptOuts((), ("again",))
    assert read_optouts(file, "pt") == OptOuts()


@pytest.mark.parametrize("bad", ["[", "optouts: {}", "- a"])
def test_a_bad_file_is_named(bad: str, tmp_path: Path) -> None:
    file = tmp_path / "optouts.yml"
    file.write_text(bad, encoding="utf-8")
    with pytest.raises(PalabreError, match=r"optouts\.yml"):
        read_optouts(file, "fr")
