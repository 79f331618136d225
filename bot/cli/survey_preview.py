"""How is a stored survey drawn in a terminal, as each channel really sends it?"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.bootstrap import Service
from bot.channels.message import Address, OutboundMessage
from bot.participation.surveys.keeping import source_of
from bot.participation.surveys.rehearsal import Stage, turns
from dialogues.loader import restore_definition
from dialogues.reading.lexicon import load_lexicons
from storage.surveys import Survey
from storage.unit import Unit


def _address(style: str) -> Address:
    return Address("simulator", f"{style}-preview")


def stage_of(unit: Unit, service: Service, survey: Survey, style: str, language: str) -> Stage:
    """Return on what a stored survey is played."""
    room, now = service.premises.room, datetime.now(UTC)
    definition = restore_definition(source_of(unit, survey), room.phrasebook, load_lexicons(room.languages))
    can, known = service.simulator.capabilities(_address(style)), room.town.known(language, now)
    return Stage(room.library, definition, survey.title, survey.anonymous, known, now, language, can)


def draw_survey(service: Service, stage: Stage, style: str) -> list[str]:
    """Return the lines of a survey on one channel, and their cost."""
    lines, parts = [f"── {style} ──"], 0
    sent = [(step or "end", message) for step, messages in turns(stage) for message in messages]
    for step, message in sent:
        for call in service.simulator.render(OutboundMessage(1, _address(style), message, stage.language)):
            for bubble in call.to_json()["bubbles"]:
                taps = [tap["label"] for line in bubble["buttons"] for tap in line] + [
                    row["label"] for row in bubble["list"]
                ]
                cost = f"  ({bubble['sms']['parts']} SMS)" if bubble["sms"] else ""
                parts += bubble["sms"]["parts"] if bubble["sms"] else 0
                lines += [f"{step}:{cost}", *(f"  {line}" for line in bubble["text"].split("\n"))]
                lines += ["  " + " ".join(f"[{tap}]" for tap in taps)] if taps else []
    return [*lines, f"{parts} SMS in all"] if parts else lines
