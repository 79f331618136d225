"""Which back ends can read what residents write, and how is each opened to be measured?"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path

from bot.bootstrap.rasa import open_rasa
from bot.demo.town import read_demo
from bot.errors import PalabreError
from bot.nlu.embedded.backend import EmbeddedBackend
from bot.nlu.evaluation.memory import weigh_embedded, weigh_rasa
from bot.nlu.rasa.backend import UNHURRIED
from bot.nlu.territory_data import Named, Territory
from bot.nlu.understanding import Backend
from bot.settings import Settings

Opener = Callable[[Settings], Coroutine[None, None, Backend]]
Weigher = Callable[[Path, Sequence[str]], Coroutine[None, None, float | None]]


async def open_backend(name: str, settings: Settings) -> Backend:
    """Return a back end that is ready, with no other behind it; whoever opens it closes it. Raise PalabreError."""
    if name not in OPENERS:
        raise PalabreError(f"{name} cannot be opened here: there is {', '.join(OPENERS)}")
    return await OPENERS[name](settings)


async def _open_embedded(settings: Settings) -> Backend:
    """Return the embedded one once it has learnt; the first time, that takes some seconds."""
    backend = EmbeddedBackend(settings.data, settings.languages, invented(settings.languages))
    await backend.prepare()
    if not backend.ready:
        raise PalabreError("the embedded back end has learnt nothing: its warnings say why")
    return backend


async def _open_rasa(settings: Settings) -> Backend:
    """Return Rasa, which may take its time."""
    return open_rasa(settings, invented(settings.languages), UNHURRIED)


def invented(languages: tuple[str, ...]) -> dict[str, Territory]:
    """Return the names of the invented town by language: the held-out sentences speak of it."""
    town = read_demo()
    places = tuple(Named(d["slug"], (d["name"], *d["aliases"])) for d in town["districts"])
    return {
        language: Territory(
            tuple(Named(t["slug"], (t["labels"][language], *t["keywords"])) for t in town["themes"]), places
        )
        for language in languages
    }


#: By name, as `--backend` and `bot.nlu.thresholds` call them.
OPENERS: Mapping[str, Opener] = {"embedded": _open_embedded, "rasa": _open_rasa}
#: How the memory of each is found.
WEIGHERS: Mapping[str, Weigher] = {"embedded": weigh_embedded, "rasa": weigh_rasa}
