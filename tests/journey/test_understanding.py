"""Is a resident understood by the whole service, whoever reads the words, and whatever happens to them?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.conversation.understanding import Ear
from bot.nlu.territory_data import Territory
from bot.nlu.understanding import Backend, Guess, Understanding
from storage import models
from tests.journey.house import House

VELOS = "jveux proposer 1 truc pour les velos"
BANCS = "mon idée c'est de mettre des bancs place de la mairie"

#: what the made-up reader knows: text → (intent, confidence)
KNOWN = {
    VELOS: ("propose_idea", 0.97),
    BANCS: ("propose_idea", 0.97),
    "lâchez moi avec vos trucs": ("unsubscribe", 0.95),
    "ça fait beaucoup": ("unsubscribe", 0.65),
    "passez moi un humain": ("human_contact", 0.9),
    "gloubi boulga de la rue basse": ("greet", 0.2),
    "je suis au bout du rouleau moi": ("unsubscribe", 0.3),
    "et mon banc alors": ("follow_idea", 0.5),
}


@dataclass(slots=True)
class FixedReader:
    """Reads what a test taught it, and notes what it was asked."""

    name: str = "embedded"
    asked: list[str] = field(default_factory=list)
    town: Mapping[str, Territory] = field(default_factory=dict)

    def learn_names(self, territory: Mapping[str, Territory]) -> None:
        self.town = territory

    def read(self, text: str, language: str) -> Understanding:
        self.asked.append(text)
        intent, confidence = KNOWN.get(text, ("out_of_scope", 0.1))
        return Understanding((Guess(intent, confidence),))

    async def prepare(self) -> None:
        """Be ready."""

    async def close(self) -> None:
        """Hold nothing."""


@dataclass(slots=True)
class Remote:
    """A back end that does something of a test's before it answers, or fails."""

    meanwhile: Callable[[], Awaitable[object]]
    name: str = "rasa"
    asked: list[str] = field(default_factory=list)

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        self.asked += texts
        await self.meanwhile()
        return [Understanding((Guess("who_are_you", 0.99),)) for _ in texts]

    async def close(self) -> None:
        """Hold nothing."""


def teach(house: House, first: Backend | None = None, *, keeps: bool = False) -> FixedReader:
    """Give the house a reader that knows a few sentences."""
    reader = FixedReader()
    premises = house.service.premises
    premises.room = replace(premises.room, ear=Ear(reader, first), keeps_misunderstood=keeps)
    return reader


async def test_what_was_said_is_not_asked_again(house: House) -> None:
    reader = teach(house)
    lea = house.resident()
    assert "1/3" in (await lea.write(VELOS))[-1]
    await lea.play(
        "des arceaux devant l'école", "on ne sait pas où les mettre", "les parents viendront", "ok", "non"
    )
    assert "2/3" in (await lea.write(BANCS))[-1]
    assert reader.asked == [VELOS, BANCS]
    assert [theme.slug for theme in reader.town["fr"].themes]
    recap = await lea.play("il n'y a nulle part où s'asseoir", "les gens âgés sortiront", "autre")
    assert "Mettre des bancs place de la mairie" in recap[-1]


async def test_an_answer_is_never_read(house: House) -> None:
    reader = teach(house)
    lea = house.resident()
    await lea.play("bonjour", "oui", "proposer une idée", "lâchez moi avec vos trucs", "passez moi un humain")
    assert reader.asked == []
    assert await house.rows(models.Audit, models.Audit.action == "person wanted") == []


async def test_an_opt_out_beyond_doubt_is_recorded(house: House) -> None:
    teach(house)
    lea = house.resident()
    await lea.play("bonjour", "lâchez moi avec vos trucs")
    stops = await house.rows(models.Consent, models.Consent.purpose == "all")
    assert [(row["given"], row["how"]) for row in stops] == [(False, "words")]


async def test_a_likely_opt_out_is_asked_about(house: House) -> None:
    teach(house)
    lea = house.resident()
    asked = await lea.play("bonjour", "ça fait beaucoup")
    assert "Ne plus recevoir" in asked[-1]
    assert await house.rows(models.Consent, models.Consent.purpose == "all") == []
    await lea.write("oui")
    stops = await house.rows(models.Consent, models.Consent.purpose == "all")
    assert [(row["given"], row["how"]) for row in stops] == [(False, "answer")]


async def test_a_wish_for_a_person_is_kept(house: House) -> None:
    teach(house)
    await house.resident().write("passez moi un humain")
    [row] = await house.rows(models.Audit, models.Audit.action == "person wanted")
    assert row["subject"] == await house.participant("sms-lea")


async def test_what_is_not_understood_is_kept_of_nobody(house: House) -> None:
    teach(house, keeps=True)
    lea = house.resident()
    await lea.play("gloubi boulga de la rue basse", "menu", "je suis au bout du rouleau moi", "menu", VELOS)
    rows = await house.rows(models.Misunderstood)
    assert [row["text"] for row in rows] == ["gloubi boulga de la rue basse"], "a likely opt-out is not kept"


async def test_nothing_is_kept_unless_it_is_wished(house: House) -> None:
    teach(house)
    await house.resident().write("gloubi boulga de la rue basse")
    assert await house.rows(models.Misunderstood) == []


async def test_a_back_end_is_asked_with_nothing_held(house: House) -> None:
    """While it answers, others are stored, and the same person may write: no transaction waits for HTTP."""
    other = house.resident("sms-noe")
    remote = Remote(lambda: other.post("bonjour", "n1"))
    reader = teach(house, remote)
    lea = house.resident()
    assert "assistant automatique" in (await lea.write("c koi ce numéro"))[-1]
    assert remote.asked[0] == "c koi ce numéro"
    assert reader.asked == []


@pytest.mark.parametrize("fault", [OSError, TimeoutError, RuntimeError])
async def test_another_reads_what_a_back_end_leaves(house: House, fault: type[Exception]) -> None:
    async def fail() -> None:
        raise fault

    reader = teach(house, Remote(fail))
    assert "1/3" in (await house.resident().write(VELOS))[-1]
    assert reader.asked == [VELOS]


async def test_doubt_offers_what_is_likely(house: House) -> None:
    teach(house)
    lea = house.resident()
    offered = await lea.play("bonjour", "oui", "et mon banc alors")
    assert "1 Suivre mes idées" in offered[-1]
    assert "Pas encore d'idée" in (await lea.write("1"))[-1]
