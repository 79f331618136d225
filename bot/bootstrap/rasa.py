"""How does this deployment reach its Rasa, teach it, and notice that it does not answer?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from bot.bootstrap.ground import make_folder
from bot.bootstrap.names import read_names
from bot.errors import PalabreError
from bot.nlu.corpus import languages
from bot.nlu.evaluation.evaluation import HELD_OUT, HeldOut, read_held_out
from bot.nlu.rasa.access import VARIABLE, find_access
from bot.nlu.rasa.api import CONNECT, RasaApi
from bot.nlu.rasa.backend import PATIENCE, RasaBackend
from bot.nlu.rasa.corpus import gather
from bot.nlu.rasa.environment import need_rasa
from bot.nlu.rasa.models import Models, models_folder
from bot.nlu.rasa.schooling import School
from bot.nlu.territory_data import Territory, write_lookups
from bot.settings import Settings

#: Seconds that `palabre check` waits for an answer.
CHECKED = 2.0


def open_rasa(
    settings: Settings, territory: Mapping[str, Territory], patience: float = PATIENCE
) -> RasaBackend:
    """Return the back end that asks Rasa, and names what the territory has; build it inside the loop."""
    access = find_access(settings)
    connect = CONNECT if patience == PATIENCE else patience
    return RasaBackend(RasaApi(access.url, access.secret, connect), languages(), territory, patience)


async def teach_rasa(settings: Settings, tell: Callable[[str], None]) -> None:
    """Train Rasa from nlu_data, examine the model, and have it served. Raise PalabreError."""
    make_folder(settings)
    spoken = languages()
    territory = await read_names(settings)
    names = {f"names-{language}.yml": write_lookups(named) for language, named in territory.items()}
    models = Models(models_folder(settings.data))
    school = School(need_rasa(), models, find_access(settings), _held_out(spoken), tell)
    await school.teach(gather(spoken, names))


def describe_rasa(settings: Settings) -> str:
    """Return what is wrong with the Rasa server that is set up, in one sentence, or nothing."""
    return asyncio.run(_describe(settings))


async def _describe(settings: Settings) -> str:
    access = find_access(settings)
    api = RasaApi(access.url, access.secret)
    try:
        await api.model(CHECKED)
    except PalabreError as fault:
        remedy = "texts are understood by the embedded classifier meanwhile; `palabre nlu serve` runs one"
        return f"{VARIABLE}: {fault}: {remedy}"
    finally:
        await api.close()
    return ""


def _held_out(spoken: tuple[str, ...]) -> list[HeldOut]:
    """Return what a model is examined with; a package without sources has nothing to examine with."""
    return [read_held_out(language) for language in spoken if (HELD_OUT / f"{language}.yml").exists()]
