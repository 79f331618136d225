"""How is Rasa run beside the service? `palabre nlu serve`."""

from __future__ import annotations

import asyncio
import signal

import click

from bot.cli.running import read_or_exit
from bot.logs import set_up_logs
from bot.nlu.rasa.access import find_access, own_port
from bot.nlu.rasa.environment import need_rasa
from bot.nlu.rasa.models import Models, models_folder
from bot.nlu.rasa.server import RasaServer
from bot.nlu.rasa.supervising import supervise
from bot.settings import Settings


@click.command("serve")
def serve_rasa() -> None:
    """Run Rasa on this machine, on the loopback only, and start it again when it dies.

    Set PALABRE_RASA_URL=http://127.0.0.1:5005 for the service to ask it.
    """
    settings = read_or_exit()
    set_up_logs(settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    models = Models(models_folder(settings.data))
    server = RasaServer(need_rasa(), own_port(settings), find_access(settings).secret)
    models.need_current()
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    await supervise(server, models.need_current, stopping)
