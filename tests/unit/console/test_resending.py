"""Is nothing sent again by "reload" or "back"? Every form that does its work sends on to a page that is read."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.console.role import Door, Role
from bot.console.route import Route
from bot.console.table import ROUTES
from storage.appeals import Plea
from storage.unit import Unit
from tests.unit.console.forms import Form, read_forms
from tests.unit.console.ideas.proposals import propose
from tests.unit.console.office import LOOKS, Client, Office
from tests.unit.console.sendings.crowd import send, settle
from tests.unit.console.walk import walk

#: forms that give or take a file, that a script alone sends, or that want what other tests prepare: the same `Office`
#: watches them there
ELSEWHERE = {
    "/account/passkeys",
    "/account/passkeys/{id}/remove",
    "/conversations/{id}/answer",
    "/ideas/{reference}/merge",
    "/ideas/{reference}/unmerge",
    "/journal/export",
    "/moderation/undo/{id}",
    "/participants/{id}/erase",
    "/participants/{id}/export",
    "/second-factor/passkey",
    "/sendings/confirm",
    "/sendings/lost/replay",
    "/sendings/one/{slug}/replay",
    "/sendings/one/{slug}/{act}",
    "/sendings/phone/join",
    "/sendings/phone/leave",
    "/sendings/repeat/{slug}/{act}",
    "/sendings/segments/one/{slug}/remove",
    "/settings/districts/shapes",
    "/settings/districts/{id}/shape/remove",
    "/settings/staff/{id}/disable",
    "/settings/staff/{id}/enable",
    "/settings/consultations/{id}",
    "/surveys/import",
    "/surveys/{name}/close",
    "/surveys/{name}/publish",
    "/surveys/{name}/import",
    "/surveys/{name}/questions",
    "/surveys/{name}/reopen",
    "/surveys/{name}/thanks",
}
#: acts after which others have nothing to act on come last
LAST = re.compile(
    r"remove|erase|disable|discard|sign-out|end$|withdraw|close|leave|merge|password|/cancel|reset"
)

PASSWORD = "un cheval violet sous la pluie"

#: route → what is typed into its form
TYPED: dict[str, dict[str, str]] = {
    "/account/codes": {"password": PASSWORD},
    "/account/password": {"password": PASSWORD, "chosen": "douze girafes au bord du canal"},
    "/conversations/answers/{id}": {"title": "Merci", "text": "Merci de votre message."},
    "/ideas/{reference}/answer": {"answer": "Les travaux commencent en mai."},
    "/ideas/{reference}/assigned": {"assigned_to": "Voirie"},
    "/ideas/{reference}/notes": {"text": "Vu avec la voirie."},
    "/participants/find": {"q": "simulator:sms-lea"},
    "/participants/{id}/groups/join": {"new": "Forum"},
    "/sendings/segments/new": {"name": "Tous"},
    "/settings/consultations/{id}": {"title_fr": "Le parc", "state": "open"},
    "/settings/districts/{id}": {"name": "Le Port"},
    "/settings/staff": {"email": "nadia@ville.example", "name": "Nadia", "role": "editor"},
    "/settings/themes/{id}": {"label_fr": "Jardins"},
    "/surveys": {"title": "Le bus de nuit", "pasted": "Prenez-vous le bus ?"},
}


def route_of(path: str) -> Route:
    """Return the route that takes the form of an address; what is spelled out comes before what may be anything."""
    place = path.removeprefix("/console")
    unsafe = [route for route in ROUTES if not route.safe]
    return next(r for r in unsafe if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", r.path), place))


async def test_no_form_is_sent_again(office: Office) -> None:
    """`Office` fails every form that does its work and answers by a page; here each one is pressed."""
    await furnish(office)
    sent: dict[str, dict[str, int]] = {}
    for last in (False, True):
        for address in await walk(await office.as_(Role.ADMIN)):
            await press_all(office, address, sent, last=last)
    wanted = {r.path for r in ROUTES if not r.safe and not isinstance(r.roles, Door)} - LOOKS - ELSEWHERE
    missing = {path: sent.get(path) for path in wanted if 303 not in sent.get(path, {}).values()}
    assert missing == {}, "\n".join(map(str, missing.items()))
    assert {path for path, done in sent.items() if max(done.values(), default=0) >= 500} == set()


async def press_all(office: Office, address: str, sent: dict[str, dict[str, int]], *, last: bool) -> None:
    """Press each button of a page that did not do its work yet; the page is read again after each."""
    tried: set[tuple[str, str]] = set()
    while True:
        # what comes last may end sessions: each has its own
        browser = await office.as_(Role.ADMIN)
        page = await (await browser.get(address)).text()
        for form, button in [(one, button) for one in read_forms(page) for button in one.buttons]:  # noqa: B007
            path, deed = route_of(button[2]).path, f"{button[0]}={button[1].partition(' ')[0]}"
            passed = path in LOOKS or bool(LAST.search(button[2])) != last or (path, deed) in tried
            if not passed and sent.get(path, {}).get(deed) != 303:
                break
        else:
            return
        tried.add((path, deed))
        sent.setdefault(path, {})[deed] = await press(office, browser, form, button)


async def press(office: Office, browser: Client, form: Form, button: tuple[str, str, str]) -> int:
    """Send a form as one of its buttons does, look twice at where it leads, and return the status."""
    name, value, to = button
    typed = TYPED.get(route_of(to).path, {})
    fields = {key: values[0] for key, values in form.fields.items()} | ({name: value} if name else {})
    data = fields | typed | {"csrf": office.csrf(browser)}
    async with browser.post(to, data=data, allow_redirects=False) as answer:
        where = answer.headers.get("Location", "")
    if answer.status == 303:
        await reload(browser, where)
    return answer.status


async def reload(browser: Client, where: str) -> None:
    """Look at where a form led, twice."""
    if urlsplit(where).path == "/console/sign-in":
        return
    for _ in range(2):
        async with browser.get(where) as answer:
            # 400: a sending that lacks something, shown by its own address
            assert answer.status in (200, 400), (where, answer.status)


async def furnish(office: Office) -> None:
    """Give the town something of each kind: what a form is about must be there."""
    people = await settle(office, "sms-lea", "sms-marc")
    for state in ("submitted", "submitted", "published", "studied"):
        await propose(office, state=state)
    secret = await office.desk.passwords.hash(PASSWORD)
    admin = await office.add(Role.ADMIN)

    def work(unit: Unit) -> None:
        unit.staff.change(admin, password=secret)
        unit.appeals.ask([Plea(who, "simulator", "sms-lea", None) for who in people], office.clock.now)

    await office.service.database.transact(work)
    begun = {"title": "Le bus de nuit", "pasted": "Prenez-vous le bus ?\nA quelle heure ?"}
    await send(office, await office.as_(Role.EDITOR), "/surveys", **begun)
