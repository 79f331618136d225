"""How does one talk with the service in a terminal? `palabre chat`, on the same path as every channel."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click
from rapidfuzz import fuzz, process

from bot.bootstrap import Service, build
from bot.bootstrap.service import LEARNT
from bot.channels.message import InboundMessage
from bot.channels.simulator.parse import parse
from bot.cli.running import read_or_exit
from bot.demo.town import settle_town
from bot.errors import PalabreError
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.web.personal import ADDRESS

#: what is typed to leave; STOP is for the service, not for us
LEAVE = "/quit"

#: said under the address of the personal data: nothing answers there while one talks in a terminal
UNSERVED = "nothing answers at …/mes-donnees yet: run 'palabre serve' on the same folder"

#: how alike two names are, of 100, for one to be offered instead of the other
NEAR = 60


@click.command()
@click.argument("dialogue", required=False)
@click.option(
    "--channel", type=click.Choice(["sms", "telegram", "whatsapp"]), default="sms", help="Manner of speaking."
)
@click.option("--language", default="", help="Language of the pretend phone, such as en.")
@click.option("--name", default="terminal", help="Who you pretend to be; another name is another person.")
def chat(dialogue: str | None, channel: str, language: str, name: str) -> None:
    """Talk with the service here, as a resident would; DIALOGUE opens one at once (idea, consultations…)."""
    settings = read_or_exit()
    _check_language(language, settings.languages)
    set_up_logs("ERROR")
    asyncio.run(_talk(settings, f"{channel}-{name}", language, dialogue))


def _check_language(language: str, spoken: Sequence[str]) -> None:
    """Raise PalabreError for a phone whose language is not spoken; en-GB is en."""
    if language and language.partition("-")[0].lower() not in spoken:
        raise PalabreError(f"--language {language} is not spoken here: use one of {', '.join(spoken)}")


def _check_dialogue(dialogue: str, known: Collection[str]) -> None:
    """Raise PalabreError for a dialogue that is not there, with the nearest name."""
    if dialogue not in known:
        near = process.extractOne(dialogue, sorted(known), scorer=fuzz.ratio, score_cutoff=NEAR)
        hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(known))}"
        raise PalabreError(f"there is no dialogue {dialogue!r}: {hint}")


async def _talk(settings: Settings, address: str, language: str, dialogue: str | None) -> None:
    await Terminal(build(settings), address, language).run(dialogue)


@dataclass(slots=True)
class Terminal:
    """One pretend phone in a terminal: taps are typed as their number in brackets, [1]."""

    service: Service
    address: str
    language: str
    taps: list[Mapping[str, Any]] = field(default_factory=list)
    ids: itertools.count[int] = field(default_factory=itertools.count)

    async def run(self, dialogue: str | None) -> None:
        """Talk until the end of input, or LEAVE."""
        try:
            await self.service.start()
            await settle_town(self.service.database)
            await self.service.premises.open()
            if dialogue:
                _check_dialogue(dialogue, self._known())
            learning = asyncio.create_task(self._learn(stopping := asyncio.Event()))
            if self.service.ear is not None:
                click.echo(click.style("Learning to understand…", dim=True), err=True)
                await self.service.ear.ready(LEARNT)
            click.echo(click.style(f"{LEAVE} leaves; [1] taps the first button.", dim=True))
            await self._talk(dialogue)
            stopping.set()
            await learning
        finally:
            await self.service.close()

    async def _learn(self, stopping: asyncio.Event) -> None:
        """Learn to understand meanwhile, as a service does; the first time it takes some seconds."""
        if self.service.ear is not None:
            await self.service.ear.run(stopping)

    def _known(self) -> Collection[str]:
        """Return what may be opened by its name: dialogues, and consultations as their links name them."""
        room = self.service.premises.room
        return {*OPENERS, *room.library.latest, *(one.slug for one in room.town.consultations)}

    async def _talk(self, dialogue: str | None) -> None:
        if dialogue:
            await self._send(text=OPENERS.get(dialogue, f"/start {dialogue}"))
        while (line := await asyncio.to_thread(_read)) is not None:
            tap = self._tapped(line)
            await self._send(
                **(
                    {"choice": tap["value"]}
                    if tap and tap["value"]
                    else {"text": tap["label"] if tap else line}
                )
            )

    def _tapped(self, line: str) -> Mapping[str, Any] | None:
        """Return the button that "[2]" names."""
        number = line.strip()[1:-1] if line.strip().startswith("[") and line.strip().endswith("]") else ""
        place = int(number) - 1 if number.isdecimal() else -1
        return self.taps[place] if 0 <= place < len(self.taps) else None

    async def _send(self, **parts: Any) -> None:
        payload = {
            "address": self.address,
            "id": f"t{next(self.ids)}-{id(self)}",
            "language": self.language,
            **parts,
        }
        message: InboundMessage = parse(payload)
        with self.service.feed.subscribe() as reader:
            await self.service.inbox.receive(message)
            await self.service.settle()
            self.service.feed.publish(self.address, {"end": True}, "turn")
            while (notice := await reader.next()) is not None and not notice.payload.get("end"):
                if notice.kind == "message":
                    self._show(notice.payload["bubbles"])

    def _show(self, bubbles: Sequence[Mapping[str, Any]]) -> None:
        for bubble in bubbles:
            self.taps = [tap for line in bubble["buttons"] for tap in line] or list(bubble["list"])
            click.echo(click.style(bubble["text"], fg="green"))
            for place, tap in enumerate(self.taps, start=1):
                click.echo(click.style(f"  [{place}] {tap['label']}", fg="cyan"))
            if self.service.premises.room.town.public_url + ADDRESS in bubble["text"]:
                click.echo(click.style(f"  ({UNSERVED})", dim=True))
            if bubble["sms"]:
                click.echo(click.style(f"  ({bubble['sms']['parts']} SMS)", dim=True))


#: what a person would write to open a dialogue
OPENERS: Mapping[str, str] = {
    "idea": "proposer une idée",
    "menu": "menu",
    "consultations": "défis",
    "my_ideas": "mes idées",
}


def _read() -> str | None:
    """Return a typed line, None at the end of input or at LEAVE."""
    try:
        click.echo(click.style("> ", bold=True), nl=False)
        line = input()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if line.strip() == LEAVE else line
