"""Do two phones become one person's, whichever of them was in the middle of something?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from storage import models
from tests.journey.house import House
from tests.journey.resident import Resident

WRONG = "Ce code n'est pas le bon"
AGAIN = "C'est déjà fait : vos messages sont liés."
LINKED = "C'est fait : vos messages sont liés."


async def ask_code(resident: Resident) -> str:
    """Ask for a code, and return it."""
    said = await resident.write("lier mes messages")
    found = re.search(r"LIER ([A-Z0-9]{8})", " ".join(said))
    assert found is not None
    return found[1]


async def begin(resident: Resident) -> None:
    """Begin an idea of one's own; the second question waits."""
    await resident.play("je veux proposer une idée", "Des bancs devant la mairie", "mon idée")


async def test_who_writes_the_code_goes_on(house: House) -> None:
    phone, app = house.resident("sms-lea"), house.resident("whatsapp-lea")
    await phone.write("bonjour")
    await begin(app)
    said = await app.write(f"LIER {await ask_code(phone)}")
    assert LINKED in said[0] and "2/3" in said[-1]
    assert "3/3" in (await app.write("Les personnes âgées ne peuvent pas s'asseoir"))[-1]


async def test_who_shows_the_code_goes_on(house: House) -> None:
    phone, app = house.resident("sms-lea"), house.resident("telegram-lea")
    await begin(app)
    await phone.write("bonjour")
    await phone.write(f"LIER {await ask_code(app)}")
    assert "3/3" in (await app.write("Les personnes âgées ne peuvent pas s'asseoir"))[-1]


async def test_one_s_own_code_stays_good(house: House) -> None:
    phone, app = house.resident("sms-lea"), house.resident("telegram-lea")
    await app.write("bonjour")
    code = await ask_code(app)
    assert "depuis une autre messagerie" in (await app.write(f"LIER {code}"))[0]
    assert LINKED in " ".join(await phone.write(f"lier {code.lower()}"))


async def test_a_code_sent_twice_is_said_so(house: House) -> None:
    phone, app, other = (house.resident(name) for name in ("sms-lea", "telegram-lea", "whatsapp-tom"))
    code = await ask_code(app)
    assert LINKED in " ".join(await phone.write(f"LIER {code}"))
    for one in (phone, app):
        assert (await one.write(f"LIER {code}"))[0].startswith(AGAIN)
    assert WRONG in " ".join(await other.write(f"LIER {code}"))
    assert (await phone.write(f"LIER {code}"))[0].startswith(AGAIN)


async def test_a_code_is_dead_after_an_hour(house: House) -> None:
    phone, app = house.resident("sms-lea"), house.resident("telegram-lea")
    code = await ask_code(app)
    await house.change(models.Link, expires_at=datetime.now(UTC))
    assert WRONG in " ".join(await phone.write(f"LIER {code}"))


async def test_who_said_stop_stays_stopped(house: House) -> None:
    phone, app = house.resident("sms-lea"), house.resident("telegram-lea")
    await app.write("stop")
    await phone.write(f"LIER {await ask_code(app)}")
    assert await house.participant("sms-lea") == await house.participant("telegram-lea")
    (person,) = await house.rows(models.Participant)
    assert person["stopped_at"] is not None
    assert await phone.write("stop") == []
