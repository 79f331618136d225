"""How does a process of the service begin, listen, reload and end?"""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import click
import structlog
from aiohttp import web

from bot.bootstrap import SERVE, Role, Service, build
from bot.bootstrap.agreement import warn_of_another_key
from bot.cli.loop import run_service
from bot.cli.running import read_or_exit
from bot.errors import PalabreError
from bot.keys import read_key
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.settings.model import variable_of
from bot.web.access import RouteLogger
from bot.web.app import build_app
from dialogues.inputs import Point

log = structlog.get_logger()

Settle = Callable[[Service], Awaitable[None]]
Build = Callable[[Settings], Service]
Announce = Callable[[Service], None]

#: objects made before the collector looks at the young ones: batches of turns make thousands, hardly one of them in a circle
YOUNG = 50_000

#: how many ports after a taken one are tried, and the last port there is
NEAR, LAST_PORT = 50, 65_535

#: what is told where each folder makes a key of its own: codes that one process gives, another refuses
UNSHARED = (
    "palabre: PALABRE_SECRET_KEY is not set: processes with different data folders refuse each other's codes; "
    "set the same one everywhere"
)


def start(role: Role) -> None:
    """Read the settings and run a process of this role until it is told to stop."""
    settings = read_or_exit()
    set_up_logs(settings.log_level)
    run_service(run(settings, role=role))


async def run(
    settings: Settings,
    settle: Settle | None = None,
    places: Sequence[Point] = (),
    build: Build = build,
    role: Role = SERVE,
    announce: Announce | None = None,
) -> None:
    """Run until SIGTERM or SIGINT; SIGHUP reads the scripts, their sentences and the town again.

    `settle` does something after the schema is there and before anything is served: the demo sets its town up;
    `announce` tells what it likes once the port answers.
    """
    role.check(settings)
    await _check_port(settings, role)
    if role is not SERVE and settings.secret_key is None:
        click.echo(UNSHARED, err=True)
    stopping = asyncio.Event()
    service = build(settings)
    try:
        _report(await service.start())
        await warn_of_another_key(service.database, read_key(settings))
        if settle is not None:
            await settle(service)
        runner = await _listen(service, role, places)
        if announce is not None:
            announce(service)
        _on_signals(service, stopping)
        spare_the_collector()
        try:
            await service.run(stopping, role)
        finally:
            await runner.cleanup()
    finally:
        await service.close()


async def _check_port(settings: Settings, role: Role) -> None:
    """Raise PalabreError where the port is taken, before anything is stored or told."""
    if not (port := role.port(settings)):
        return
    try:
        server = await asyncio.start_server(lambda *_: None, settings.host, port)
    except OSError as error:
        raise PalabreError(_taken(settings, role, error)) from error
    server.close()
    await server.wait_closed()


async def _listen(service: Service, role: Role, places: Sequence[Point]) -> web.AppRunner:
    """Open the port of this role, unless it is 0. Raise PalabreError when it is taken."""
    host, port = service.settings.host, role.port(service.settings)
    services = service.web(places) if role.answers else service.watched()
    runner = web.AppRunner(build_app(services), access_log_class=RouteLogger, shutdown_timeout=2.0)
    await runner.setup()
    if port:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            raise PalabreError(_taken(service.settings, role, error)) from error
    log.info("listening", port=port, process=role.name)
    return runner


def spare_the_collector() -> None:
    """Leave what is loaded for good (scripts, words, libraries) out of every collection: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _taken(settings: Settings, role: Role, why: OSError) -> str:
    """Return why nothing can listen there, and what to do."""
    port = role.port(settings)
    if why.errno == errno.EADDRINUSE:
        free = _free_port(settings, port)
        such = f", such as {role.port_setting}={free}" if free else ""
        return (
            f"{settings.host}:{port} is taken by another program, perhaps by another Palabre: stop that one, "
            f"or choose another port with {role.port_setting}{such}"
        )
    return (
        f"nothing can listen on {settings.host}:{port}: is that an address of this machine, and may this account "
        f"use the port ({variable_of('host')}, {role.port_setting})?"
    )


def _free_port(settings: Settings, taken: int) -> int:
    """Return the next port on which nothing listens, nor is to by the settings; 0 where there is none near."""
    for port in range(taken + 1, min(taken + NEAR, LAST_PORT) + 1):
        if port in (settings.port, settings.work_port):
            continue
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        with suppress(OSError), socket.create_server((settings.host, port), family=family):
            return port
    return 0


def _on_signals(service: Service, stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    reloading: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(_reload(service))
        reloading.add(task)
        task.add_done_callback(reloading.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)


async def _reload(service: Service) -> None:
    faults = await service.premises.reload()
    _report(faults)
    if faults:
        log.error("not all was reloaded", count=len(faults))
    else:
        log.info("reloaded")


def _report(faults: Sequence[Exception]) -> None:
    """Tell the operator which scripts were refused, with file and line; their last good versions go on."""
    for fault in faults:
        click.echo(f"palabre: {fault} (the last good version goes on)", err=True)
