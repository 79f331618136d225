"""Are ideas numbered, versioned and found, with the territory's lists around them?"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from storage.consultations import Consultation
from storage.database import Database, open_database
from storage.ideas import Idea, Words
from storage.territory import District, Theme, Voice
from storage.unit import Unit
from tests.contract.universe import NOW, later

WORDS = Words("Un abri", "Un abri à vélos", "Le vol", "Plus de vélos", NOW, {"name": "Gare"}, ("photo:1",))


def idea(number: int, who: str, **changed: object) -> Idea:
    base = Idea(f"i{number}", number, f"R{number}", who, WORDS, later(minutes=number), theme="velo")
    return replace(base, **changed)  # type: ignore[arg-type]


async def test_numbers_follow_each_other(database: Database) -> None:
    assert await database.transact(lambda u: u.ideas.next_number()) == 1
    assert await database.transact(lambda u: u.ideas.next_number(3)) == 2
    assert await database.transact(lambda u: u.ideas.next_number()) == 5


async def test_a_number_is_given_once(database_url: str) -> None:
    stores = [open_database(database_url) for _ in range(4)]
    tasks = [store.transact(lambda u: u.ideas.next_number()) for store in stores for _ in range(5)]
    assert sorted(await asyncio.gather(*tasks)) == list(range(1, 21))
    for store in stores:
        await store.close()


async def test_an_idea_comes_back_whole(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.ideas.add([idea(1, who), idea(2, who)])
        assert unit.ideas.of_participant(who) == [idea(1, who), idea(2, who)]
        assert unit.ideas.by_reference("R2") == idea(2, who)
        assert unit.ideas.by_reference("R3") is None

    await database.transact(work)


async def test_the_latest_words_count(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.ideas.add([idea(1, who)])
        assert unit.ideas.add_version("i1", replace(WORDS, title="Deux abris", at=later(days=1))) == 2
        found = unit.ideas.of_participant(who)
        assert [(i.words.title, i.words.n) for i in found] == [("Deux abris", 2)]
        assert len(unit.participants.export(who)["idea_versions"]) == 2

    await database.transact(work)


async def test_recent_ideas_come_newest_first(database: Database) -> None:
    def work(unit: Unit) -> None:
        who = unit.participants.resolve([("sms", "1")], NOW)["sms", "1"]
        unit.ideas.add([idea(n, who) for n in range(1, 4)] + [idea(4, who, state="draft")])
        assert [i.number for i in unit.ideas.recent(2)] == [3, 2]

    await database.transact(work)


async def test_open_consultations_are_found(database: Database) -> None:
    rows = [
        Consultation("velo", {"fr": "Le vélo"}, closes_at=later(days=9), rules=[{"name": "scope"}]),
        Consultation("ecole", {"fr": "L'école"}),
        Consultation("fini", {"fr": "Fini"}, closes_at=NOW),
        Consultation("bientot", {"fr": "Bientôt"}, opens_at=later(seconds=1)),
        Consultation("brouillon", {"fr": "Brouillon"}, state="draft"),
    ]
    await database.transact(lambda u: u.consultations.upsert(rows))
    found = await database.read(lambda u: u.consultations.open(NOW))
    assert [one.slug for one in found] == ["velo", "ecole"]
    assert replace(found[0], id="") == rows[0]
    known = await database.read(lambda u: u.consultations.all())
    assert [one.slug for one in known] == ["fini", "velo", "bientot", "ecole"]


async def test_a_consultation_keeps_its_id(database: Database) -> None:
    await database.transact(lambda u: u.consultations.upsert([Consultation("velo", {"fr": "Le vélo"})]))
    first = await database.read(lambda u: u.consultations.by_slug("velo"))
    await database.transact(lambda u: u.consultations.upsert([Consultation("velo", {"fr": "À vélo"})]))
    second = await database.read(lambda u: u.consultations.by_slug("velo"))
    assert first is not None
    assert second == replace(first, title={"fr": "À vélo"})
    assert await database.read(lambda u: u.consultations.by_slug("autre")) is None


async def test_the_territory_has_one_voice(database: Database) -> None:
    assert await database.read(lambda u: u.territory.voice()) == Voice()
    for name in ("la mairie de Loos", "la ville de Loos"):
        voice = Voice({"fr": name}, {"fr": "Réponse sous 30 jours"}, "0320000000")
        await database.transact(lambda u, voice=voice: u.territory.speak(voice))  # type: ignore[misc]
        assert await database.read(lambda u: u.territory.voice()) == voice


async def test_the_territory_is_replaced_whole(database: Database) -> None:
    themes = [Theme("velo", {"fr": "Vélo"}, ("piste",)), Theme("ecole", {"fr": "École"})]
    districts = [District("centre", "Centre", ("centre-ville",))]
    for given in ((themes, districts), (themes[::-1], []), (themes, districts)):
        await database.transact(lambda u, given=given: u.territory.replace(*given))  # type: ignore[misc]
        assert await database.read(lambda u: u.territory.themes()) == given[0]
        assert await database.read(lambda u: u.territory.districts()) == given[1]
