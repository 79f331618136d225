"""Our service as it is run, but for the pace: Telegram's 30 messages a second would be all that is measured."""

from __future__ import annotations

from bot.bootstrap import Service, build
from bot.cli.loop import run_service
from bot.cli.process import run
from bot.logs import set_up_logs
from bot.outbox.pace import Pace
from bot.settings import Settings, read_settings

#: messages a second, to all and to one chat: no limit
UNBOUND = 1e9


def unpaced(settings: Settings) -> Service:
    """Build the service that `palabre serve` builds, with senders that never wait."""
    service = build(settings)
    for sender in service.senders:
        sender.pace = Pace(UNBOUND, UNBOUND)
    return service


def main() -> None:
    """Serve until SIGTERM."""
    # a chat of the bench writes as no person does
    settings = read_settings(None).model_copy(update={"messages_per_minute": 100_000})
    set_up_logs(settings.log_level)
    run_service(run(settings, build=unpaced))


if __name__ == "__main__":
    main()
