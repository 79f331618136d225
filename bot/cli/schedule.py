"""When does what fire? `palabre schedule`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from babel.dates import format_datetime

from bot.bootstrap import Service
from bot.cli.broadcast import FILE, act, by_option
from bot.cli.draft_file import read_file
from bot.cli.table import draw
from bot.scheduler import repeating
from bot.scheduler.composing import keep
from bot.scheduler.occurring import timetable
from storage.schedules import Schedule
from storage.unit import Unit

#: Times that `next` shows.
SHOWN = 6


@click.group()
def schedule() -> None:
    """Send again and again: on dates, by a rule, or after something happened."""


@schedule.command(name="add")
@click.argument("file", type=FILE)
@by_option
def add_one(file: Path, by: str) -> None:
    """Keep the schedule that FILE says; shows its next times."""
    data = read_file(file)

    def work(unit: Unit, service: Service, now: datetime) -> list[str]:
        made = keep(unit, service.desk, data, by, now)
        return _next(service, made, now)

    click.echo("\n".join(act(work)))


@schedule.command(name="list")
def list_all() -> None:
    """List the schedules, those that fire next first."""

    def work(unit: Unit, service: Service, now: datetime) -> list[tuple[str, str, str]]:
        return [(one.slug, one.state, _next(service, one, now, 1)[-1]) for one in unit.schedules.all()]

    rows = act(work)
    click.echo(draw(("schedule", "state", "next"), rows) if rows else "There is no schedule.")


@schedule.command()
@click.argument("slug")
@by_option
def pause(slug: str, by: str) -> None:
    """Let SLUG fire no more, until it is resumed."""
    act(lambda unit, _service, now: repeating.pause(unit, slug, by, now))
    click.echo(f"{slug}: paused.")


@schedule.command()
@click.argument("slug")
@by_option
def resume(slug: str, by: str) -> None:
    """Let SLUG fire again, from its next time on; those that passed meanwhile are not made up for."""

    def work(unit: Unit, service: Service, now: datetime) -> list[str]:
        return _next(service, repeating.resume(unit, service.desk, slug, by, now), now)

    click.echo("\n".join(act(work)))


@schedule.command()
@click.argument("slug")
@by_option
def end(slug: str, by: str) -> None:
    """Let SLUG never fire again; what it has made goes on."""
    act(lambda unit, _service, now: repeating.end(unit, slug, by, now))
    click.echo(f"{slug}: ended.")


@schedule.command(name="next")
@click.argument("slug")
def show_next(slug: str) -> None:
    """Show when SLUG fires next, in words."""
    click.echo("\n".join(act(lambda unit, service, now: _next(service, repeating.find(unit, slug), now))))


def _next(service: Service, one: Schedule, now: datetime, count: int = SHOWN) -> list[str]:
    """Return the next times in the town's first language, on its clocks."""
    if one.after:
        return [f"{one.days} days after: {one.after}"]
    zone, language = service.desk.window.timezone, service.settings.languages[0]
    times = timetable(one, service.desk).first(now, count)
    said = [format_datetime(at.astimezone(zone), "EEEE d MMMM yyyy HH:mm", locale=language) for at in times]
    return said or ["never again"]
