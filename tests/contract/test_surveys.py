"""Does one response of a person count, and does an anonymous one lead to nobody?"""

from __future__ import annotations

from dataclasses import replace

from dialogues.conversation import Conversation
from dialogues.session import Session
from storage.answers import Answer
from storage.database import Database
from storage.models import metadata
from storage.outbound import Sent
from storage.responses import Response
from storage.surveys import Survey
from storage.unit import Unit
from tests.contract.universe import NOW, incoming, later, outgoing

BUS = Survey("bus", {"fr": "Le bus"}, "survey-bus", "v1", NOW, NOW, "open", id="b")
RESPONSE = Response("1.1.survey-bus", "b", "p1", "v1", "sms", "fr", NOW, NOW)


def said(step: str, value: object, session: str, participant: str = "p1", type: str = "choice") -> Answer:
    return Answer(session, participant, "survey-bus", "v1", step, type, value, str(value), "said", NOW)


async def test_a_survey_is_kept_by_its_slug(database: Database) -> None:
    await database.transact(lambda u: u.surveys.save(BUS))
    changed = replace(BUS, id="other", state="closed", created_at=later(days=1), changed_at=later(days=1))
    await database.transact(lambda u: u.surveys.save(changed))
    kept = replace(changed, id="b", created_at=NOW)
    assert await database.read(lambda u: u.surveys.by_slug("bus")) == kept
    assert await database.read(lambda u: (u.surveys.all(), u.surveys.shown())) == ([kept], [kept])
    assert await database.read(lambda u: u.surveys.by_slug("tram")) is None


async def test_a_change_is_seen_by_the_stamp(database: Database) -> None:
    assert await database.read(lambda u: u.surveys.stamp()) == (0, None)
    await database.transact(lambda u: u.surveys.save(BUS))
    assert await database.read(lambda u: u.surveys.stamp()) == (1, NOW)
    await database.transact(lambda u: u.surveys.save(replace(BUS, changed_at=later(seconds=1))))
    assert await database.read(lambda u: u.surveys.stamp()) == (1, later(seconds=1))


def test_dates_and_staff_open_a_survey() -> None:
    dated = replace(BUS, opens_at=later(hours=1), closes_at=later(hours=2))
    taken = [dated.takes_answers(later(minutes=m)) for m in (59, 60, 119, 120)]
    assert taken == [False, True, True, False]
    assert not replace(BUS, state="draft").takes_answers(NOW)


async def test_the_last_session_counts(database: Database) -> None:
    again = replace(RESPONSE, session_id="2.1.survey-bus", state="done")
    await database.transact(lambda u: u.responses.note([RESPONSE]))
    await database.transact(lambda u: u.responses.note([replace(again, counts=False)]))
    first = await database.read(lambda u: u.responses.latest("p1", "b"))
    assert first == replace(RESPONSE, skipped=[])
    await database.transact(lambda u: u.responses.note([again]))
    assert await database.read(lambda u: u.responses.of_survey("b")) == [replace(again, skipped=[])]
    assert await database.read(lambda u: u.responses.finished()) == {"b": 1}
    assert await database.read(lambda u: u.responses.standing(["p1", "p2"])) == {("p1", "b"): "done"}


async def test_only_answers_that_count_are_results(database: Database) -> None:
    def store(unit: Unit) -> None:
        unit.responses.note(
            [RESPONSE, replace(RESPONSE, session_id="3.1.survey-bus", participant_id="p2", counts=False)]
        )
        unit.answers.add([said("night", "no", RESPONSE.session_id), said("why", "cold", RESPONSE.session_id)])
        unit.answers.add(
            [said("night", "yes", RESPONSE.session_id), said("night", "no", "3.1.survey-bus", "p2")]
        )
        unit.responses.unsay(RESPONSE.session_id, ["why"], later(hours=1))

    await database.transact(store)
    found = await database.read(lambda u: u.responses.answers("b"))
    assert [(a.step, a.value) for a in found] == [("night", "yes")]
    assert len(await database.read(lambda u: u.answers.of_participant("p1"))) == 3


async def test_a_ballot_is_cast_once(database: Database) -> None:
    await database.transact(lambda u: u.responses.cast([("b", "h1"), ("b", "h2")]))
    await database.transact(lambda u: u.responses.cast([("b", "h1")]))
    asked = [("b", "h1"), ("c", "h1"), ("b", "h3")]
    assert await database.read(lambda u: u.responses.has_cast(asked)) == {("b", "h1")}


async def test_a_merge_takes_ballots_along(database: Database) -> None:
    await database.transact(lambda u: u.responses.cast([("b", "gone"), ("c", "gone"), ("c", "kept")]))
    both = {"b": ("kept", "gone"), "c": ("kept", "gone"), "d": ("kept", "gone")}
    await database.transact(lambda u: u.responses.join_ballots(both))
    asked = [(s, h) for s in "bcd" for h in ("kept", "gone")]
    assert await database.read(lambda u: u.responses.has_cast(asked)) == {
        ("b", "kept"),
        ("c", "kept"),
        ("c", "gone"),
    }


async def test_two_who_become_one_have_one_voice(database: Database) -> None:
    def join(unit: Unit) -> list[Response]:
        who = unit.participants.resolve([("sms", "+1"), ("sms", "+2")], NOW)
        kept, gone = who["sms", "+1"], who["sms", "+2"]
        began = replace(RESPONSE, participant_id=kept, touched_at=later(hours=1))
        unit.responses.note(
            [began, replace(RESPONSE, session_id="9.1.survey-bus", participant_id=gone, state="done")]
        )
        assert unit.participants.merge(kept, gone, NOW)
        return unit.responses.of_survey("b")

    (left,) = await database.transact(join)
    assert (left.session_id, left.state) == ("9.1.survey-bus", "done")


async def test_an_anonymous_response_is_of_nobody(database: Database) -> None:
    def answer(unit: Unit) -> tuple[str, int]:
        unit.inbox.add([incoming("+33", "m1", "before"), incoming("+33", "m2", "secret")])
        who = unit.participants.resolve([("sms", "+33")], NOW)["sms", "+33"]
        ids = [unit.inbox.claim(1, NOW)[0].id]
        unit.inbox.handled(ids, NOW)
        ids += [unit.inbox.claim(1, NOW)[0].id]
        unit.inbox.handled(ids, NOW)
        session = f"{ids[1]}.1.survey-bus"
        unit.conversations.save(
            [Conversation(who, sessions=(Session(session, "survey-bus", "v1", "night"),))], NOW
        )
        unit.responses.note([replace(RESPONSE, session_id=session, participant_id=who)])
        unit.answers.add([said("night", "no", session, who)])
        unit.answers.add([said("night", "yes", session, who), said("why", "secret", session, who, "text")])
        unit.outbox.add(
            [outgoing("+33", 1, participant_id=who, content={"text": "secret"}, inbound_id=ids[1])], NOW
        )
        (going,) = unit.outbox.claim(1, NOW, "me", "sms")
        unit.outbox.sent([Sent(going.id, "SM1")], NOW)
        unit.responses.detach(session, "token", NOW)
        return who, ids[0]

    who, _ = await database.transact(answer)
    held = await database.read(lambda u: u.participants.export(who))
    assert held["answers"] == held["responses"] == held["sessions"] == []
    assert [row["content"] for row in held["outbox"]] == [{}]
    assert [row["payload"] for row in held["inbound"]] == [{"text": "before"}, {}]
    found = await database.read(lambda u: u.responses.answers("b"))
    assert [(a.session_id, a.participant_id, a.step, a.value, a.text) for a in found] == [
        ("token", "", "night", "yes", ""),
        ("token", "", "why", "secret", "secret"),
    ]
    assert {a.at for a in found} == {NOW.replace(hour=0)}


def test_a_ballot_holds_no_answer() -> None:
    assert {column.name for column in metadata.tables["ballots"].columns} == {"survey_id", "hash"}
