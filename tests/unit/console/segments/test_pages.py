"""Can staff build a segment piece by piece, and keep it without losing another's work?"""

from __future__ import annotations

import re

import pytest

from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.sendings.crowd import page, send, settle

PIECES = {
    "name": "Gens du centre", "k.r.0": "district", "v.r.0": "centre", "k.r.1": "set", "m.r.1": "any", "x.r.1": "yes",
    "k.r.1.0": "silent_days", "v.r.1.0": "30", "k.r.1.1": "proposed",
}  # fmt: skip
EDIT = "/sendings/segments/new"
SEEN = re.compile(r'name="seen" value="([^"]+)"')


async def kept(office: Office, slug: str = "gens-du-centre") -> object:
    return await office.service.database.read(lambda unit: unit.segments.by_slug(slug))


async def test_a_segment_is_built_and_kept(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    status, _, where = await send(office, browser, EDIT, **PIECES, act="save")
    assert (status, where) == (200, "/console/sendings/segments?done=saved")
    assert await kept(office) == {
        "all": [{"district": ["centre"]}, {"not": {"any": [{"silent_days": 30}, {"proposed": True}]}}]
    }
    text = (await page(browser, "/sendings/segments"))[1]
    assert "habite Centre, et ne remplit pas : n&#39;a rien écrit depuis 30 jours" in text.replace(
        "\u00a0", " "
    )
    assert 'value="centre" checked' in (await page(browser, "/sendings/segments/one/gens-du-centre"))[1]


async def test_buttons_add_and_remove_without_scripts(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    _, text, _ = await send(office, browser, EDIT, **PIECES | {"add.r.1": "language", "act": "grow r.1"})
    assert 'name="k.r.1.2" value="language"' in text and "Gens du centre" in text
    _, text, _ = await send(office, browser, EDIT, **PIECES | {"act": "cut r.0"})
    assert 'name="k.r.0" value="set"' in text and 'value="district"' not in text.replace(
        'option value="district"', ""
    )


async def test_what_is_missing_is_said_beside_it(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    wrong = {
        "name": "",
        "k.r.0": "district",
        "k.r.1": "silent_days",
        "v.r.1": "beaucoup",
        "k.r.2": "set",
        "sample_size": "0",
    }
    status, text, _ = await send(office, browser, EDIT, **wrong, act="save")
    assert status == 400
    for sentence in (
        "Donnez un nom",
        "Cochez au moins une réponse",
        "nombre de jours",
        "Ajoutez une condition",
        "1 000 000",
    ):
        assert sentence in text


async def test_the_second_of_two_editors_is_told(office: Office) -> None:
    first, second = await office.as_(Role.EDITOR), await office.as_(Role.ADMIN)
    await send(office, first, EDIT, **PIECES, act="save")
    shown = (await page(second, "/sendings/segments/one/gens-du-centre"))[1]
    seen = SEEN.search(shown)
    assert seen
    office.clock.pass_by(minutes=5)
    mine = {**PIECES, "slug": "gens-du-centre", "seen": seen[1], "name": "gens-du-centre"}
    status, text, _ = await send(office, first, EDIT, **mine | {"v.r.0": "gare"}, act="save")
    assert status == 200, text
    status, text, _ = await send(office, second, EDIT, **mine | {"v.r.1.0": "99"}, act="save")
    assert status == 409
    assert "Quartier de la Gare" in text and 'value="99"' in text
    again = SEEN.search(text)
    assert again and again[1] != seen[1]
    status, _, _ = await send(office, second, EDIT, **mine | {"v.r.1.0": "99", "seen": again[1]}, act="save")
    assert status == 200
    assert "99" in str(await kept(office))


async def test_a_new_one_takes_no_others_name(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, EDIT, **PIECES, act="save")
    status, text, _ = await send(office, browser, EDIT, **PIECES | {"v.r.0": "gare"}, act="save")
    assert status == 400 and "a déjà ce nom" in text
    assert "centre" in str(await kept(office))


async def test_counts_name_causes_and_hide_the_few(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await settle(office, "sms-1", "sms-2")
    _, text, _ = await send(office, browser, "/sendings/segments/count", purpose="news")
    assert "Moins de 5 personnes" in text and "<strong>" not in text
    await settle(office, *(f"sms-{n}" for n in range(10, 20)))
    await settle(office, *(f"sms-{n}" for n in range(20, 26)), purposes=("questions",))
    _, text, _ = await send(office, browser, "/sendings/segments/count", purpose="news")
    assert "<strong>12</strong>" in text
    assert "pas donné leur accord" in text and ": 6<" in text.replace("\u00a0", " ")
    _, text, _ = await send(office, browser, "/sendings/segments/count", **{"k.r.0": "district"})
    assert "Terminez les conditions" in text


async def test_a_sample_by_a_census_is_kept(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    drawn = {
        "name": "Tirage",
        "sample_size": "30",
        "sample_by": "district",
        "c.centre": "2 000",
        "c.gare": "1000",
    }
    status, text, _ = await send(office, browser, EDIT, **drawn, act="save")
    assert status == 200, text
    found = await kept(office, "tirage")
    assert isinstance(found, dict)
    assert found["sample"]["strata"] == {"centre": 20, "gare": 10}
    _, text = await page(browser, "/sendings/segments/one/tirage")
    assert "Pas assez de personnes pour" in text


async def test_a_segment_is_forgotten(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    await send(office, browser, EDIT, **PIECES, act="save")
    status, _, _ = await send(office, browser, "/sendings/segments/one/gens-du-centre/remove")
    assert status == 200 and await kept(office) is None
    assert (await send(office, browser, "/sendings/segments/one/gens-du-centre/remove"))[0] == 404


async def test_wild_forms_do_no_harm(office: Office) -> None:
    browser = await office.as_(Role.EDITOR)
    deep = {f"k.r{'.0' * n}": "set" for n in range(1, 60)}
    for fields in (
        deep,
        {"k.r.0": "nonsense", "k.r.1": "district", "v.r.1": "<img src=x onerror=alert(1)>"},
        {"act": "grow r.99.99", "add.r.99.99": "district"},
        {"act": "cut r.7.7.7"},
        {"act": "grow r", "add.r": "author_of"},
        {"name": "x" * 5000, "sample_size": "9" * 300, "sample_by": "nothing"},
        {f"k.r.{n}": "proposed" for n in range(1500)},
    ):
        status, text, _ = await send(office, browser, EDIT, **fields)
        assert status in (200, 413), (list(fields)[:2], text[-300:])
        assert "<img src=x" not in text


async def test_large_towns_are_counted_after_the_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await settle(office, *(f"sms-{n}" for n in range(12)))
    monkeypatch.setattr("bot.console.segments.pages.LIVE", 3)
    browser, pieces = await office.as_(Role.EDITOR), {"name": "Nouveaux", "k.r.0": "known_days", "v.r.0": "1"}
    _, text, _ = await send(office, browser, EDIT, **pieces, act="count")
    assert "On compte" in text and "<strong>12</strong>" not in text
    _, text, _ = await send(office, browser, "/sendings/segments/count", **pieces)
    assert "appuyez sur" in text and "On compte" not in text
    for path in ("/sendings/segments/count", EDIT):
        _, text, _ = await send(office, browser, path, **pieces, act="reckon")
        assert "<strong>12</strong>" in text and "On compte" not in text
    # what is missing is not counted
    _, text, _ = await send(office, browser, EDIT, **pieces | {"v.r.0": "x"}, act="count")
    assert "On compte" not in text
