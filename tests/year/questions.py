"""What does the town hall ask and tell through the year, and how is it put into the service?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.bootstrap import Service
from bot.participation.broadcasts.agenda import read_agenda
from bot.participation.broadcasts.draft import read_draft
from bot.participation.surveys.form import Form
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.keeping import keep, open_survey
from bot.scheduler.firing import Origin, add
from dialogues.reading.lexicon import load_lexicons
from storage.unit import Unit

STAFF = "anne"

#: The questions' types, in turn, with what residents write.
KINDS: tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...] = (
    ({"type": "yesno"}, ("oui", "non", "ouais")),
    (
        {
            "type": "choice",
            "choices": [
                {"value": "often", "label": {"fr": "Souvent"}},
                {"value": "sometimes", "label": {"fr": "Parfois"}},
                {"value": "never", "label": {"fr": "Jamais"}},
            ],
        },
        ("1", "parfois", "3"),
    ),
    ({"type": "scale", "low": 0, "high": 10}, ("7", "huit", "10")),
    ({"type": "number", "minimum": 0, "maximum": 20}, ("2", "trois", "0")),
)


def slug_of(week: int) -> str:
    """Return the name of a week's question."""
    return f"question-{week:02}"


#: What tells a week's question from any other sentence, and that an answer to it was taken.
ASKED = re.compile(r"Question no (\d\d) :")
THANKED = re.compile(r"Merci, question (\d\d) notée\.")


def form_of(week: int, monday: datetime) -> Form:
    """Return the week's question; open until Sunday."""
    kind, _ = KINDS[week % len(KINDS)]
    return Form.model_validate(
        {
            "survey": slug_of(week),
            "title": {"fr": f"Question {week:02}"},
            "closes": (monday + timedelta(days=6)).date(),
            "thanks": {"fr": f"Merci, question {week:02} notée."},
            "steps": [{"ask": "answer", "text": {"fr": f"Question no {week:02} : et chez vous ?"}, **kind}],
        }
    )


async def publish(service: Service, week: int, monday: datetime, now: datetime, asked: int) -> None:
    """Store and open the week's question, and schedule it for Tuesday at six in the evening, to so many drawn by chance."""
    form = form_of(week, monday)
    room = service.premises.room
    definition = compile_form(form, room.phrasebook, load_lexicons(room.languages))
    zone = service.settings.timezone
    tuesday = (monday + timedelta(days=1)).astimezone(zone)
    agenda = {
        "schedule": slug_of(week),
        "send": {"survey": slug_of(week), "segment": {"sample": {"size": asked, "seed": slug_of(week)}}},
        "starts": f"{tuesday:%Y-%m-%d} 18:00",
    }

    def work(unit: Unit) -> None:
        keep(unit, form, definition, now, zone)
        open_survey(unit, form.survey, now)
        assert unit.schedules.add(read_agenda(agenda, service.desk.known(unit, now), zone, STAFF, now))

    await service.database.transact(work)


async def write_letters(service: Service, monday: datetime, now: datetime, count: int) -> None:
    """Schedule a letter for the first Monday of every third month."""
    zone = service.settings.timezone
    agenda = {
        "schedule": "lettre",
        "send": {"message": "Lettre de la ville.", "segment": "everyone", "purpose": "questions"},
        "starts": f"{monday.astimezone(zone):%Y-%m-%d} 10:00",
        "every": f"FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO;COUNT={count}",
    }

    def work(unit: Unit) -> None:
        assert unit.schedules.add(read_agenda(agenda, service.desk.known(unit, now), zone, STAFF, now))

    await service.database.transact(work)


async def send(service: Service, draft: Mapping[str, Any], now: datetime) -> None:
    """Send something now."""

    def work(unit: Unit) -> None:
        read = read_draft(draft, service.desk.known(unit, now))
        assert add(unit, read, now, Origin(STAFF), now) is not None

    await service.database.transact(work)


def reminder_of(week: int, first: str) -> dict[str, Any]:
    """Return the reminder to those who had the first sending, and did not answer."""
    return {
        "broadcast": f"rappel-{week:02}", "survey": slug_of(week), "segment": {"received": first}, "reminds": first
    }  # fmt: skip
