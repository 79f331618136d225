"""Can an administrator invite, change and shut out staff, and never the last of the administrators?"""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.settings.desk_clerk import Clerk

EVIL = '"><img src=x onerror=alert(1)>'
LINK = re.compile(r'<code class="secret">([^<]+)</code>')


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    """Give an administrator at work."""
    return Clerk(office, await office.as_(Role.ADMIN))


async def invite(clerk: Clerk, **changed: str) -> tuple[int, str]:
    fields = {"name": "Nadia", "email": "nadia@ville.example", "role": "editor", "organisation": ""}
    return await clerk.send("/settings/staff", fields | changed)


async def see(clerk: Clerk, where: str) -> str:
    """Return the page that a form led to."""
    return await (await clerk.browser.get(where)).text()


async def test_a_link_is_shown_for_minutes(office: Office, clerk: Clerk) -> None:
    status, where = await invite(clerk)
    match = LINK.search(await see(clerk, where))
    assert match
    assert status == 303
    assert match[1] in await see(clerk, where), "reloaded, it is still there"
    other = await office.as_(Role.ADMIN, organisation=None)
    assert match[1] not in await (await other.get(where)).text(), "another session has nothing"
    office.clock.pass_by(minutes=11)
    assert match[1] not in await see(clerk, where), "after some minutes it is over"
    path = match[1].removeprefix(office.desk.url)
    assert "Nadia" in await (await office.browser().get(path)).text()
    listed = await (await clerk.browser.get("/console/settings/staff")).text()
    assert "nadia@ville.example" in listed
    assert match[1].rpartition("/")[2] not in listed
    await clerk.send("/settings/staff/invitations/withdraw", {"email": "nadia@ville.example"})
    assert (await office.browser().get(path)).status == 410


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "nadia"}, "adresse électronique"),
        ({"name": ""}, "Écrivez un nom"),
        ({"role": "king"}, "Choisissez un rôle"),
        ({"role": "organisation"}, "nom de l&#39;organisation"),
        ({"organisation": "Vélo-club"}, "ne va qu&#39;avec"),
        ({"name": "a" * 81}, "80 caractères"),
    ],
)
async def test_invitations_that_cannot_be_are_refused(
    clerk: Clerk, changed: dict[str, str], said: str
) -> None:
    status, page = await invite(clerk, **changed)
    assert status == 422
    assert said in page
    assert LINK.search(page) is None


async def test_a_role_holds_for_the_next_click(office: Office, clerk: Clerk) -> None:
    editor = await office.as_(Role.EDITOR)
    id = await office.add(Role.EDITOR)
    assert (await editor.get("/console/settings")).status == 403
    assert (await clerk.save(f"/settings/staff/{id}", role="admin", name="Camille"))[0] == 303
    assert (await editor.get("/console/settings")).status == 200


async def test_the_last_admin_stays(office: Office, clerk: Clerk) -> None:
    me = await office.add(Role.ADMIN)
    status, page = await clerk.save(f"/settings/staff/{me}", role="editor")
    assert (status, "dernier administrateur" in page) == (422, True)
    status, page = await clerk.send(f"/settings/staff/{me}/disable", {})
    assert (status, "dernier administrateur" in page) == (422, True)
    assert (await clerk.browser.get("/console/settings")).status == 200


async def test_two_admins_cannot_shut_each_other_out(office: Office, clerk: Clerk) -> None:
    me, other = await office.add(Role.ADMIN), await office.add(Role.ADMIN, "autre@ville.example")
    sent = [clerk.send(f"/settings/staff/{id}/disable", {}) for id in (me, other)]
    await asyncio.gather(*sent)
    assert len(await office.desk.database.transact(lambda unit: unit.staff.hold_admins())) == 1


async def test_who_is_shut_out_is_out_at_once(office: Office, clerk: Clerk) -> None:
    editor, id = await office.as_(Role.EDITOR), await office.add(Role.EDITOR)
    await clerk.send(f"/settings/staff/{id}/disable", {})
    async with editor.get("/console/", allow_redirects=False) as answer:
        assert answer.headers["Location"].startswith("/console/sign-in")
    status, page = await invite(clerk, email="editor@ville.example")
    assert (status, "accès de cette personne est fermé" in page) == (422, True)
    await clerk.send(f"/settings/staff/{id}/enable", {})
    status, page = await invite(clerk, email="Editor@ville.example")
    assert (status, "a déjà un compte" in page) == (422, True)
    assert (await clerk.send(f"/settings/staff/{id}/link", {}))[0] == 303


async def test_sessions_are_listed_and_ended(office: Office, clerk: Clerk) -> None:
    editor, id = await office.as_(Role.EDITOR), await office.add(Role.EDITOR)
    assert "Firefox" in await (await clerk.browser.get(f"/console/settings/staff/{id}")).text()
    await clerk.send(f"/settings/staff/{id}/sessions/end", {})
    async with editor.get("/console/", allow_redirects=False) as answer:
        assert answer.status == 303


async def test_a_second_editor_of_somebody_is_told(office: Office, clerk: Clerk) -> None:
    id = await office.add(Role.EDITOR)
    mine = await clerk.read(f"/settings/staff/{id}")
    await clerk.save(f"/settings/staff/{id}", role="moderator")
    status, page = await clerk.send(f"/settings/staff/{id}", mine | {"name": "Autre nom"})
    assert status == 409
    assert "Autre nom" in page
    member = await office.desk.database.read(lambda unit: unit.staff.by_id(id))
    assert member is not None
    assert (member.role, member.name) == ("moderator", "Camille editor")


async def test_names_of_staff_are_data(office: Office, clerk: Clerk) -> None:
    await invite(clerk, name=EVIL, email="a@b")
    id = await office.add(Role.EDITOR)
    await clerk.save(f"/settings/staff/{id}", name=EVIL)
    for path in ("/settings/staff", f"/settings/staff/{id}", "/journal"):
        assert "<img src=x" not in await (await clerk.browser.get(f"/console{path}")).text()


async def test_a_new_password_link_keeps_the_role(office: Office, clerk: Clerk) -> None:
    id = await office.add(Role.EDITOR)
    status, where = await clerk.send(f"/settings/staff/{id}/link", {})
    assert status == 303
    assert LINK.search(await see(clerk, where))
    (waiting,) = await office.desk.database.read(lambda unit: unit.invitations.waiting(office.clock.now))
    assert (waiting.email, waiting.role) == ("editor@ville.example", "editor")


async def test_a_lost_factor_is_forgotten(office: Office, clerk: Clerk) -> None:
    id = await office.add(Role.EDITOR)
    await office.desk.database.transact(lambda unit: unit.staff.change(id, totp="sealed"))
    await clerk.send(f"/settings/staff/{id}/factor/reset", {})
    member = await office.desk.database.read(lambda unit: unit.staff.by_id(id))
    assert member is not None
    assert member.totp is None


async def test_nobody_is_not_found(clerk: Clerk) -> None:
    assert (await clerk.browser.get("/console/settings/staff/nobody")).status == 404
    for what in ("disable", "enable", "link", "sessions/end", "factor/reset"):
        assert (await clerk.send(f"/settings/staff/nobody/{what}", {}))[0] == 404
