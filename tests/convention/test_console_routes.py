"""Does every route of the console ask for a session, a role, and a form of its own?"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.console.gate import HEADER
from bot.console.role import Door, Role
from bot.console.route import Route
from bot.console.table import ROUTES
from tests.unit.console.office import Client, Office

GUARDED = [route for route in ROUTES if not isinstance(route.roles, Door)]
UNSAFE = [route for route in ROUTES if not route.safe]


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def place(route: Route) -> str:
    """Return an address that the route answers: what it names is nobody's."""
    return "/console" + re.sub(r"\{[^}]+\}", "1", route.path)


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """Give the console of the demo town."""
    async with Office(sqlite_url, tmp_path / "data") as opened:
        yield opened


async def status(browser: Client, route: Route, **headers: str) -> tuple[int, str]:
    """Return the status of an answer, and where it sends; a stream that never ends is not read."""
    async with browser.request(route.method, place(route), headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")


async def test_signed_out_every_route_asks_to_sign_in(office: Office) -> None:
    browser = office.browser()
    wrong = {}
    for route in GUARDED:
        found, where = await status(browser, route)
        if (found, where.partition("?")[0]) != (303, "/console/sign-in"):
            wrong[name(route)] = (found, where)
    assert wrong == {}


async def test_other_roles_are_refused_everywhere(office: Office) -> None:
    wrong = []
    for role in Role:
        browser = await office.as_(role)
        token = {HEADER: office.csrf(browser)}
        for route in GUARDED:
            assert not isinstance(route.roles, Door)
            if role in route.roles:
                continue
            found, _ = await status(browser, route, **token)
            if found != 403:
                wrong.append((name(route), role, found))
    assert wrong == []


async def test_the_right_roles_pass_everywhere(office: Office) -> None:
    wrong = []
    for role in Role:
        for route in GUARDED:
            assert not isinstance(route.roles, Door)
            if role not in route.roles:
                continue
            # a session of its own: some routes end it
            browser = await office.as_(role)
            found, where = await status(browser, route, **{HEADER: office.csrf(browser)})
            # 400, 404, 409: the gate let it through, and what the address names is not there
            if found in (401, 403) or found >= 500 or where.startswith("/console/sign-in?"):
                wrong.append((name(route), role, found, where))
    assert wrong == []


async def test_forms_without_their_token_are_refused(office: Office) -> None:
    wrong = []
    for route in (one for one in UNSAFE if not isinstance(one.roles, Door)):
        assert not isinstance(route.roles, Door)
        browser = await office.as_(min(route.roles))
        for token in ({}, {HEADER: "x" * 64}, {HEADER: "é"}):
            found, _ = await status(browser, route, **token)
            if found != 403:
                wrong.append((name(route), token, found))
    assert wrong == []


async def test_forms_of_other_sites_are_refused(office: Office) -> None:
    wrong = []
    for route in UNSAFE:
        role = Role.ADMIN if isinstance(route.roles, Door) else min(route.roles)
        browser = await office.as_(role)
        token = office.csrf(browser)
        for site in ("cross-site", "same-site", "none"):
            found, _ = await status(browser, route, **{HEADER: token, "Sec-Fetch-Site": site})
            if found != 403:
                wrong.append((name(route), site, found))
    assert wrong == []


def test_a_route_without_roles_is_refused() -> None:
    with pytest.raises(ValueError, match="names no role"):
        Route("GET", "/nobody", GUARDED[0].handler, frozenset())


async def test_what_is_not_in_the_table_is_not_there(office: Office) -> None:
    browser = await office.as_(Role.ADMIN)
    async with browser.get("/console/nothing-here") as answer:
        assert answer.status == 404
        assert "Cette page n&#39;existe pas" in await answer.text()
