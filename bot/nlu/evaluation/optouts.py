"""Is every wish to hear nothing more heard, and nothing else taken for one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.errors import PalabreError
from bot.nlu.evaluation.scores import share
from bot.nlu.intents import OPT_OUT
from bot.nlu.thresholds import Decision, Thresholds
from bot.nlu.understanding import Backend, Understanding
from dialogues.reading.fold import fold
from dialogues.reading.stopping import load_stops


@dataclass(frozen=True, slots=True)
class OptOuts:
    """Texts of one language that ask for silence, and texts that only look so."""

    wishes: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made of texts: those that the words of STOP take, those that the back end takes, the others."""

    #: obeyed by the rule (norms §3), before any back end is asked
    ruled: tuple[str, ...] = ()
    #: the back end is sure
    acted: tuple[str, ...] = ()
    #: the back end is not sure, and the service asks
    asked: tuple[str, ...] = ()
    #: taken for something else
    missed: tuple[str, ...] = ()

    @property
    def all(self) -> int:
        """How many texts there were."""
        return len(self.ruled) + len(self.acted) + len(self.asked) + len(self.missed)

    @property
    def recall(self) -> float:
        """Share of the texts that end the messages, at once or after a yes."""
        return share(self.all - len(self.missed), self.all)

    @property
    def taken(self) -> float:
        """Share of the texts that end the messages at once."""
        return share(len(self.ruled) + len(self.acted), self.all)


def read_optouts(path: Path, language: str) -> OptOuts:
    """Return the texts of a language; none when the file has none. Raise PalabreError."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return OptOuts(*(tuple(content[kind].get(language, ())) for kind in ("optouts", "traps")))
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise PalabreError(f"{path.name} cannot be read as opt-outs and traps") from fault


async def listen(backend: Backend, texts: Sequence[str], language: str, thresholds: Thresholds) -> Heard:
    """Put texts to the words of STOP, then to the back end."""
    heard: dict[str, list[str]] = {"ruled": [], "acted": [], "asked": [], "missed": []}
    stops = load_stops()
    for text, understanding in zip(texts, await backend.understand(texts, language), strict=True):
        ruled = stops.read(fold(text)) == ""
        heard["ruled" if ruled else _outcome(understanding, thresholds)].append(text)
    return Heard(**{name: tuple(found) for name, found in heard.items()})


def _outcome(understanding: Understanding, thresholds: Thresholds) -> str:
    if not understanding.guesses or understanding.guesses[0].intent != OPT_OUT:
        return "missed"
    match thresholds.decide(understanding):
        case Decision.ACT:
            return "acted"
        case Decision.ASK:
            return "asked"
        case Decision.MENU:
            return "missed"
