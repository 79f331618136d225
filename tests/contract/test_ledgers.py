"""Do answers, consents, definitions, downloads and the audit trail keep their history?"""

from __future__ import annotations

from dialogues.conversation import Conversation
from dialogues.session import Session
from storage.audit import Act
from storage.consents import Consent, Standing
from storage.database import Database
from storage.downloads import OPENINGS
from storage.unit import Unit
from tests.contract.universe import NOW, answer, later


def consent(who: str, purpose: str, given: bool) -> Consent:
    return Consent(who, purpose, given, NOW, "sms", "Voulez-vous…", "keyword")


async def test_the_last_word_on_a_purpose_counts(database: Database) -> None:
    def work(unit: Unit) -> None:
        people = unit.participants.resolve([("sms", str(n)) for n in range(3)], NOW)
        a, b, c = (people["sms", str(n)] for n in range(3))
        unit.consents.add([consent(a, "news", True), consent(a, "questions", True), consent(b, "news", True)])
        unit.consents.add([consent(a, "news", False)])
        assert unit.consents.current([a, b, c]) == {a: {"questions"}, b: {"news"}, c: frozenset()}

    await database.transact(work)


async def test_all_withdraws_every_purpose(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.consents.add(
            [consent(who, "news", True), consent(who, "questions", True), consent(who, "all", False)]
        )
        assert unit.consents.current([who]) == {who: frozenset()}
        unit.consents.add([consent(who, "news", True)])
        assert unit.consents.current([who]) == {who: {"news"}}

    await database.transact(work)


async def test_what_was_asked_is_known(database: Database) -> None:
    def work(unit: Unit) -> None:
        people = unit.participants.resolve([("sms", str(n)) for n in range(2)], NOW)
        a, b = (people["sms", str(n)] for n in range(2))
        asked = [consent(a, "news", False), consent(a, "questions", True), consent(b, "all", False)]
        unit.consents.add([*asked, consent(a, "news", True)])
        unit.consents.add([consent(a, "questions", False)])
        of_a = Standing(frozenset({"news", "questions"}), frozenset({"news"}))
        assert unit.consents.standing([a, b]) == {a: of_a, b: Standing()}
        assert unit.consents.standing([]) == {}

    await database.transact(work)


async def test_a_return_gives_back_what_stop_took(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        given = [consent(who, "news", True), consent(who, "questions", True), consent(who, "news", False)]
        unit.consents.add(given)
        assert unit.consents.before_stop([who]) == {who: frozenset()}
        unit.consents.add([consent(who, "all", False), consent(who, "participation", True)])
        assert unit.consents.before_stop([who]) == {who: {"questions"}}
        unit.consents.add([consent(who, "all", False)])
        assert unit.consents.before_stop([who]) == {who: {"participation"}}

    await database.transact(work)


async def test_a_correction_keeps_the_first_answer(database: Database) -> None:
    first, second = answer("title", "Abri"), answer("title", "Un abri")._replace(at=later(minutes=1))

    def work(unit: Unit) -> None:
        unit.answers.add([first, answer("theme", {"slug": "velo"}), answer("title", 3, session="other")])
        unit.answers.add([second])
        assert [a.value for a in unit.answers.of_session("s1")] == [{"slug": "velo"}, "Un abri"]
        history = [
            (a.value, a.replaced_at) for a in unit.answers.of_participant("p1") if a.session_id == "s1"
        ]
        assert history == [("Abri", second.at), ({"slug": "velo"}, None), ("Un abri", None)]

    await database.transact(work)


async def test_two_answers_in_one_batch_are_history(database: Database) -> None:
    def work(unit: Unit) -> None:
        last = answer("title", "c")._replace(at=later(minutes=2))
        unit.answers.add([answer("title", "a"), answer("title", "b"), last])
        assert [a.value for a in unit.answers.of_session("s1")] == ["c"]
        assert [a.replaced_at for a in unit.answers.of_participant("p1")] == [last.at, last.at, None]

    await database.transact(work)


async def test_any_value_comes_back_equal(database: Database) -> None:
    values = [None, True, 0, "", 1.5, 2**63 - 1, ["a", {"b": None}], "œ 🙂", "a'b\"c\\"]
    await database.transact(lambda u: u.answers.add([answer(str(n), v) for n, v in enumerate(values)]))
    found = await database.read(lambda u: u.answers.of_session("s1"))
    assert [a.value for a in found] == values
    assert [a.text for a in found] == [str(value) for value in values]


async def test_a_version_is_published_once(database: Database) -> None:
    def work(unit: Unit) -> None:
        assert unit.definitions.publish("idea", "1", {"steps": []}, NOW)
        assert not unit.definitions.publish("idea", "1", {"steps": ["other"]}, NOW)
        assert unit.definitions.publish("idea", "2", {"steps": [1]}, later(days=1))
        first, last = unit.definitions.get("idea", "1"), unit.definitions.latest("idea")
        assert first is not None
        assert last is not None
        assert (first.source, last.version, last.published_at) == ({"steps": []}, "2", later(days=1))
        assert unit.definitions.get("idea", "3") is None
        assert unit.definitions.latest("survey") is None

    await database.transact(work)


async def test_versions_in_use_are_needed(database: Database) -> None:
    def work(unit: Unit) -> None:
        for version in "123":
            unit.definitions.publish("idea", version, {"v": version}, NOW)
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        open_one, over = Session("a", "idea", "1"), Session("b", "idea", "2", state="done")
        unit.conversations.save([Conversation(who, sessions=(open_one, over))], NOW)
        assert unit.definitions.needed() == [("idea", {"v": "1"})]

    await database.transact(work)


async def test_a_link_is_taken_once(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.links.offer("first", who, later(hours=1))
        unit.links.offer("second", who, later(hours=1))
        assert unit.links.take("first", NOW) is None
        assert unit.links.take("second", later(hours=1)) is None
        assert unit.links.take("second", NOW) == who
        assert unit.links.take("second", NOW) is None
        unit.links.offer("third", who, later(hours=1))
        unit.links.purge(later(hours=1))
        assert unit.participants.export(who)["links"] == []

    await database.transact(work)


async def test_a_code_wears_out_and_expires(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.downloads.offer("hash", who, later(hours=1))
        assert unit.downloads.open("other", NOW) is None
        assert unit.downloads.open("hash", later(hours=1)) is None
        opened = [unit.downloads.open("hash", NOW) for _ in range(OPENINGS + 1)]
        assert opened == [who] * OPENINGS + [None]
        unit.downloads.purge(later(hours=2))
        assert unit.participants.export(who)["downloads"] == []

    await database.transact(work)


async def test_acts_are_kept_in_order(database: Database) -> None:
    acts = [
        Act(NOW, "staff:1", "publish", "idea:1", {"n": 1}),
        Act(later(days=1), "system", "erase", "idea:1"),
    ]
    await database.transact(lambda u: u.audit.add([*acts, Act(NOW, "staff:1", "publish", "idea:2")]))
    assert await database.read(lambda u: u.audit.of_subject("idea:1")) == acts
