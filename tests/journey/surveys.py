"""What do the journeys through surveys ask?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.participation.surveys.form import Form
from bot.participation.surveys.framing import compile_form
from bot.participation.surveys.keeping import keep, open_survey
from dialogues.loader import load_phrasebook
from dialogues.reading.lexicon import load_lexicons
from storage.surveys import Survey
from storage.unit import Unit
from tests.journey.house import House

PARIS = ZoneInfo("Europe/Paris")

BUS: dict[str, Any] = {
    "survey": "bus-nuit",
    "title": {"fr": "Le bus de nuit", "en": "The night bus"},
    "steps": [
        {
            "ask": "taken",
            "type": "choice",
            "text": {
                "fr": "Le nouveau bus de nuit, vous l'avez pris ?",
                "en": "Have you taken the new night bus?",
            },
            "choices": [
                {"value": "often", "label": {"fr": "Souvent", "en": "Often"}},
                {"value": "sometimes", "label": {"fr": "Parfois", "en": "Sometimes"}},
                {"value": "never", "label": {"fr": "Jamais", "en": "Never"}},
            ],
        },
        {
            "ask": "nights",
            "type": "choices",
            "text": {"fr": "Quels soirs ?", "en": "Which nights?"},
            "when": {"xpath": "$taken != 'never'"},
            "choices": [
                {"value": "thursday", "label": {"fr": "Jeudi", "en": "Thursday"}},
                {"value": "friday", "label": {"fr": "Vendredi", "en": "Friday"}},
                {"value": "saturday", "label": {"fr": "Samedi", "en": "Saturday"}},
            ],
        },
        {
            "ask": "mark",
            "type": "scale",
            "low": 0,
            "high": 10,
            "text": {
                "fr": "De 0 à 10, le recommanderiez-vous ?",
                "en": "From 0 to 10, would you recommend it?",
            },
        },
        {
            "ask": "words",
            "type": "text",
            "optional": True,
            "text": {"fr": "Un mot de plus ?", "en": "Anything else?"},
            "constraint": "string-length(.) <= 40",
            "constraint_message": {"fr": "40 signes au plus.", "en": "40 signs at most."},
        },
    ],
}


async def ask(house: House, **changed: Any) -> Survey:
    """Store the survey, with these fields changed, and open it."""
    form = Form.model_validate({**BUS, **changed})
    definition = compile_form(form, load_phrasebook(), load_lexicons())

    def work(unit: Unit) -> Survey:
        keep(unit, form, definition, datetime.now(UTC), PARIS)
        return open_survey(unit, form.survey, datetime.now(UTC))

    return await house.service.database.transact(work)
