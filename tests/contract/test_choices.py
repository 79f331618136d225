"""Does the store keep what staff choose: lists in their order, shapes, and one number for every change?"""

from __future__ import annotations

from storage.database import Database
from storage.territory import District, Theme
from storage.unit import Unit

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}


async def test_every_change_has_a_number(database: Database) -> None:
    assert await database.read(lambda u: u.choices.revision()) == 0
    assert [await database.transact(lambda u: u.choices.hold()) for _ in range(3)] == [1, 2, 3]
    assert await database.read(lambda u: u.choices.revision()) == 3


async def test_choices_are_stored_and_dropped(database: Database) -> None:
    def work(unit: Unit) -> list[object]:
        unit.choices.put("caps", {"day": 1})
        unit.choices.put("caps", {"day": 2})
        found: list[object] = [unit.choices.all()]
        unit.choices.drop("caps")
        return [*found, unit.choices.all()]

    assert await database.transact(work) == [{"caps": {"day": 2}}, {}]


async def test_what_is_retired_is_offered_no_more(database: Database) -> None:
    kept, gone = Theme("velo", {"fr": "Vélo"}), Theme("bus", {"fr": "Bus"}, ("arrêt",), retired=True)

    def work(unit: Unit) -> None:
        unit.territory.replace([gone, kept], [District("nord", "Nord", (), True)])

    await database.transact(work)
    assert await database.read(lambda u: u.territory.themes()) == [kept]
    assert await database.read(lambda u: u.territory.themes(retired=True)) == [kept, gone]
    assert await database.read(lambda u: u.territory.districts()) == []


async def test_a_saved_row_keeps_its_place(database: Database) -> None:
    def work(unit: Unit) -> list[str]:
        for slug in ("a", "b", "c"):
            unit.territory.save(Theme(slug, {"fr": slug}))
        unit.territory.save(Theme("b", {"fr": "B"}))
        return [theme.labels["fr"] for theme in unit.territory.themes()]

    assert await database.transact(work) == ["a", "B", "c"]


async def test_lists_take_the_order_given(database: Database) -> None:
    def work(unit: Unit) -> list[str]:
        unit.territory.replace([], [District(slug, slug) for slug in "abc"])
        unit.territory.arrange(District, ["c", "a", "b"])
        return [district.slug for district in unit.territory.districts()]

    assert await database.transact(work) == ["c", "a", "b"]


async def test_a_shape_outlives_a_new_name(database: Database) -> None:
    def work(unit: Unit) -> None:
        unit.territory.save(District("nord", "Nord"))
        unit.territory.draw("nord", SQUARE)
        unit.territory.save(District("nord", "Quartier Nord"))

    await database.transact(work)
    assert await database.read(lambda u: u.territory.shapes()) == {"nord": SQUARE}
    await database.transact(lambda u: u.territory.draw("nord", None))
    assert await database.read(lambda u: u.territory.shapes()) == {}
