"""Can themes, districts and consultations be added, ordered, retired and brought back?"""

from __future__ import annotations

import pytest

from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.settings.desk_clerk import Clerk


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    """Give an administrator at work."""
    return Clerk(office, await office.as_(Role.ADMIN))


def slugs(office: Office) -> list[str]:
    return [theme.slug for theme in office.desk.room().town.themes]


async def test_a_new_theme_comes_last(office: Office, clerk: Clerk) -> None:
    status, _ = await clerk.save(
        "/settings/themes/new", label_fr="Été & fêtes", keywords="bal, fête\nbal; feu"
    )
    assert status == 303
    last = office.desk.room().town.themes[-1]
    assert (last.slug, last.labels, last.keywords) == (
        "ete-fetes",
        {"fr": "Été & fêtes"},
        ("bal", "fête", "feu"),
    )


async def test_a_name_is_taken_once(office: Office, clerk: Clerk) -> None:
    before = slugs(office)
    await clerk.save("/settings/themes/new", label_fr="Fêtes")
    status, page = await clerk.save("/settings/themes/new", label_fr="fetes")
    assert status == 422
    assert "déjà pris" in page
    assert slugs(office) == [*before, "fetes"]


async def test_a_theme_without_a_name_is_refused(clerk: Clerk) -> None:
    status, page = await clerk.save("/settings/themes/new", keywords="bal")
    assert status == 422
    assert 'href="#f-label_fr"' in page


async def test_themes_move_and_stop_at_the_ends(office: Office, clerk: Clerk) -> None:
    first, second, *_ = slugs(office)
    await clerk.send(f"/settings/themes/{second}/move", {"to": "up"})
    assert slugs(office)[:2] == [second, first]
    await clerk.send(f"/settings/themes/{second}/move", {"to": "up"})
    assert slugs(office)[:2] == [second, first]
    assert (await clerk.send(f"/settings/themes/{second}/move", {"to": "sideways"}))[0] == 400


async def test_a_retired_theme_is_offered_no_more(office: Office, clerk: Clerk) -> None:
    gone = slugs(office)[0]
    await clerk.send(f"/settings/themes/{gone}/retire", {})
    assert gone not in slugs(office)
    assert "Retiré" in await (await clerk.browser.get("/console/settings/themes")).text()
    await clerk.save(f"/settings/themes/{gone}", keywords="autre")
    assert gone not in slugs(office)
    await clerk.send(f"/settings/themes/{gone}/restore", {})
    assert gone in slugs(office)


async def test_a_district_has_names_of_its_own(office: Office, clerk: Clerk) -> None:
    town = office.desk.room().town.districts
    status, page = await clerk.save("/settings/districts/new", name="Nouveau", aliases=town[0].name.upper())
    assert status == 422
    assert "déjà pris" in page
    assert (await clerk.save("/settings/districts/new", name="Nouveau", aliases="le neuf"))[0] == 303
    assert office.desk.room().town.districts[-1].aliases == ("le neuf",)


async def test_a_consultation_is_open_until_its_last_day_is_over(office: Office, clerk: Clerk) -> None:
    fields = {
        "title_fr": "Place du Marché",
        "state": "published",
        "opens_at": "2026-09-01",
        "closes_at": "2026-09-30",
    }
    rules = {"one_each": "yes", "least_solution": "20", "theme_mobilite": "yes"}
    status, _ = await clerk.save("/settings/consultations/new", **fields, **rules)
    assert status == 303
    found = office.desk.room().town.consultation("place-du-marche")
    assert found is not None
    assert found.closes_at is not None
    assert found.closes_at.astimezone(office.desk.timezone).isoformat() == "2026-10-01T00:00:00+02:00"
    assert [rule["kind"] for rule in found.rules] == ["one_each", "minimum_length", "themes"]
    assert found.rules[1]["text"]["fr"] == "solution : 20 caractères au moins"
    shown = await clerk.read("/settings/consultations/place-du-marche")
    assert (shown["closes_at"], shown["least_solution"], shown["one_each"]) == ("2026-09-30", "20", "yes")


async def test_rules_keep_their_own_words(office: Office, clerk: Clerk) -> None:
    before = office.desk.room().town.consultation("idees-ecole")
    assert before is not None
    await clerk.save("/settings/consultations/idees-ecole", title_fr="Nos écoles")
    after = office.desk.room().town.consultation("idees-ecole")
    assert after is not None
    assert list(after.rules) == list(before.rules)
    assert (after.opens_at, after.closes_at, after.id) == (before.opens_at, before.closes_at, before.id)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"opens_at": "2026-10-01", "closes_at": "2026-09-01"}, "avant le premier"),
        ({"opens_at": "demain"}, "Écrivez une date"),
        ({"closes_at": "9999-12-31"}, "Écrivez une date"),
        ({"least_title": "30", "most_title": "20"}, "plus petit que le minimum"),
        ({"least_title": "vingt"}, "nombre entier"),
        ({"state": "gone"}, "remplir ce champ"),
    ],
)
async def test_consultations_that_cannot_be_are_refused(
    clerk: Clerk, changed: dict[str, str], said: str
) -> None:
    status, page = await clerk.save("/settings/consultations/ombre", **changed)
    assert status == 422
    assert said in page


async def test_archived_consultations_take_no_ideas(office: Office, clerk: Clerk) -> None:
    await clerk.save("/settings/consultations/ombre", state="archived")
    assert office.desk.room().town.consultation("ombre") is None
    assert "Archivé" in await (await clerk.browser.get("/console/settings/consultations")).text()


@pytest.mark.parametrize("path", ["themes", "districts", "consultations"])
async def test_what_is_not_there_is_not_found(clerk: Clerk, path: str) -> None:
    assert (await clerk.browser.get(f"/console/settings/{path}/nothing")).status == 404
    assert (await clerk.send(f"/settings/{path}/nothing", {}))[0] == 404
