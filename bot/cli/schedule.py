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
from bot.errors import PalabreError
from bot.participation.broadcasts.agenda import read_agenda
from bot.scheduler.occurring import timetable
from storage.audit import Act
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
        desk = service.desk
        made = read_agenda(data, desk.known(unit, now), desk.window.timezone, by, now)
        if not unit.schedules.add(made):
            raise PalabreError(f"there is a schedule {made.slug!r} already: give this one another name")
        unit.audit.add([Act(now, by, "schedule added", made.slug)])
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
    act(lambda unit, _service, now: _change(unit, slug, "active", "paused", by, now))
    click.echo(f"{slug}: paused.")


@schedule.command()
@click.argument("slug")
@by_option
def resume(slug: str, by: str) -> None:
    """Let SLUG fire again, from its next time on; those that passed meanwhile are not made up for."""

    def work(unit: Unit, service: Service, now: datetime) -> list[str]:
        found = _change(unit, slug, "paused", "active", by, now)
        if not found.after:
            following = timetable(found, service.desk).next(now)
            unit.schedules.change(slug, next_at=following, state="active" if following else "ended")
        return _next(service, found, now)

    click.echo("\n".join(act(work)))


@schedule.command(name="next")
@click.argument("slug")
def show_next(slug: str) -> None:
    """Show when SLUG fires next, in words."""
    click.echo("\n".join(act(lambda unit, service, now: _next(service, _find(unit, slug), now))))


def _find(unit: Unit, slug: str) -> Schedule:
    found = unit.schedules.by_slug(slug)
    if found is None:
        raise PalabreError(f"there is no schedule {slug!r}: `palabre schedule list`")
    return found


def _change(unit: Unit, slug: str, before: str, after: str, by: str, now: datetime) -> Schedule:
    found = _find(unit, slug)
    if found.state != before:
        raise PalabreError(f"{slug} is {found.state}")
    unit.schedules.change(slug, state=after)
    unit.audit.add([Act(now, by, f"schedule {after}", slug)])
    return found


def _next(service: Service, one: Schedule, now: datetime, count: int = SHOWN) -> list[str]:
    """Return the next times in the town's first language, on its clocks."""
    if one.after:
        return [f"{one.days} days after: {one.after}"]
    zone, language = service.desk.window.timezone, service.settings.languages[0]
    times = timetable(one, service.desk).first(now, count)
    said = [format_datetime(at.astimezone(zone), "EEEE d MMMM yyyy HH:mm", locale=language) for at in times]
    return said or ["never again"]
