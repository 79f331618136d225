"""How does a newcomer see it work? `palabre demo`: an invented town, the simulator, nothing sent for real."""

from __future__ import annotations

from functools import partial

import click

from bot.bootstrap import Service, build
from bot.cli.loop import run_service
from bot.cli.process import run
from bot.cli.running import read_or_exit
from bot.console.stepping import open_demo
from bot.demo.answers import settle_answers, settle_survey
from bot.demo.channels import wire_demo
from bot.demo.people import settle_people
from bot.demo.town import places, settle_town
from bot.logs import set_up_logs

#: euros of a part of an SMS and of a WhatsApp message, for the console to tell costs: about what they are in 2026
PRICES = {"sms_price": 0.07, "whatsapp_price": 0.05}


@click.command()
def demo() -> None:
    """Serve an invented town with the simulator, for trying everything out; nothing is sent for real."""
    settings = read_or_exit()
    prices = {name: price for name, price in PRICES.items() if getattr(settings, name) is None}
    settings = settings.model_copy(update={"simulator": True, **prices})
    set_up_logs("WARNING")
    run_service(run(settings, _settle, places(), partial(build, wire=wire_demo), announce=_announce))


def _announce(service: Service) -> None:
    """Tell where to look, with a way into the console that nobody else has, for as long as the demo runs."""
    settings = service.settings
    click.echo(f"Palabre, simulator: http://{settings.host}:{settings.port}/  (Ctrl+C stops it)")
    click.echo(f"Staff console: {open_demo(service.console)}  (from this computer only)")


async def _settle(service: Service) -> None:
    """Set the invented town up, and let its people write, as if they had for some weeks."""
    click.echo("An invented town is being prepared: some seconds, the first time.")
    settings = service.settings
    await settle_town(service.database)
    await settle_survey(service.database, settings.languages, settings.timezone)
    await service.premises.open()
    await settle_people(service.database, service.premises.room)
    await settle_answers(service.database, service.premises.room)
