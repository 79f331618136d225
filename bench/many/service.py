"""One process of a deployment, as `palabre` runs it, but for the pace when it is asked to wait for none."""

from __future__ import annotations

import os
import sys

from bench.webhook.service import unpaced
from bot.bootstrap import SERVE, WEB, WORK, build
from bot.cli.loop import run_service
from bot.cli.process import run
from bot.logs import set_up_logs
from bot.settings import read_settings

ROLES = {role.name: role for role in (SERVE, WEB, WORK)}


def main(role: str) -> None:
    """Run until SIGTERM."""
    # a chat of the bench writes as no person does
    settings = read_settings(None).model_copy(update={"messages_per_minute": 100_000})
    set_up_logs(settings.log_level)
    paced = os.environ.get("BENCH_PACED") == "1"
    run_service(run(settings, build=build if paced else unpaced, role=ROLES[role]))


if __name__ == "__main__":
    main(sys.argv[1])
