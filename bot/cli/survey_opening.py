"""What does an operator read before a survey reaches residents? The console's own checklist, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.bootstrap import Service
from bot.cli.survey_file import tell_length
from bot.console.drawing import HERE
from bot.console.surveys.composer import look_closely, sentence
from bot.console.surveys.drafting import Opened
from bot.pages.words import load_folders
from bot.participation.surveys.keeping import find, written
from bot.participation.surveys.reviewing import Finding
from bot.participation.surveys.sketch import sketch_of
from storage.surveys import Survey
from storage.unit import Unit

#: operators read English, whatever the town speaks
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is told of a survey before it is opened."""

    lines: Sequence[str]
    #: how many things keep it closed
    grave: int


def read_checklist(unit: Unit, service: Service, name: str) -> Checklist:
    """Return the checklist of a survey as it is stored. Raise PalabreError for one that is not there."""
    survey, zone = find(unit, name), service.settings.timezone
    form = written(unit, survey, zone)
    reviewed, weight = look_closely(service.console, Opened(sketch_of(form), None, survey))
    # languages with holes fall back to the first: the operator says so by opening
    grave = [one for one in reviewed.grave if one.what != "holes"]
    rest = [one for one in reviewed.findings if one not in grave]
    cost = f", {weight.each} SMS a person at most" if weight.each else ""
    lines = [f"{name}: {tell_length(form)}{cost}.", _days(survey, zone)]
    lines += ["To mend:", *_tell(grave)] if grave else []
    lines += ["To read again:", *_tell(rest)] if rest else []
    return Checklist(lines, len(grave))


def _tell(findings: Sequence[Finding]) -> Iterator[str]:
    words = load_folders(HERE / "words")[LANGUAGE]["surveys"]
    for one in findings:
        place = f"{one.step}: " if one.step else ""
        yield f"- {place}{sentence(words, LANGUAGE, one)}"


def _days(survey: Survey, zone: ZoneInfo) -> str:
    """Return from when until when residents may answer."""
    since, until = (
        format_date(at.astimezone(zone), "EEEE d MMMM y", locale=LANGUAGE) if at else ""
        for at in (survey.opens_at, survey.closes_at)
    )
    first = f"from {since}" if since else "at once"
    return f"Residents may answer {first}, until {f'{until} begins' if until else 'it is closed'}."
