"""Which groups of people have a name? `palabre segment`; how many, never who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import orjson

from bot.bootstrap import Service
from bot.cli.broadcast import FILE, act
from bot.cli.draft_file import read_file
from bot.cli.table import draw
from bot.errors import PalabreError
from bot.participation.broadcasts.draft import read_slug
from bot.participation.segments.reading import read_segment, write_segment
from bot.scheduler.firing import missing, who
from storage.unit import Unit

#: Fewest people that are counted exactly (norms §1).
FEWEST = 5


@click.group()
def segment() -> None:
    """Keep segments and groups by name: broadcasts say whom they reach by them."""


@segment.command()
@click.argument("slug")
@click.argument("file", type=FILE)
def save(slug: str, file: Path) -> None:
    """Keep the conditions of FILE as SLUG, and tell how many people they mean now."""
    data = read_file(file)

    def work(unit: Unit, service: Service, now: datetime) -> int:
        read_slug(slug, "SLUG")
        kept = write_segment(read_segment(data, seed=slug, names=service.desk.known(unit, now).names))
        unit.segments.save(slug, kept, now)
        short = missing(unit, kept, now)
        if short:
            name, (wanted, there) = next(iter(short.items()))
            click.echo(f"Too few in {name!r}: {there} of {wanted}.")
        return _count(unit, kept, now)

    click.echo(f"{slug}: {_said(act(work))}.")


@segment.command(name="list")
def list_all() -> None:
    """List segments and groups, with how many people each means now."""

    def work(unit: Unit, _service: Service, now: datetime) -> list[tuple[str, str, str]]:
        kept = [
            (slug, _said(_count(unit, data, now)), orjson.dumps(data).decode())
            for slug, data in unit.segments.all()
        ]
        groups = [(name, _said(count), "by hand") for name, count in unit.segments.groups().items()]
        return kept + groups

    rows = act(work)
    click.echo(draw(("name", "people", "who"), rows) if rows else "There is no segment and no group.")


@segment.command()
@click.argument("group")
@click.argument("addresses", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take them out instead.")
def group(group: str, addresses: tuple[str, ...], remove: bool) -> None:
    """Put the people at ADDRESSES (telegram:123, sms:+33939…) into GROUP."""
    read_slug(group, "GROUP")
    keys = [(channel, value) for channel, _, value in (one.partition(":") for one in addresses)]

    def work(unit: Unit, _service: Service, now: datetime) -> int:
        known = unit.participants.known(keys)
        if strange := len([key for key in keys if key not in known]):
            raise PalabreError(
                f"{strange} of these addresses are nobody's: write channel:value; nothing was changed"
            )
        people = sorted(set(known.values()))
        if remove:
            unit.segments.leave(group, people)
        else:
            unit.segments.join(group, people, now)
        return unit.segments.groups().get(group, 0)

    click.echo(f"{group}: {act(work)} people.")


def _count(unit: Unit, data: object, now: datetime) -> int:
    meant = who(unit, data, now)
    return len(meant) if isinstance(meant, Sequence) else len(unit.segments.find(meant, now))


def _said(count: int) -> str:
    return f"{count} people" if count >= FEWEST or not count else f"fewer than {FEWEST} people"
