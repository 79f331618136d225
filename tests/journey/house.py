"""How is the real service built for a test, and built again on the same store, as after a restart?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from sqlalchemy import select, update

from bot.bootstrap import Service, build
from bot.bootstrap.channels import Wiring, wire
from bot.conversation.premises import Load
from bot.demo.town import settle_town
from bot.outbox.sender import Sender
from bot.settings import Settings
from dialogues.errors import BadScript
from storage import models
from storage.models.base import Base, table
from storage.unit import Unit
from tests.journey.phones import Phones
from tests.journey.resident import Resident

#: Signs what a test hashes.
KEY = "a key for tests only, long enough for anything"


# no repr: asyncio writes one of what a fixture returned at every turn of its runner, and ours holds every script
@dataclass(slots=True, repr=False)
class House:
    """The demo town on one store; services on it are opened and closed at will."""

    url: str
    folder: Path
    #: reads the scripts, where a test brings its own
    load: Load | None = None
    #: sets channels up, where a test has others than its settings name
    wire: Callable[[Settings], Wiring] = wire
    service: Service = field(init=False)
    phones: Phones = field(init=False)
    faults: Sequence[BadScript] = ()

    async def open(self) -> Service:
        """Build a service and start it; a second time, as after a restart."""
        self.service = build(settings(self.url, self.folder), wire=self.wire)
        if self.load is not None:
            self.service.premises.load = self.load
        # the store is migrated already: with its town there, the premises are opened once
        await settle_town(self.service.database)
        self.faults = await self.service.start()
        self.phones = Phones(self.service.simulator)
        self.sender.carrier = self.phones
        return self.service

    async def restart(self) -> Service:
        """Close the service, and open another on the same store."""
        await self.service.close()
        return await self.open()

    @property
    def sender(self) -> Sender:
        """What sends to pretend phones."""
        return next(sender for sender in self.service.senders if sender.channel == "simulator")

    def resident(self, value: str = "sms-lea", language: str = "fr") -> Resident:
        """Return a resident with this phone."""
        return Resident(self.service, self.phones, value, language)

    async def rows(self, model: type[Base], *conditions: Any) -> list[dict[str, Any]]:
        """Return what is stored in a table, in the order of its key."""
        rows = table(model)
        query = select(rows).where(*conditions).order_by(*rows.primary_key)

        def read(unit: Unit) -> list[dict[str, Any]]:
            return [dict(row._mapping) for row in unit.connection.execute(query)]

        return await self.service.database.read(read)

    async def change(self, model: type[Base], *conditions: Any, **values: Any) -> None:
        """Change stored rows, as time or staff would."""
        statement = update(table(model)).where(*conditions).values(values)
        await self.service.database.transact(lambda unit: unit.connection.execute(statement))

    async def participant(self, value: str) -> str:
        """Return the participant behind a pretend phone."""
        key = ("simulator", value)
        return (await self.service.database.read(lambda unit: unit.participants.known([key])))[key]

    async def statuses(self) -> list[str]:
        """Return the states of the outbox, oldest message first."""
        return [row["status"] for row in await self.rows(models.Outbound)]


class Given(Settings):
    """Settings that are given, whatever the environment and `.env` hold."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Look nowhere else."""
        return (init_settings,)


def settings(url: str, folder: Path, **more: Any) -> Settings:
    """Return the settings of a test."""
    given: dict[str, Any] = {
        "data": folder,
        "database_url": url,
        "simulator": True,
        # learning takes seconds: a test that wants to be understood brings a reader
        "understand": False,
        "secret_key": KEY,
        "public_url": "https://palabre.example",
        # whatever the day and the hour of the test
        "writing_hours": "mon-sun 00:00-24:00",
        "holidays": "none",
        "messages_per_day": 100,
        "messages_per_week": 700,
        **more,
    }
    return Given(**given)
