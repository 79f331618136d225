"""Who lives in the town, by which channel, and what is the habit of each when a question comes?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.channels.message import Address

#: How often each channel is met, of ten residents.
CHANNELS = (
    "sms",
    "telegram",
    "whatsapp",
    "sms",
    "telegram",
    "sms",
    "telegram",
    "whatsapp",
    "sms",
    "telegram",
)

#: Weeks after which a resident who said STOP may come back.
AWAY = 6


@dataclass(frozen=True, slots=True)
class Habit:
    """What somebody does with a question."""

    name: str
    #: how often they answer
    answers: float
    #: how long they take
    after: timedelta
    agrees: bool = True
    #: how often they say STOP instead
    stops: float = 0.0
    #: answers when the question has been closed, by the survey's name
    late: bool = False
    #: has an idea half written when the question comes, now and then
    writes: bool = False


#: habit → how many of a hundred residents have it
HABITS: dict[Habit, int] = {
    Habit("eager", 0.95, timedelta(minutes=10)): 10,
    Habit("steady", 0.6, timedelta(hours=3)): 18,
    Habit("rare", 0.15, timedelta(hours=18, minutes=30)): 20,
    Habit("silent", 0.0, timedelta(0)): 14,
    Habit("late", 0.4, timedelta(days=3, hours=17), late=True): 6,
    Habit("leaving", 0.3, timedelta(minutes=10), stops=0.15): 8,
    Habit("busy", 0.7, timedelta(hours=3), writes=True): 4,
    Habit("refusing", 0.0, timedelta(0), agrees=False): 20,
}


@dataclass(slots=True)
class Resident:
    """One resident, one phone, one chance of their own."""

    number: int
    address: Address
    habit: Habit
    chance: Random
    #: week in which they come back, after STOP
    back: int | None = None


def settle(count: int, seed: str) -> list[Resident]:
    """Return so many residents, the same for the same seed."""
    habits = [habit for habit, part in HABITS.items() for _ in range(part)]
    Random(seed).shuffle(habits)
    return [Resident(n, _address(n), habits[n % len(habits)], Random(f"{seed}/{n}")) for n in range(count)]


def _address(number: int) -> Address:
    channel = CHANNELS[number % len(CHANNELS)]
    return Address(channel, str(3_000_000 + number) if channel == "telegram" else f"+337{number:08}")
