"""Do the wordings of SMS fit one SMS?"""

from __future__ import annotations

import re

import pytest

from bot.channels.sms.folding import economical
from bot.channels.sms.segments import measure
from dialogues.wordings import wordings
from tests.unit.dialogues.scenes import phrasebook

#: how long what stands in a {place} usually is, in characters
USUAL = {
    "territory": 13, "authority": 9, "contact": 14, "greeting": 8, "draft": 45, "where": 40, "title": 60, "theme": 15,
    "public_url": 30, "download_code": 8, "reference": 9, "answer": 30, "about[title]": 40, "about[closes]": 12,
    "text": 60, "progress": 3, "example": 50, "n": 2,
}  # fmt: skip
#: sentences that hold what the town or the participant wrote: as long as that is
UNMEASURED = re.compile(r"\{(reasons|lines|words|about\[(rules|description|pledge)\]|\w+\[lines\])\}")
#: parts of what takes more than one: the whole idea is read again before it is sent
PARTS = {"idea.recap": 2}


def filled(text: str) -> str:
    return re.sub(r"\{([^}:]*):?(\d*)\}", lambda place: "x" * int(place[2] or USUAL.get(place[1], 10)), text)


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt"])
def test_brief_wordings_fit_one_sms(language: str) -> None:
    long = {
        key: units
        for key, entry in phrasebook().entries[language].items()
        for path, text in wordings(entry)
        if "brief" in path and not UNMEASURED.search(text)
        if (units := measure(economical(filled(text)))).parts > PARTS.get(key, 1)
    }
    assert long == {}


@pytest.mark.parametrize("authority", ["la mairie", "Saint-Exemple"])
def test_the_notice_agrees_with_any_name(authority: str) -> None:
    town = {"greeting": "Bonjour", "territory": "Saint-Exemple", "authority": authority}
    notice = phrasebook().say("welcome.notice", "fr", brief=True, **town)
    assert f"Vos réponses ne servent qu'à {authority}. STOP" in notice
