"""Which back ends can be taught what was added to nlu_data, and how?"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping

from bot.bootstrap.rasa import teach_rasa
from bot.errors import PalabreError
from bot.nlu.embedded.backend import EmbeddedBackend
from bot.settings import Settings

#: Tells each step in one sentence
Tell = Callable[[str], None]
Teacher = Callable[[Settings, Tell], Coroutine[None, None, None]]


async def teach_embedded(settings: Settings, tell: Tell) -> None:
    """Learn the languages whose data are new; what was learnt already is kept. Raise PalabreError for one that fails."""
    backend = EmbeddedBackend(settings.data, settings.languages)
    await backend.prepare()
    if lacking := backend.lacking:
        raise PalabreError(f"nothing was learnt of {', '.join(lacking)}: the lines above say why")
    tell(
        f"{', '.join(sorted(backend.ready))}: understood; a service that runs takes them up when it starts again"
    )


#: By name of back end, as `--backend` has it.
TEACHERS: Mapping[str, Teacher] = {"embedded": teach_embedded, "rasa": teach_rasa}
