"""What is sent to many, to whom, and how far has it come? `palabre broadcast`; no name, number or answer is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.bootstrap import Service
from bot.channels.sms.render import Sms
from bot.cli.broadcast_state import tell_moment, tell_state
from bot.cli.draft_file import read_file
from bot.cli.running import with_service
from bot.cli.table import draw
from bot.participation.broadcasts.draft import read_draft
from bot.scheduler import steering, thanking
from bot.scheduler.composing import read_due
from bot.scheduler.composing import send as send_draft
from bot.scheduler.previewing import Preview, preview
from bot.scheduler.status import Status, read_status
from storage.unit import Unit

T = TypeVar("T")

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

#: Who does it, as the audit keeps it.
by_option = click.option("--by", required=True, metavar="NAME", help="Who does it; the audit keeps the name.")


@click.group()
def broadcast() -> None:
    """Send an announcement or a survey to many, each once."""


def act(work: Callable[[Unit, Service, datetime], T]) -> T:
    """Do something in one transaction of a service."""

    async def run(service: Service) -> T:
        now = datetime.now(UTC)
        return await service.database.transact(lambda unit: work(unit, service, now))

    return with_service(run)


@broadcast.command(name="preview")
@click.argument("file", type=FILE)
def show(file: Path) -> None:
    """Show whom FILE would reach now, who is left out and why, what it says and costs; nothing is sent."""
    click.echo(tell_preview(act(partial(_preview, data=read_file(file)))))


@broadcast.command()
@click.argument("file", type=FILE)
@click.option("--at", metavar="TIME", help='Not now but then, on the town\'s clocks: "2026-12-07 18:00".')
@by_option
@click.option("--yes", is_flag=True, help="Do not ask: send.")
def send(file: Path, at: str | None, by: str, yes: bool) -> None:
    """Send what FILE says: recipients are fixed when it fires, messages leave in the hours to write first."""
    data = read_file(file)
    click.echo(tell_preview(act(partial(_preview, data=data, at=at))))
    if not yes:
        click.confirm("Send it?", abort=True)
    click.echo(act(partial(_send, data=data, at=at, by=by)))


@broadcast.command()
@click.argument("slug")
def status(slug: str) -> None:
    """Show how far the broadcast SLUG has come: whom it reached, who is left out and why, who answered."""

    def work(unit: Unit, service: Service, now: datetime) -> str:
        found = read_status(unit, slug)
        return _tell_status(found, tell_state(found, service.desk.window, now))

    click.echo(act(work))


@broadcast.command(name="list")
def list_all() -> None:
    """List the latest broadcasts, newest first."""

    def work(unit: Unit, service: Service, _now: datetime) -> list[tuple[str, str, str]]:
        zone = service.settings.timezone
        return [
            (b.slug, b.state, f"{b.due_at.astimezone(zone):%Y-%m-%d %H:%M}") for b in unit.broadcasts.all()
        ]

    rows = act(work)
    click.echo(draw(("broadcast", "state", "due"), rows) if rows else "There is no broadcast.")


@broadcast.command()
@click.argument("slug")
@by_option
def approve(slug: str, by: str) -> None:
    """Approve SLUG while the pre-electoral reserve holds: a second person must."""

    def work(unit: Unit, service: Service, now: datetime) -> str:
        steering.approve(unit, service.desk, slug, by, now)
        return _state(unit, service, slug, now)

    click.echo(f"{slug}: approved by {by}; {act(work)}.")


@broadcast.command()
@click.argument("slug")
@by_option
def pause(slug: str, by: str) -> None:
    """Let nothing more of SLUG leave, until it is resumed or cancelled."""
    _, waiting = act(lambda unit, _service, now: steering.pause(unit, slug, by, now))
    click.echo(f"{slug}: paused; {waiting} people wait for `palabre broadcast resume`.")


@broadcast.command()
@click.argument("slug")
@by_option
def resume(slug: str, by: str) -> None:
    """Go on with SLUG: after a pause, or to all the others after its pilot."""

    def work(unit: Unit, service: Service, now: datetime) -> str:
        steering.resume(unit, slug, by, now)
        return _state(unit, service, slug, now)

    click.echo(f"{slug}: {act(work)}.")


@broadcast.command()
@click.argument("slug")
@by_option
def cancel(slug: str, by: str) -> None:
    """End SLUG; what has left cannot be called back."""
    _, spared = act(lambda unit, _service, now: steering.cancel(unit, slug, by, now))
    click.echo(f"{slug}: cancelled; {spared} people are not written to.")


@broadcast.command()
@click.argument("survey")
@by_option
@click.option("--yes", is_flag=True, help="Do not ask: send.")
def thanks(survey: str, by: str, yes: bool) -> None:
    """Thank who answered SURVEY, with what most of them chose; once."""
    draft = act(lambda unit, service, now: thanking.draft_thanks(unit, service.desk, survey, now))
    click.echo("\n".join(f"[{language}] {text}" for language, text in draft["message"].items()))
    if not yes:
        click.confirm("Send it to those who answered?", abort=True)
    click.echo(act(partial(_send, data=draft, at=None, by=by)))


def _preview(
    unit: Unit, service: Service, now: datetime, data: dict[str, Any], at: str | None = None
) -> Preview:
    desk = service.desk
    draft = read_draft(data, desk.known(unit, now))
    due = read_due(at or "", desk, now, "--at")
    return preview(unit, desk, draft, Sms(service.settings.sms_folding), now, due)


def _send(unit: Unit, service: Service, now: datetime, data: dict[str, Any], at: str | None, by: str) -> str:
    due = read_due(at or "", service.desk, now, "--at")
    slug = send_draft(unit, service.desk, data, due, by, now).slug
    return f"{slug}: {_state(unit, service, slug, now)}."


def _state(unit: Unit, service: Service, slug: str, now: datetime) -> str:
    return tell_state(read_status(unit, slug, whole=False), service.desk.window, now)


def tell_preview(found: Preview) -> str:
    """Return a preview in words."""
    left_out = sum(count for _, count in found.excluded)
    lines = [f"{found.reached} people would get it; {left_out} are left out."]
    if found.channels:
        lines += ["", draw(("channel", "people"), found.channels)]
    if found.excluded:
        lines += [
            "",
            draw(("left out because", "people"), [(CAUSES[cause], n) for cause, n in found.excluded]),
        ]
    if found.parts:
        lines += ["", f"Cost: {found.parts} SMS."]
    lines += [f"Too few in {name!r}: {there} of {wanted}." for name, (wanted, there) in found.missing.items()]
    lines += ["", *found.texts] if found.texts else []
    lines += ["", _tell_opening(found)]
    return "\n".join(lines)


def _tell_opening(found: Preview) -> str:
    if found.opens <= found.asked:
        return "It would leave at once."
    return f"It would leave from {tell_moment(found.opens)}, when writing first is allowed."


def _tell_status(found: Status, state: str) -> str:
    lines = [f"{found.broadcast.slug}: {state}.", "", draw(("", "people"), found.rows())]
    if found.excluded:
        lines += [
            "",
            draw(("left out because", "people"), [(CAUSES.get(c, c), n) for c, n in found.excluded]),
        ]
    return "\n".join(lines)


#: why somebody is left out
CAUSES = {
    "stopped": "said STOP",
    "consent": "no consent to this purpose",
    "answered": "answered already",
    "channel": "no channel that can be written to first",
    "window": "WhatsApp's 24 hours are over, and there is no template",
    "reminded": "reminded once already",
    "cap": "had as many messages as may be",
    "erased": "erased since",
    "merged": "the same person twice",
    "cancelled": "cancelled before it left",
    "survey": "the survey is over, full, or not there any more",
}
