"""Is a place taken as a point, a district, or words?"""

from __future__ import annotations

import pytest

from dialogues.inputs import Point
from dialogues.questions.location import LocationQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import DISTRICTS, TELEGRAM, reply, scene

ASKED = scene(known={"districts": DISTRICTS})


def test_a_point_is_taken() -> None:
    read = LocationQuestion().read(reply(point=Point(50.6, 3.06, "Mairie")), ASKED)
    assert read == Accepted({"latitude": 50.6, "longitude": 3.06, "name": "Mairie"})


@pytest.mark.parametrize("point", [Point(91, 0), Point(0, 181), Point(float("nan"), 0)])
def test_a_point_off_the_earth_is_refused(point: Point) -> None:
    assert LocationQuestion().read(reply(point=point), ASKED) == Refused("question.location.hint.unknown")


@pytest.mark.parametrize(
    ("text", "district"),
    [
        *(
            ("Centre", "c"),
            ("le centre", "c"),
            ("centre ville", "c"),
            ("au centre-ville", "c"),
            ("Cnetre", "c"),
            ("hyper centre", "c"),
        ),
        *(
            ("la gare", "g"),
            ("gare", "g"),
            ("Saint Sauveur", "s"),
            ("st-sauveur", "s"),
            ("saint sauveurr", "s"),
        ),
    ],
)
def test_a_district_is_found(text: str, district: str) -> None:
    read = LocationQuestion().read(reply(text), ASKED)
    assert isinstance(read, Accepted) and read.value["district"] == district


@pytest.mark.parametrize(
    "text",
    [
        "12 rue des Lilas",
        "rue du Centre",
        "place de la gare",
        "devant l'école Jean Moulin ",
        "rond-point de l'Europe, Centre",
    ],
)
def test_an_address_is_kept_as_written(text: str) -> None:
    assert LocationQuestion().read(reply(text), ASKED) == Accepted({"text": text})


@pytest.mark.parametrize("text", ["", "12", "je sais pas", "oui", "🚲", "bonjour", "\x00\u200f"])
def test_no_place_gets_a_hint(text: str) -> None:
    assert LocationQuestion().read(reply(text), ASKED) == Refused("question.location.hint.unknown")


def test_two_districts_are_asked() -> None:
    assert isinstance(LocationQuestion().read(reply("centre ou gare"), ASKED), Unclear)


def test_the_district_offered_can_be_tapped() -> None:
    assert LocationQuestion().read(reply(choice="g"), ASKED) == Accepted({"district": "g", "name": "La Gare"})


def test_a_point_is_wanted_where_it_can_be_shared() -> None:
    assert [LocationQuestion().ask(scene(capabilities=c)).wants for c in (TELEGRAM, ASKED.capabilities)] == [
        "location",
        None,
    ]


def test_each_kind_is_shown() -> None:
    values = [
        {"text": "12 rue"},
        {"district": "c", "name": "Centre"},
        {"latitude": 1, "longitude": 2, "name": ""},
    ]
    assert [LocationQuestion().show(v, ASKED) for v in values] == ["12 rue", "Centre", "1.00000, 2.00000"]
