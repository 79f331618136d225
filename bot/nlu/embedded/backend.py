"""What does the service understand by itself, and how does it come to? Weights kept in the data folder, learnt once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from bot.nlu.corpus import FOLDER
from bot.nlu.embedded.cache import forget_others, path_of
from bot.nlu.embedded.entities import Names, find_entities, names_of
from bot.nlu.embedded.model import Model, check, load
from bot.nlu.territory_data import Territory
from dialogues.understanding import Understanding

log = structlog.get_logger()

#: Under the data folder.
MODELS = "models"
#: Learning that lasts longer has gone wrong; seconds.
PATIENCE = 300.0


class EmbeddedBackend:
    """Understands the languages whose weights are there; of the others it says nothing.

    `prepare` brings them: run it beside the service, which need not wait. They are held in memory from the first text in
    their language on.
    """

    name = "embedded"

    def __init__(
        self, data: Path, languages: Sequence[str], territory: Mapping[str, Territory] | None = None
    ) -> None:
        self._folder = data / MODELS
        self._languages = tuple(language for language in languages if (FOLDER / language).is_dir())
        self._models: dict[str, Model] = {}
        #: weights that are whole, and that no text has asked for
        self._kept: dict[str, Path] = {}
        self._names: dict[str, Names] = {}
        self.learn_names(territory or {})

    @property
    def ready(self) -> frozenset[str]:
        """The languages that are understood now."""
        return frozenset(self._models.keys() | self._kept.keys())

    @property
    def lacking(self) -> tuple[str, ...]:
        """The languages that have data, and are not understood (yet)."""
        return tuple(language for language in self._languages if language not in self.ready)

    def learn_names(self, territory: Mapping[str, Territory]) -> None:
        """Take up the names of themes and places, by language; call it again when staff change them."""
        self._names = {language: names_of(named) for language, named in territory.items()}

    async def understand(self, texts: Sequence[str], language: str) -> Sequence[Understanding]:
        """Return what is understood of each text; nothing where the language is not, or not yet."""
        return [self.read(text, language) for text in texts]

    def read(self, text: str, language: str) -> Understanding:
        """Return what is understood of one text, at once; nothing where the language is not, or not yet."""
        if language in self._kept:
            self._open(language, self._kept.pop(language))
        model = self._models.get(language)
        if model is None:
            return Understanding()
        names = self._names.get(language, Names())
        return Understanding(model.guess(text), find_entities(text, names, language))

    async def prepare(self) -> None:
        """Load the weights, and have those learnt that are not there. Raises nothing: what fails is logged once."""
        missing = [language for language in self._languages if not self._take_up(language)]
        if not missing:
            return
        log.info("learning to understand", count=len(missing))
        try:
            await asyncio.wait_for(self._learn(missing), PATIENCE)
        except (OSError, TimeoutError) as fault:
            log.warning("learning failed", cause=type(fault).__name__)
        if self.lacking:
            log.warning(
                "free texts are not understood", language="+".join(self.lacking), count=len(self.lacking)
            )

    async def close(self) -> None:
        """Let go of the weights."""
        self._models.clear()
        self._kept.clear()

    def _take_up(self, language: str) -> bool:
        """Take up a language's weights, if they are there and whole; tell whether they are."""
        path = path_of(self._folder, language)
        try:
            check(path)
        except FileNotFoundError:
            return False
        except (OSError, ValueError) as fault:
            log.warning("weights are unreadable", language=language, cause=type(fault).__name__)
            return False
        self._kept[language] = path
        forget_others(path, language)
        return True

    def _open(self, language: str, path: Path) -> None:
        """Take weights into memory that were whole at the start; without them the language is lacking until the next."""
        try:
            self._models[language] = load(path)
        except (OSError, ValueError) as fault:
            log.warning("weights are unreadable", language=language, cause=type(fault).__name__)

    async def _learn(self, languages: Sequence[str]) -> None:
        """Run the training as a child; take each language up as soon as it is done."""
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.nlu.embedded.training", str(self._folder.absolute()), *languages,
            stdout=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL,
            cwd=FOLDER.parent, env={**os.environ, **QUIET},
        )  # fmt: skip
        try:
            assert child.stdout is not None
            async for line in child.stdout:
                self._take_up(line.decode().strip())
            if await child.wait():
                log.warning("learning failed", code=child.returncode)
        finally:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()


#: The child takes one processor: the service has the others.
QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
