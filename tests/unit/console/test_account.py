"""Can somebody look after their own sessions, password and codes, and nobody else's?"""

from __future__ import annotations

import pytest

from bot.console.role import Role
from tests.unit.console.newcomer import PASSWORD, Newcomer
from tests.unit.console.office import Office

CHOSEN = "douze girafes au bord du canal"


@pytest.fixture
async def newcomer(office: Office) -> Newcomer:
    """Somebody with an account, signed in."""
    came = Newcomer(office, office.browser())
    await came.accept()
    await came.set_up()
    return came


async def test_a_new_password_ends_other_sessions(newcomer: Newcomer) -> None:
    here = newcomer.token
    await newcomer.send("/console/account/password", password=PASSWORD, chosen=CHOSEN)
    assert newcomer.token != here
    assert "Mon compte" in await newcomer.page("/console/account")
    before = await newcomer.office.browser(here).get("/console/", allow_redirects=False)
    assert before.status == 303
    newcomer.browser.session.cookie_jar.clear()
    assert "ne convient pas" in await newcomer.sign_in(PASSWORD)
    assert "Confirmer" in await newcomer.sign_in(CHOSEN)


@pytest.mark.parametrize(
    ("password", "chosen", "says"),
    [("not the right one", CHOSEN, "pas votre mot de passe"), (PASSWORD, "court", "12 caractères")],
)
async def test_a_bad_change_changes_nothing(
    newcomer: Newcomer, password: str, chosen: str, says: str
) -> None:
    assert says in await newcomer.send("/console/account/password", password=password, chosen=chosen)
    newcomer.browser.session.cookie_jar.clear()
    assert "Confirmer" in await newcomer.sign_in(PASSWORD)


async def test_new_codes_replace_the_old(newcomer: Newcomer) -> None:
    old = newcomer.codes[0]
    page = await newcomer.send("/console/account/codes", password=PASSWORD)
    assert "Vos codes de secours" in page
    newcomer.browser.session.cookie_jar.clear()
    await newcomer.sign_in()
    assert "ne convient pas" in await newcomer.confirm(old)


async def test_sessions_of_others_are_not_there(newcomer: Newcomer, office: Office) -> None:
    other = await office.sign_in(Role.ADMIN)
    answer = await newcomer.browser.post(
        f"/console/account/sessions/{other}/end", data={"csrf": office.csrf(newcomer.browser)}
    )
    assert answer.status == 404
    assert (await office.browser(other).get("/console/")).status == 200


async def test_the_language_is_kept(newcomer: Newcomer) -> None:
    page = await newcomer.send("/console/account/language", language="en")
    assert "My account" in page
    assert "Home" in await newcomer.page("/console/")


async def test_an_unknown_language_is_refused(newcomer: Newcomer) -> None:
    assert "incomplète" in await newcomer.send("/console/account/language", language="../fr")


async def test_a_broken_passkey_is_refused(newcomer: Newcomer) -> None:
    for credential in ("", "{}", "[1]", "not json", '{"id": "x"}'):
        page = await newcomer.send(
            "/console/account/passkeys", password=PASSWORD, name="x", credential=credential
        )
        assert "pu être ajoutée" in page
        answer = await newcomer.send("/console/second-factor/passkey", credential=credential)
        assert "reconnue" in answer
