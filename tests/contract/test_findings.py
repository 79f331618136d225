"""Does the store count what a survey found: only what counts, each person once, words a page at a time?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.answers import Answer
from storage.broadcast import Broadcast
from storage.database import Database
from storage.findings import Standing, Words
from storage.responses import Response
from storage.surveys import Survey
from storage.unit import Unit
from tests.contract.universe import NOW, later

TYPES = ("choice", "choices", "yesno")


def response(n: int, **changed: object) -> Response:
    """Return the response of one person."""
    given = Response(f"s{n}", "b", f"p{n}", "v1", "sms", "fr", NOW, NOW, state="done", skipped=[])
    return replace(given, **changed)  # type: ignore[arg-type]


def said(n: int, step: str, value: object, type: str = "choice") -> Answer:
    return Answer(f"s{n}", f"p{n}", "survey-bus", "v1", step, type, value, str(value), "said", NOW)


RESPONSES = [
    response(1, district="nord"),
    response(2, channel="telegram", skipped=["why"]),
    response(3, state="open", step="why", touched_at=later(hours=1), version="v2"),
    response(4, counts=False),
]
ANSWERS = [
    said(1, "taken", "often"),
    said(2, "taken", "never"),
    said(3, "taken", "often"),
    said(4, "taken", "never"),
    said(1, "nights", ["friday", "saturday"], "choices"),
    said(1, "why", "100 % d'accord", "text"),
    said(3, "why", "trop cher", "text"),
]


@pytest.fixture
async def answered(database: Database) -> Database:
    """Give a store in which three people answered, one of them twice."""

    def store(unit: Unit) -> None:
        unit.surveys.save(Survey("bus", {}, "survey-bus", "v1", NOW, NOW, "open", id="b"))
        unit.responses.note(RESPONSES)
        unit.answers.add(ANSWERS)

    await database.transact(store)
    return database


async def test_only_what_counts_is_counted(answered: Database) -> None:
    read = answered.read
    assert await read(lambda u: u.findings.stamp("b")) == (3, later(hours=1))
    standing = await read(lambda u: u.findings.standing("b"))
    assert sorted(standing, key=str) == [
        Standing("sms", "done", "", [], "v1", 1),
        Standing("sms", "open", "why", [], "v2", 1),
        Standing("telegram", "done", "", ["why"], "v1", 1),
    ]
    assert await read(lambda u: u.findings.finished(["b", "c"])) == {"b": (3, 2)}
    assert await read(lambda u: u.findings.versions("b")) == ["v1", "v2"]
    assert await read(lambda u: u.findings.districts("b")) == {"nord": 1, "": 1}
    assert await read(lambda u: u.findings.stamp("none")) == (0, None)


async def test_values_are_counted_by_question(answered: Database) -> None:
    found = await answered.read(lambda u: u.findings.values("b", TYPES))
    assert sorted(found, key=str) == [
        ("nights", "choices", ["friday", "saturday"], 1),
        ("taken", "choice", "never", 1),
        ("taken", "choice", "often", 2),
        ("why", "text", None, 2),
    ]


async def test_answers_are_crossed(answered: Database) -> None:
    found = await answered.read(lambda u: u.findings.crossed("b", "taken", "channel"))
    assert sorted(found) == [("sms", "often", 2), ("telegram", "never", 1)]
    paired = await answered.read(lambda u: u.findings.paired("b", "nights", "taken"))
    assert paired == [("often", ["friday", "saturday"], 1)]
    with pytest.raises(KeyError):
        await answered.read(lambda u: u.findings.crossed("b", "taken", "participant_id"))


async def search_words(database: Database, search: str) -> list[Words]:
    """Return what was written with these signs in it."""
    return await database.read(lambda u: u.findings.words("b", "why", "", search, 5))


async def test_words_come_page_by_page(answered: Database) -> None:
    first = await answered.read(lambda u: u.findings.words("b", "why", "", "", 1))
    assert [(one.place, one.text) for one in first] == [("s1", "100 % d'accord")]
    rest = await answered.read(lambda u: u.findings.words("b", "why", "s1", "", 5))
    assert [one.text for one in rest] == ["trop cher"]
    for search, many in (("CHER", 1), ("100 %", 1), ("%", 1), ("_", 0), ("", 2)):
        assert len(await search_words(answered, search)) == many


async def test_who_was_asked_is_counted_once(database: Database) -> None:
    def ask(unit: Unit) -> None:
        first = Broadcast("un", "questions", {}, NOW, "staff:1", NOW, survey="bus", dialogue="survey-bus")
        again = replace(first, slug="deux", reminds="un")
        for one in (first, again):
            added = unit.broadcasts.add(one)
            assert added is not None
            for n, state in enumerate(("sent", "failed", "excluded")):
                row = (
                    "INSERT INTO broadcast_recipients (broadcast_id, participant_id, channel, address, language,"
                    f" introduced, wave, state, cause, changed_at) VALUES ('{added.id}', 'p{n}', 'sms', 'a{n}',"
                    f" 'fr', true, 0, '{state}', '', '2026-09-01 10:00:00')"
                )
                unit.connection.exec_driver_sql(row)

    await database.transact(ask)
    assert await database.read(lambda u: u.findings.invited(["bus", "tram"])) == {"bus": 2}
    reach = await database.read(lambda u: u.findings.reach("bus"))
    assert sorted(reach) == [("sms", "excluded", 1), ("sms", "failed", 1), ("sms", "sent", 1)]
