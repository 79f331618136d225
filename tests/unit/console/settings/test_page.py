"""Are settings saved once, with their trace, seen at once, and never over somebody else's?"""

from __future__ import annotations

import io

import pytest

from bot.console.gate import HEADER
from bot.console.role import Role
from storage.audit import Act
from tests.unit.console.office import Office
from tests.unit.console.settings.desk_clerk import Clerk, FormReader

EVIL = '"><img src=x onerror=alert(1)>'


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    """Give an administrator at work."""
    return Clerk(office, await office.as_(Role.ADMIN))


async def acts(office: Office, subject: str) -> list[Act]:
    return await office.desk.database.read(lambda unit: unit.audit.of_subject(subject))


async def test_a_change_holds_at_once(office: Office, clerk: Clerk) -> None:
    status, where = await clerk.save(
        "/settings/territory", authority_fr="l'agglomération", contact="0199001234"
    )
    assert (status, where) == (303, "/console/settings/territory?done=saved")
    voice = office.desk.room().town.voice
    assert (voice.authority["fr"], voice.contact) == ("l'agglomération", "0199001234")
    assert voice.authority["en"] != ""
    (act,) = await acts(office, "settings:territory")
    assert act.action == "settings changed"
    assert act.actor.startswith("staff:")
    assert isinstance(act.detail, dict)
    assert act.detail["after"] == {"authority_fr": "l'agglomération", "contact": "0199001234"}


async def test_the_second_editor_is_told(office: Office, clerk: Clerk) -> None:
    other = Clerk(office, await office.as_(Role.ADMIN))
    mine = await clerk.read("/settings/territory")
    await other.save("/settings/territory", pledge_fr="Nous lisons tout.")
    status, page = await clerk.send("/settings/territory", mine | {"pledge_fr": "Nous répondons à tous."})
    assert status == 409
    assert "Nous lisons tout." in page
    assert "Nous répondons à tous." in page
    assert "Camille admin" in page
    assert office.desk.room().town.voice.pledge["fr"] == "Nous lisons tout."


async def test_who_was_told_may_then_save(office: Office, clerk: Clerk) -> None:
    other = Clerk(office, await office.as_(Role.ADMIN))
    mine = await clerk.read("/settings/caps")
    await other.save("/settings/caps", messages_per_day="4", messages_per_week="9")
    _, page = await clerk.send("/settings/caps", mine | {"messages_per_day": "2", "messages_per_week": "5"})
    reader = FormReader("/console/settings/caps")
    reader.feed(page)
    assert reader.fields["messages_per_day"] == "2"
    assert (await clerk.send("/settings/caps", reader.fields))[0] == 303
    assert (office.desk.sending.caps.per_day, office.desk.sending.caps.per_week) == (2, 5)


async def test_what_was_typed_is_kept_beside_its_fault(clerk: Clerk) -> None:
    status, page = await clerk.save("/settings/caps", messages_per_day="beaucoup")
    assert status == 422
    assert 'value="beaucoup"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="f-messages_per_day-help f-messages_per_day-error"' in page


async def test_fewer_a_week_than_a_day_is_refused(clerk: Clerk) -> None:
    status, page = await clerk.save("/settings/caps", messages_per_day="5", messages_per_week="3")
    assert status == 422
    assert "moins que le nombre par jour" in page


async def test_hours_are_saved_and_given_back(office: Office, clerk: Clerk) -> None:
    week = {f"{day}_from1": "" for day in ("tue", "wed", "thu", "fri", "sat", "sun")}
    week |= {name.replace("from", "until"): "" for name in week}
    morning = {"mon_from1": "09:00", "mon_until1": "12:00", "mon_from2": "14:00", "mon_until2": "00:00"}
    assert (await clerk.save("/settings/hours", **week, **morning, holidays="FR-57"))[0] == 303
    assert office.desk.room().chosen.writing_hours == "mon 09:00-12:00, mon 14:00-24:00"
    shown = await clerk.read("/settings/hours")
    assert [shown[name] for name in morning] == ["09:00", "12:00", "14:00", "00:00"]
    assert (await clerk.send("/settings/hours/reset", {}))[0] == 303
    assert office.desk.room().chosen.writing_hours is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"mon_from1": "20:00", "mon_until1": "08:00"}, "la première avant la seconde"),
        ({"mon_from1": "08:00", "mon_until1": ""}, "Donnez les deux heures"),
        ({"mon_from1": "25:00", "mon_until1": "26:00"}, "Donnez les deux heures"),
        (
            {"mon_from1": "08:00", "mon_until1": "12:00", "mon_from2": "11:00", "mon_until2": "13:00"},
            "se chevauchent",
        ),
    ],
)
async def test_hours_that_cannot_be_are_refused(clerk: Clerk, changed: dict[str, str], said: str) -> None:
    status, page = await clerk.save("/settings/hours", **changed)
    assert status == 422
    assert said in page and ">Lundi, " in page


async def test_a_week_without_hours_is_refused(clerk: Clerk) -> None:
    fields = await clerk.read("/settings/hours")
    bare = {name: "" if "_" in name else value for name, value in fields.items()}
    assert "rien ne pourrait jamais partir" in (await clerk.send("/settings/hours", bare))[1]


async def test_the_reserve_is_a_box(office: Office, clerk: Clerk) -> None:
    await clerk.save("/settings/reserve", reserve="yes")
    assert office.desk.sending.reserve is True
    fields = await clerk.read("/settings/reserve")
    assert fields.pop("reserve") == "yes"
    await clerk.send("/settings/reserve", fields)
    assert office.desk.sending.reserve is False


async def test_retention_has_bounds(office: Office, clerk: Clerk) -> None:
    assert (await clerk.save("/settings/retention", text_days="6"))[0] == 422
    assert (await clerk.save("/settings/retention", text_days="９０"))[0] == 422
    assert (await clerk.save("/settings/retention", text_days="30", silence_days="365"))[0] == 303
    assert (office.desk.room().chosen.text_days, office.desk.room().chosen.silence_days) == (30, 365)


async def test_texts_of_staff_are_data_too(clerk: Clerk) -> None:
    await clerk.save("/settings/territory", authority_fr=EVIL, pledge_fr=f"</textarea>{EVIL}")
    for path in ("/settings", "/settings/territory", "/journal"):
        page = await (await clerk.browser.get(f"/console{path}")).text()
        assert "<img src=x" not in page
        assert "</textarea>&#34;" not in page


async def test_too_long_a_text_is_refused(clerk: Clerk) -> None:
    assert "trop long" in (await clerk.save("/settings/territory", pledge_fr="a" * 401))[1]
    head = {HEADER: clerk.office.csrf(clerk.browser), "Content-Type": "application/x-www-form-urlencoded"}
    endless = io.BytesIO(b"pledge_fr=" + b"a" * 2_000_000)
    async with clerk.browser.post("/console/settings/territory", data=endless, headers=head) as answer:
        assert answer.status == 413


async def test_secrets_are_never_shown(office: Office, clerk: Clerk) -> None:
    key = office.desk.settings.secret_key
    assert key is not None
    for path in ("/settings/channels", "/settings/territory"):
        page = await (await clerk.browser.get(f"/console{path}")).text()
        assert key.get_secret_value() not in page
        assert "PALABRE_" in page
