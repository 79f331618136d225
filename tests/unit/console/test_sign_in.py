"""Does signing in take a password and a second factor, each once, and give nothing away?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.console.invited import LASTS, invite
from bot.console.password import NOBODY, Passwords, find_fault
from bot.console.role import Role
from bot.console.session import ABSOLUTE, IDLE, cookie_name
from bot.console.stepping import open_demo
from storage.audit import Act
from storage.unit import Unit
from tests.unit.console.newcomer import EMAIL, PASSWORD, Newcomer
from tests.unit.console.office import Office


@pytest.fixture
async def newcomer(office: Office) -> Newcomer:
    """Somebody with an account, signed in; a minute has passed."""
    came = Newcomer(office, office.browser())
    await came.accept()
    await came.set_up()
    office.clock.pass_by(minutes=1)
    return came


async def test_invited_people_end_signed_in(office: Office) -> None:
    came = Newcomer(office, office.browser())
    page = await came.accept(Role.ANALYST)
    assert "Protéger votre compte" in page
    codes = await came.set_up()
    assert "codes de secours" in codes
    assert len(came.codes) == 10
    assert "Camille" in await came.page("/console/")


async def test_an_invitation_works_once(office: Office) -> None:
    first, second = Newcomer(office, office.browser()), office.browser()
    desk = office.desk
    link = await desk.database.transact(lambda u: invite(u, desk, EMAIL, "C", Role.EDITOR, "x"))
    path = link.removeprefix(desk.url)
    await first.send(path, password=PASSWORD, again=PASSWORD)
    answer = await second.post(path, data={"password": PASSWORD, "again": PASSWORD})
    assert answer.status == 410
    page = await answer.text()
    assert "Ce lien ne sert plus" in page and "Se connecter" in page
    assert "Ce lien ne sert plus" in await answer.text()


async def test_an_invitation_expires(office: Office) -> None:
    desk = office.desk
    link = await desk.database.transact(lambda u: invite(u, desk, EMAIL, "C", Role.EDITOR, "x"))
    office.clock.now += LASTS
    assert (await office.browser().get(link.removeprefix(desk.url))).status == 410


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("court", "short"),
        ("motdepasse123", "common"),
        ("camille@ville", "common"),
        ("Saint-Exemple1", "common"),
        ("a" * 129, "long"),
        (PASSWORD, None),
        ("hélico brûlant 🌋 tard", None),
    ],
)
def test_weak_passwords_are_named(password: str, fault: str | None) -> None:
    assert find_fault(password, (EMAIL, "Camille", "Saint-Exemple")) == fault


async def test_both_factors_open_the_console(newcomer: Newcomer) -> None:
    newcomer.browser.session.cookie_jar.clear()
    assert "Confirmer" in await newcomer.sign_in()
    assert "Bonjour Camille" in await newcomer.confirm(newcomer.code())


async def test_half_way_is_not_in(newcomer: Newcomer) -> None:
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    answer = await newcomer.browser.get("/console/account", allow_redirects=False)
    assert answer.headers["Location"] == "/console/second-factor"


async def test_half_way_sets_no_other_factor(newcomer: Newcomer) -> None:
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    assert "Confirmer" in await newcomer.page("/console/first-factor")
    assert "Protéger" not in await newcomer.send("/console/first-factor", code="000000")


async def test_a_code_is_taken_once(newcomer: Newcomer) -> None:
    code = newcomer.code()
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    assert "Bonjour" in await newcomer.confirm(code)
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    assert "déjà servi" in await newcomer.confirm(code)


@pytest.mark.parametrize(("seconds", "taken"), [(-30, True), (30, True), (-90, False), (90, False)])
async def test_clocks_may_differ_by_a_step(newcomer: Newcomer, seconds: int, taken: bool) -> None:
    newcomer.office.clock.pass_by(minutes=5)
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    code = newcomer.code(newcomer.office.clock.now + timedelta(seconds=seconds))
    assert ("Bonjour" in await newcomer.confirm(code)) is taken


async def test_a_recovery_code_is_taken_once(newcomer: Newcomer) -> None:
    code = newcomer.codes[3].upper().replace("-", " ")
    for says in ("Bonjour", "ne convient pas"):
        newcomer.browser.session.cookie_jar.clear()
        await newcomer.sign_in()
        assert says in await newcomer.confirm(code)


async def test_every_step_gives_another_token(newcomer: Newcomer) -> None:
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    half = newcomer.token
    await newcomer.confirm(newcomer.code())
    assert half and newcomer.token and half != newcomer.token
    old = newcomer.office.browser(half)
    answer = await old.get("/console/", allow_redirects=False)
    assert answer.headers["Location"].startswith("/console/sign-in")


async def test_a_token_given_beforehand_is_not_kept(newcomer: Newcomer) -> None:
    planted = newcomer.office.browser("planted-by-a-stranger")
    victim = Newcomer(newcomer.office, planted, newcomer.secret)
    await victim.sign_in()
    await victim.confirm(victim.code())
    assert victim.token != "planted-by-a-stranger"


async def test_unknown_people_hear_the_same(newcomer: Newcomer) -> None:
    stranger = Newcomer(newcomer.office, newcomer.office.browser())
    known = await stranger.sign_in(password="not the right one")
    unknown = await stranger.sign_in(password="not the right one", email="nobody@ville.example")
    assert known.replace(EMAIL, "X") == unknown.replace("nobody@ville.example", "X")
    assert "ne convient pas" in known


async def test_failures_cost_time_not_the_account(newcomer: Newcomer) -> None:
    stranger = Newcomer(newcomer.office, newcomer.office.browser())
    for _ in range(5):
        assert "ne convient pas" in await stranger.sign_in(password="wrong, and wrong")
    assert "Trop d'essais" in (await stranger.sign_in()).replace("&#39;", "'")
    newcomer.office.clock.pass_by(seconds=6)
    assert "Confirmer" in await stranger.sign_in()


async def test_waits_grow_but_end(newcomer: Newcomer) -> None:
    stranger, clock = Newcomer(newcomer.office, newcomer.office.browser()), newcomer.office.clock
    for _ in range(40):
        await stranger.sign_in(password="wrong, and wrong")
        clock.pass_by(minutes=16)
    clock.pass_by(minutes=16)
    assert "Confirmer" in await stranger.sign_in()


async def test_guessing_codes_costs_time_too(newcomer: Newcomer) -> None:
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    for _ in range(5):
        await newcomer.confirm("000000")
    assert "Trop d" in await newcomer.confirm(newcomer.code())


async def test_disabled_people_are_out_at_once(newcomer: Newcomer) -> None:
    desk = newcomer.office.desk

    def disable(unit: Unit) -> None:
        member = unit.staff.by_email(EMAIL)
        assert member
        unit.staff.change(member.id, disabled_at=desk.now())

    await desk.database.transact(disable)
    answer = await newcomer.browser.get("/console/", allow_redirects=False)
    assert answer.status == 303
    assert "ne convient pas" in await newcomer.sign_in()


@pytest.mark.parametrize("passed", [IDLE, ABSOLUTE])
async def test_sessions_end_by_themselves(newcomer: Newcomer, passed: timedelta) -> None:
    steps = 1 if passed == IDLE else 20
    for _ in range(steps):
        newcomer.office.clock.now += passed / steps
        answer = await newcomer.browser.get("/console/", allow_redirects=False)
    assert answer.status == 303


async def test_signing_in_is_in_the_audit(newcomer: Newcomer) -> None:
    desk = newcomer.office.desk

    def read(unit: Unit) -> list[Act]:
        member = unit.staff.by_email(EMAIL)
        assert member
        return unit.audit.of_subject(f"staff:{member.id}")

    acts = await desk.database.read(read)
    assert [act.action for act in acts] == ["invitation accepted", "second factor set up"]
    assert all(act.actor.startswith("staff:") for act in acts)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ("/console/account", "/console/account"),
        ("https://evil.example/", "/console/"),
        ("//evil.example", "/console/"),
        ("/console/\\evil", "/console/"),
        ("/console//evil.example", "/console/"),
        ("/console/../mes-donnees", "/console/"),
    ],
)
async def test_the_way_back_stays_here(newcomer: Newcomer, given: str, where: str) -> None:
    answer = await newcomer.browser.get("/console/sign-in", params={"next": given}, allow_redirects=False)
    assert answer.headers["Location"] == where


async def test_the_cookie_is_kept_from_scripts(newcomer: Newcomer) -> None:
    answer = await newcomer.browser.post(
        "/console/sign-in", data={"email": EMAIL, "password": PASSWORD}, allow_redirects=False
    )
    said = answer.headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert "Path=/" in said


def test_https_gives_the_cookie_to_this_host_alone(office: Office) -> None:
    settings = office.desk.settings.model_copy(update={"public_url": "https://ville.example"})
    assert cookie_name(replace(office.desk, settings=settings)) == "__Host-palabre"


async def test_nobody_takes_as_long_as_somebody() -> None:
    passwords = Passwords()
    assert not passwords._hasher.check_needs_rehash(NOBODY)
    assert not await passwords.matches("", "whatever it is")


async def test_the_demo_door_is_shut_outside(office: Office) -> None:
    answer = await office.browser().get("/console/demo/anything")
    assert answer.status == 404


async def test_the_demo_door_opens_here_alone(office: Office) -> None:
    path = open_demo(office.desk).removeprefix(office.desk.url)
    elsewhere = await office.browser().get(path, headers={"X-Forwarded-For": "192.0.2.1"})
    assert elsewhere.status == 404
    assert "Camille Martin" in await (await office.browser().get(path)).text()
