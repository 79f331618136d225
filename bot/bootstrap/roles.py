"""What may one process do: everything, or its part beside others?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import PalabreError
from bot.settings import Settings
from bot.settings.model import variable_of


@dataclass(frozen=True, slots=True)
class Role:
    """What a process of this name does; `port_field` is the setting of its port."""

    name: str
    #: webhooks and pages; without, only health and figures are shown
    answers: bool
    #: turns, sending, due work
    works: bool
    port_field: str = "port"

    @property
    def port_setting(self) -> str:
        """Name of the variable that holds the port."""
        return variable_of(self.port_field)

    def port(self, settings: Settings) -> int:
        """Return the port to listen on; 0: on none."""
        return int(getattr(settings, self.port_field))

    def check(self, settings: Settings) -> None:
        """Raise PalabreError where one process must do everything: on SQLite."""
        if not (self.answers and self.works) and settings.store.startswith("sqlite"):
            raise PalabreError(
                f"palabre {self.name} is one of several processes, and SQLite serves one: run palabre serve, "
                "or set PALABRE_DATABASE_URL to a PostgreSQL"
            )


SERVE = Role("serve", answers=True, works=True)
WEB = Role("web", answers=True, works=False)
WORK = Role("work", answers=False, works=True, port_field="work_port")
