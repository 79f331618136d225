"""How do staff run surveys from the command line? `palabre survey`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.bootstrap import Service
from bot.cli.running import read_or_exit, with_service
from bot.cli.survey_file import read_survey, tell_length
from bot.cli.survey_opening import Checklist, read_checklist
from bot.cli.survey_preview import draw_survey, stage_of
from bot.cli.survey_results import show_results
from bot.cli.table import draw
from bot.errors import PalabreError
from bot.participation.results.crossing import BY
from bot.participation.results.taken import KINDS, Taken
from bot.participation.surveys.keeping import find, keep, open_survey, written
from bot.participation.surveys.ready import templates
from bot.participation.surveys.versions import renamed, whole_form
from bot.participation.surveys.xlsform.exporting import export_xlsform
from bot.scheduler.closing import close
from storage.surveys import Survey
from storage.unit import Unit

#: manners of speaking that a preview draws
STYLES = ("sms", "telegram", "whatsapp")

FILE = click.argument("path", type=click.Path(dir_okay=False, path_type=Path), required=False, metavar="FILE")
TEMPLATE = click.option("--template", type=click.Choice(templates()), help="Begin from a ready one.")


@click.group()
def survey() -> None:
    """Ask residents questions: import, look, open, follow, close, export."""


@survey.command(name="import")
@FILE
@TEMPLATE
def import_survey(path: Path | None, template: str | None) -> None:
    """Store the survey of FILE (YAML, or XLSForm .xlsx) as a draft; one that is stored gets this new version."""
    settings = read_or_exit()
    read = read_survey(path, template, settings.languages)

    def store(unit: Unit) -> Survey:
        return keep(unit, read.form, read.definition, datetime.now(UTC), settings.timezone)

    async def work(service: Service) -> Survey:
        return await service.database.transact(store)

    stored = with_service(work)
    for note in read.notes:
        click.echo(note)
    click.echo(f"{stored.slug}: {tell_length(read.form)}, {stored.state}.")


@survey.command()
@FILE
@TEMPLATE
def check(path: Path | None, template: str | None) -> None:
    """Tell what is wrong with the survey of FILE, with line or cell; store nothing."""
    read = read_survey(path, template, read_or_exit().languages)
    for note in read.notes:
        click.echo(note)
    click.echo(f"{read.form.survey}: {tell_length(read.form)}. All is well.")


@survey.command(name="preview")
@click.argument("name")
@click.option("--channel", type=click.Choice(STYLES), help="Of this channel only.")
@click.option("--language", default="", help="In this language, such as en.")
def preview_survey(name: str, channel: str | None, language: str) -> None:
    """Draw each step of the survey NAME as residents see it, with the SMS that it costs."""

    async def work(service: Service) -> list[str]:
        room = service.premises.room

        def read(unit: Unit) -> list[str]:
            found = find(unit, name)
            spoken = room.language(language) if language else room.languages[0]
            return [
                line
                for style in ([channel] if channel else STYLES)
                for line in draw_survey(service, stage_of(unit, service, found, style, spoken), style)
            ]

        return await service.database.read(read)

    click.echo("\n".join(with_service(work)))


@survey.command(name="open")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask: open.")
def open_one(name: str, yes: bool) -> None:
    """Let residents answer the survey NAME, once what the console would say before is read."""

    async def look(service: Service) -> Checklist:
        return await service.database.read(lambda unit: read_checklist(unit, service, name))

    checklist = with_service(look)
    click.echo("\n".join(checklist.lines))
    if checklist.grave:
        raise PalabreError(f"{name} stays closed: {checklist.grave} to mend; then import it again")
    if not yes:
        click.confirm("Open it to residents?", abort=True)

    async def work(service: Service) -> Survey:
        return await service.database.transact(lambda unit: open_survey(unit, name, datetime.now(UTC)))

    opened = with_service(work)
    click.echo(f"{opened.slug} is open: the menu offers it, and so does '{name}' by message.")


@survey.command(name="close")
@click.argument("name")
def close_one(name: str) -> None:
    """Take no more answers to the survey NAME; those there are stay, and who answered is thanked if that was said."""

    async def work(service: Service) -> tuple[Survey, bool]:
        desk, now = service.desk, datetime.now(UTC)
        return await service.database.transact(lambda unit: close(unit, desk, name, "command", now))

    closed, thanked = with_service(work)
    click.echo(f"{closed.slug} is closed{', and who answered is thanked' if thanked else ''}.")


@survey.command(name="list")
def list_surveys() -> None:
    """List the surveys: state, days, responses."""

    def rows(unit: Unit) -> list[list[object]]:
        return [_listed(unit, one) for one in unit.surveys.all()]

    async def work(service: Service) -> list[list[object]]:
        return await service.database.read(rows)

    found = with_service(work)
    head = ("name", "state", "opens", "closes", "anonymous", "began", "finished", "quota")
    click.echo(draw(head, found) if found else "No survey is stored yet: palabre survey import")


def _listed(unit: Unit, one: Survey) -> list[object]:
    responses = unit.responses.of_survey(one.id)
    days = [f"{day:%Y-%m-%d}" if day else "" for day in (one.opens_at, one.closes_at)]
    finished = sum(response.state == "done" for response in responses)
    return [
        one.slug,
        one.state,
        *days,
        "yes" if one.anonymous else "",
        len(responses),
        finished,
        one.quota or "",
    ]


@survey.command()
@click.argument("name")
@click.option("--by", type=click.Choice(BY), help="With cross tables by this; small cells are left out.")
def results(name: str, by: str | None) -> None:
    """Show what the survey NAME found so far."""
    settings = read_or_exit()

    async def work(service: Service) -> str:
        room = service.premises.room
        return await service.database.read(
            lambda unit: show_results(unit, find(unit, name), settings.timezone, room.languages[0], by)
        )

    click.echo(with_service(work))


@survey.command()
@click.argument("name")
@click.option("--format", "kind", type=click.Choice([*KINDS]), default="csv", show_default=True)
@click.option("--form", "questions", is_flag=True, help="The questions instead, as XLSForm.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write."
)
def export(name: str, kind: str, questions: bool, output: Path) -> None:
    """Write the responses to the survey NAME, numbered by chance, or its questions."""
    settings = read_or_exit()

    async def work(service: Service) -> bytes:
        districts = {one.slug: one.name for one in service.premises.room.town.districts}
        return await service.database.read(
            partial(_exported, name, kind, questions, settings.timezone, districts)
        )

    found = with_service(work)
    try:
        output.write_bytes(found)
    except OSError as error:
        raise PalabreError(f"{output} cannot be written: {error.strerror}") from error
    click.echo(f"{output.name} is written.")


def _exported(
    name: str, kind: str, questions: bool, timezone: ZoneInfo, districts: Mapping[str, str], unit: Unit
) -> bytes:
    found = find(unit, name)
    if questions:
        return export_xlsform(written(unit, found, timezone))
    form = whole_form(unit, found, timezone)
    responses = unit.responses.of_survey(found.id)
    secrets.SystemRandom().shuffle(responses)
    answers = renamed(form.questions, unit.responses.answers(found.id))
    language = next(iter(form.title))
    return KINDS[kind](Taken(form, responses, answers, language, datetime.now(UTC), districts))
