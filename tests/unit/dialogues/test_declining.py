"""Does "non" pass a question that only a place or a photo answers, where it may be passed?"""

from __future__ import annotations

from functools import cache

import pytest

from dialogues.definition import Library
from dialogues.engine import advance, begin
from dialogues.inputs import Circumstances, Reply, Start
from dialogues.loader import load_phrasebook, load_scripts
from dialogues.session import Session
from tests.golden.town import TOWN
from tests.unit.dialogues.scenes import AT, TELEGRAM

IDEA = (
    "des arceaux à vélo devant la gare",
    "les vélos gênent sur le trottoir, on ne passe plus",
    "on marchera sans danger et les vélos seront au sec",
    "autre",
)


@cache
def library() -> Library:
    return load_scripts(load_phrasebook()).library()


def play(*texts: str) -> Session:
    definition = library().get("idea")
    c = Circumstances(AT, "m", "fr", TELEGRAM, {**TOWN, "suggested_theme": "mobilite"})
    session, _ = begin(definition, Start(c, "idea"))
    for text in texts:
        session, _ = advance(definition, session, Reply(c, text))
    return session


@pytest.mark.parametrize("no", ["non", "nan", "NN", "non merci"])
def test_no_passes_a_place_and_a_photo(no: str) -> None:
    at_place = play(*IDEA)
    assert at_place.step == "place"
    assert play(*IDEA, no).step == "photo"
    assert play(*IDEA, no, no).step == "recap"


def test_a_street_called_no_is_a_place() -> None:
    assert play(*IDEA, "rue du Non-Retour").answers["place"].text == "rue du Non-Retour"
