"""Do outlines reach the districts of the same name, all or none, and a file that is broken nothing?"""

from __future__ import annotations

import io

import pytest
from aiohttp import FormData

from bot.console.role import Role
from bot.participation import shapes
from tests.unit.console.office import Client, Office
from tests.unit.participation.test_shapes import collection, feature

PATH = "/console/settings/districts/shapes"
EVIL = "<img src=x onerror=alert(1)>"


async def upload(
    office: Office, browser: Client, data: bytes, *, create: bool = True, name: str = "q.geojson"
) -> tuple[int, str]:
    form = FormData()
    form.add_field("csrf", office.csrf(browser))
    if create:
        form.add_field("create", "yes")
    form.add_field("file", io.BytesIO(data), filename=name, content_type="application/json")
    async with browser.post(PATH, data=form, allow_redirects=False) as answer:
        return answer.status, await answer.text()


async def drawn(office: Office) -> set[str]:
    return set(await office.desk.database.read(lambda unit: unit.territory.shapes()))


async def test_outlines_find_their_districts(office: Office) -> None:
    browser, known = await office.as_(Role.ADMIN), office.desk.room().town.districts[0]
    data = collection(feature(known.name.upper()), feature("Tout neuf"))
    assert (await upload(office, browser, data))[0] == 303
    assert await drawn(office) == {known.slug, "tout-neuf"}
    assert office.desk.room().town.districts[-1].name == "Tout neuf"
    map = await (await browser.get("/console/settings/districts/map")).json()
    assert {one["properties"]["name"] for one in map["features"]} == {known.name, "Tout neuf"}


async def test_unknown_names_are_listed(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    status, page = await upload(office, browser, collection(feature("Tout neuf")), create=False)
    assert status == 422
    assert "Tout neuf" in page
    assert await drawn(office) == set()


async def test_a_broken_file_is_one_sentence(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    for data, said in ((b"\x00" * 99, "pas du GeoJSON"), (b"", "Choisissez un fichier")):
        status, page = await upload(office, browser, data)
        assert (status, said in page) == (422, True)


async def test_names_and_file_names_are_data(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    _, page = await upload(office, browser, collection(feature(EVIL)), create=False, name=f"{EVIL}.geojson")
    assert EVIL not in page
    await upload(office, browser, collection(feature(EVIL)))
    assert EVIL not in await (await browser.get("/console/settings/districts")).text()


async def test_an_endless_file_is_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.console.settings import shapes as page

    monkeypatch.setattr(page, "SIZE", 1_000)
    browser = await office.as_(Role.ADMIN)
    assert (await upload(office, browser, b" " * 200_000))[0] == 413
    assert shapes.SIZE > 1_000


async def test_an_outline_may_be_erased(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    await upload(office, browser, collection(feature("Tout neuf")))
    sent = {"csrf": office.csrf(browser)}
    gone = "/console/settings/districts/tout-neuf/shape/remove"
    assert (await browser.post(gone, data=sent, allow_redirects=False)).status == 303
    assert await drawn(office) == set()
    assert (await browser.post(gone, data=sent, allow_redirects=False)).status == 404
