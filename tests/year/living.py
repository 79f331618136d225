"""How does a year pass? Each thing at its time, the clock set to it: the town hall's, the residents', the leader's ticks."""

from __future__ import annotations

import heapq
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.channels.message import InboundMessage, OutboundMessage
from storage.consents import Consent
from storage.unit import Unit
from tests.year.books import Books
from tests.year.people import AWAY, Resident, settle
from tests.year.questions import ASKED, KINDS, THANKED, publish, reminder_of, send, slug_of, write_letters
from tests.year.town import Clock, Town

PARIS = ZoneInfo("Europe/Paris")

#: Noon of the first Monday.
FIRST = datetime(2026, 1, 5, 12, tzinfo=PARIS)

#: When the leader looks, on the town's clocks: each day, and where something happens. Day of the week → times.
DAILY = ("08:01", "18:31")
LOOKS = {0: ("10:01", "10:03"), 1: ("18:01", "18:03"), 4: ("18:05",)}

#: In which weeks of four there is a reminder, and of eight a half-written idea; of thirteen a flash.
REMINDED, WRITING, FLASH = 4, 8, 13

#: Part of the weeks after which WhatsApp has an approved template.
TEMPLATE = 6

Deed = Callable[[], Awaitable[None]]


@dataclass(order=True, slots=True)
class Event:
    """Something that happens at a time: staff do something, or a resident writes."""

    at: datetime
    order: int
    do: Deed | None = field(compare=False, default=None)
    message: InboundMessage | None = field(compare=False, default=None)


@dataclass(slots=True)
class Life:
    """A town with its residents, from week to week."""

    url: str
    folder: Path
    people: int
    weeks: int
    #: how many of them are asked each week, drawn anew
    asked: int
    seed: str = "palabre"
    books: Books = field(init=False)
    town: Town = field(init=False)
    residents: Sequence[Resident] = field(init=False)
    clock: Clock = field(init=False)
    turns: int = 0
    messages: int = 0
    _events: list[Event] = field(init=False, default_factory=list)
    _order: Any = field(init=False, default_factory=count)
    _by_address: dict[str, Resident] = field(init=False)
    #: who wrote, and is being answered
    _speaking: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.books = Books(PARIS)
        self.residents = settle(self.people, self.seed)
        self._by_address = {str(r.address): r for r in self.residents}
        self.clock = Clock((FIRST - timedelta(days=3)).astimezone(UTC))
        self.town = Town(self.url, self.folder, self.clock, self._hear)

    async def live(self) -> None:
        """Let the weeks pass; the service stays open."""
        await self.town.open()
        await self._arrive()
        self.clock.at = self._time(0, "09:00")
        await write_letters(self.town.service, FIRST, self.clock(), max(1, self.weeks * 4 // 52))
        for week in range(self.weeks):
            self._plan(week)
        # the last question is closed on the Monday after
        self._add(self._time(self.weeks, "08:01"), self.town.tick)
        while self._events:
            await self._next()

    async def _arrive(self) -> None:
        """Have everybody say hello, and agree on paper or not."""
        hello = [self._message(r, "bonjour") for r in self.residents]
        await self._say(hello)
        service = self.town.service
        keys = {(r.address.channel, r.address.value): r for r in self.residents}

        def agree(unit: Unit) -> None:
            known = unit.participants.known(list(keys))
            unit.consents.add(
                [
                    Consent(
                        known[key], "questions", r.habit.agrees, self.clock(), r.address.channel, "…", "staff"
                    )
                    for key, r in keys.items()
                ]
            )

        await service.database.transact(agree)
        self.books.refused = {r.number for r in self.residents if not r.habit.agrees}

    def _time(self, week: int, clock: str, days: int = 0) -> datetime:
        hour, minute = map(int, clock.split(":"))
        day = FIRST + timedelta(weeks=week, days=days)
        return day.replace(hour=hour, minute=minute).astimezone(UTC)

    def _add(self, at: datetime, do: Deed | None = None, message: InboundMessage | None = None) -> None:
        heapq.heappush(self._events, Event(at, next(self._order), do, message))

    def _plan(self, week: int) -> None:
        """Write a week into the diary."""
        monday = FIRST + timedelta(weeks=week)

        async def write() -> None:
            await publish(self.town.service, week, monday, self.clock(), self.asked)

        self._add(self._time(week, "08:30"), write)
        for day in range(7):
            for clock in (*DAILY, *LOOKS.get(day, ())):
                self._add(self._time(week, clock, day), self.town.tick)
        self._add(self._time(week, "18:00", 1), lambda: self._fire(week))
        if week % REMINDED == REMINDED - 1:
            self._add(self._time(week, "12:00", 4), lambda: self._remind(week))
        if week % FLASH == FLASH - 1:
            self._add(self._time(week, "12:00", 1), lambda: self._flash(week))
        if week % WRITING == 0:
            self._add(self._time(week, "17:00", 1), self._write_ideas)
        if week == max(2, self.weeks // TEMPLATE):
            self._add(self._time(week, "07:00"), self._approve)

    async def _fire(self, week: int) -> None:
        """Let the question fire, once everybody knows whether they may be asked."""
        self.books.foresee(slug_of(week), self.residents, self.clock())
        await self.town.tick()

    async def _remind(self, week: int) -> None:
        await send(self.town.service, reminder_of(week, self.sending(week)), self.clock())
        await self.town.tick()

    async def _flash(self, week: int) -> None:
        """Tell a tenth of the town something at noon: on that day they are asked nothing more."""
        draft = {
            "broadcast": f"flash-{week:02}", "message": "Flash : la piscine rouvre.", "purpose": "questions",
            "segment": {"sample": self.people // 10},
        }  # fmt: skip
        await send(self.town.service, draft, self.clock())
        await self.town.tick()

    async def _write_ideas(self) -> None:
        """Have the busy begin an idea, and leave it there."""
        busy = [r for r in self.residents if r.habit.writes and r.number not in self.books.stopped]
        for text in ("une idée", "un banc à l'ombre devant l'école"):
            await self._say([self._message(r, text) for r in busy])

    async def _approve(self) -> None:
        """Start the service again, with a template that WhatsApp approved."""
        await self.town.close()
        await self.town.open(whatsapp_template="HX" + "0" * 32)
        self.books.template = True

    async def _next(self) -> None:
        """Let the next thing happen; what residents write at one moment comes together."""
        event = heapq.heappop(self._events)
        self.clock.at = event.at
        if event.do is not None:
            await event.do()
            return
        assert event.message is not None
        together = [event.message]
        while self._events and self._events[0].at == event.at and self._events[0].message is not None:
            together.append(heapq.heappop(self._events).message)  # type: ignore[arg-type]
        await self._say(together)

    async def _say(self, messages: Sequence[InboundMessage]) -> None:
        self._speaking = {str(message.address) for message in messages}
        for message in messages:
            self.books.spoke[self._by_address[str(message.address)].number] = self.clock()
        await self.town.say(messages)
        self._speaking = set()
        self.messages += len(messages)

    def _message(self, resident: Resident, text: str = "", choice: str | None = None) -> InboundMessage:
        return InboundMessage(resident.address, f"{resident.number}-{next(self._order)}", text, choice)

    def _hear(self, outbound: OutboundMessage) -> None:
        """Let a resident hear what arrived, and do what they do."""
        resident = self._by_address[str(outbound.address)]
        text, asked_for = outbound.message.text, str(outbound.address) in self._speaking
        for week in map(int, ASKED.findall(text)):
            if asked_for:
                self._answer(resident, outbound, week, timedelta(minutes=1))
            else:
                self._note(resident, self._name(week))
                self._react(resident, outbound, week)
        for week in map(int, THANKED.findall(text)):
            self.books.thanked[week].add(resident.number)
        if not asked_for:
            for name in ("Lettre", "Flash"):
                if name in text:
                    self._note(resident, f"{name} {self.clock():%G-%V}")

    def sending(self, week: int) -> str:
        """Return the name of the broadcast that a week's schedule makes."""
        return f"{slug_of(week)}-{self._time(week, '18:00', 1).astimezone(PARIS):%Y-%m-%d-%H%M}"

    def _name(self, week: int) -> str:
        friday = self._time(week, "12:00", 4)
        return slug_of(week) if self.clock() < friday else f"rappel-{week:02}"

    def _note(self, resident: Resident, name: str) -> None:
        self.books.heard[name][resident.number] += 1
        self.books.written[resident.number].append(self.clock())

    def _react(self, resident: Resident, outbound: OutboundMessage, week: int) -> None:
        """Answer, be silent, or say STOP, as the habit is."""
        habit, lot = resident.habit, resident.chance.random()
        if lot < habit.stops:
            self._add(self.clock() + timedelta(minutes=10), lambda: self._stop(resident, week))
        elif lot < habit.stops + habit.answers:
            if habit.late:
                message = self._message(resident, slug_of(week))
                self._add(self.clock() + habit.after, message=message)
            else:
                self._answer(resident, outbound, week, habit.after)

    def _answer(self, resident: Resident, outbound: OutboundMessage, week: int, after: timedelta) -> None:
        """Write or tap one of the answers, after some time."""
        options = [option.value for option in outbound.message.options]
        if options and resident.address.channel == "telegram":
            message = self._message(resident, choice=resident.chance.choice(options))
        else:
            message = self._message(resident, resident.chance.choice(KINDS[week % len(KINDS)][1]))
        self._add(self.clock() + after, message=message)

    async def _stop(self, resident: Resident, week: int) -> None:
        self.books.stopped.add(resident.number)
        await self._say([self._message(resident, "STOP")])
        if resident.number % 2 and week + AWAY < self.weeks:
            self._add(self._time(week + AWAY, "09:30"), lambda: self._come_back(resident))

    async def _come_back(self, resident: Resident) -> None:
        await self._say([self._message(resident, "START")])
        self.books.stopped.discard(resident.number)
