"""How are the results of a survey drawn in a terminal?"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.cli.table import draw
from bot.participation.results.crossing import Crossing, cross
from bot.participation.results.tally import Tally, tally, turn_out
from bot.participation.surveys.versions import renamed, whole_form
from bot.participation.themes import suggest_theme
from storage.surveys import Survey
from storage.unit import Unit

#: what is shown for a cell that is left out: it need not be a small one
HIDDEN = "…"


def show_results(unit: Unit, survey: Survey, timezone: ZoneInfo, language: str, by: str | None) -> str:
    """Return the turnout, then each question with its counts, then cross tables if wanted."""
    form = whole_form(unit, survey, timezone)
    responses, answers = unit.responses.of_survey(survey.id), unit.responses.answers(survey.id)
    answers = renamed(form.questions, answers)
    keywords = {theme.slug: theme.keywords for theme in unit.territory.themes()}

    def file(text: str) -> str:
        found = suggest_theme(text, keywords)
        return found.theme if found else ""

    turnout = turn_out(responses)
    rows = [[channel, *counts] for channel, counts in turnout.channels.items()]
    parts = [draw(("channel", "began", "finished"), [*rows, ["all", turnout.started, turnout.finished]])]
    parts += ["\n".join(_question(one)) for one in tally(form.questions, responses, answers, language, file)]
    if by:
        parts += [
            _crossed(question["ask"], by, table)
            for question in form.questions
            for table in cross(question, responses, answers, by, language)
        ]
    return "\n\n".join(parts)


def _question(one: Tally) -> Iterator[str]:
    yield f"{one.name}: {one.label}"
    yield f"  asked {one.asked}, answered {one.answered}, passed {one.skipped}, stopped here {one.stopped}, still there {one.pending}"
    for value, count in one.values.items():
        share = round(100 * count / one.answered) if one.answered else 0
        yield f"  {one.labels.get(value, value)}: {count} ({share} %)"
    if one.marks is not None:
        nps = "" if one.marks.nps is None else f", NPS {one.marks.nps:+d}"
        yield f"  mean {one.marks.mean}, median {one.marks.median:g}{nps}"
    for theme, count in one.themes.items():
        yield f"  {theme or '—'}: {count}"


def _crossed(name: str, by: str, table: Crossing) -> str:
    rows = [
        [row, *(HIDDEN if cell is None else cell for cell in cells), total]
        for row, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)
    ]
    whole = ["all", *table.column_totals, sum(table.row_totals)]
    return f"{name} by {by}\n" + draw((by, *table.columns, "all"), [*rows, whole])
