"""Which concrete parts make a service? The only place that names them; tests and commands build it here."""

from bot.bootstrap.parts import build
from bot.bootstrap.roles import SERVE, WEB, WORK, Role
from bot.bootstrap.service import Service

__all__ = ["SERVE", "WEB", "WORK", "Role", "Service", "build"]
