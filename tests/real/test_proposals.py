"""Is every one of 196 real proposals stored whole, byte for byte, whatever the channel?

The file is not part of this repository: it is read where PALABRE_REAL_DATA says, else beside the repository.
"""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

import pytest

from dialogues.events import Submitted
from tests.golden.stage import Stage

NAME = "mel_propositions_libres.csv"
BESIDE = Path(__file__).parents[3] / "shared" / "data"
FOLDER = Path(os.environ.get("PALABRE_REAL_DATA") or BESIDE)

#: words of the body that stand for the benefit; fewer would be asked about
BENEFIT_WORDS = 12

#: longest solution the idea dialogue takes, in characters
LONGEST = 4000


@cache
def proposals() -> tuple[dict[str, str], ...]:
    """Return the rows of the file, or skip."""
    file = FOLDER / NAME
    if not file.exists():
        pytest.skip(f"NOT TESTED, no {NAME}: set PALABRE_REAL_DATA to the folder that holds it")
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def told(style: str, proposal: dict[str, str]) -> list[Submitted]:
    """Tell a proposal to the assistant as its author might, and return what was handed in."""
    stage = Stage(style, known={"consents_asked": ["questions"]})
    body, title = proposal["body"], proposal["title"]
    stage.write("proposer une idée")
    stage.write(body)
    if waits_for(stage) == "solution":
        stage.write("c'est tout")
    stage.write(f"Le problème est celui-ci : {title}")
    stage.write(f"Cela changera ceci : {' '.join(body.split()[:BENEFIT_WORDS])}")
    while (waiting := waits_for(stage)) in ("theme", "place", "photo"):
        stage.write("1" if waiting == "theme" else "passer")
    stage.write("ok")
    return [event for event in stage.events if isinstance(event, Submitted)]


def waits_for(stage: Stage) -> str | None:
    active = stage.conversation.active
    return active.step if active is not None else None


def test_the_file_is_the_whole_file() -> None:
    assert len(proposals()) == 196


@pytest.mark.parametrize("style", ["sms", "telegram", "whatsapp"])
def test_each_is_stored_byte_for_byte(style: str) -> None:
    lost = []
    for proposal in proposals():
        submitted = told(style, proposal)
        solutions = [event.values["solution"].encode() for event in submitted]
        if solutions != [proposal["body"].encode()]:
            lost.append((proposal["id"], len(proposal["body"]), len(submitted)))
    assert lost == []


def test_none_is_too_long_to_be_taken() -> None:
    assert max(len(proposal["body"]) for proposal in proposals()) <= LONGEST
