"""Which back ends can be taught what was added to nlu_data, and how?"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping

from bot.bootstrap.rasa import teach_rasa
from bot.settings import Settings

#: Tells each step in one sentence
Tell = Callable[[str], None]
Teacher = Callable[[Settings, Tell], Coroutine[None, None, None]]

#: By name of back end, as `--backend` has it.
TEACHERS: Mapping[str, Teacher] = {"rasa": teach_rasa}
