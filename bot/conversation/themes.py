"""What has been learnt from the town's own ideas about their themes? Learnt anew as they become more, in a child process."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import orjson
import structlog

from bot.conversation.recent import as_text
from bot.conversation.room import Room
from bot.nlu.linear.model import LinearModel, load_model
from storage.database import Database
from storage.errors import StorageError
from storage.unit import Unit

#: ideas with a theme from which on it is worth learning; fewer, and keywords know better
FEWEST = 40

#: ideas learnt from: the latest
MOST = 5_000

#: learnt anew when there are so many times more
GROWN = 1.1

#: time between two looks whether there are
ROUND = timedelta(hours=1)

#: a child that takes longer is ended
PATIENCE = timedelta(minutes=3)

#: Learns from texts and labels; raises OSError, ValueError, KeyError or TimeoutError when nothing came of it
Learn = Callable[[Sequence[str], Sequence[str]], Awaitable[LinearModel]]

log = structlog.get_logger()


async def learn_apart(texts: Sequence[str], labels: Sequence[str]) -> LinearModel:
    """Learn in a child process: texts go through a pipe, weights come back as a file. Raise ValueError, TimeoutError."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "themes.npz"
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.nlu.linear.training", str(kept),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            given = orjson.dumps({"texts": texts, "labels": labels})
            await asyncio.wait_for(child.communicate(given), PATIENCE.total_seconds())
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        if child.returncode:
            raise ValueError("the child that learns failed")
        return load_model(kept)


@dataclass(slots=True)
class ThemeLessons:
    """Keeps what was learnt in the room, where turns find it."""

    database: Database
    room: Callable[[], Room]
    learn: Learn = learn_apart
    #: examples there were when it was last learnt
    _learnt_from: int = 0

    async def run(self, stopping: asyncio.Event) -> None:
        """Look now and again whether there is more to learn, until told to stop."""
        while not stopping.is_set():
            with suppress(StorageError):
                await self.do_round()
            try:
                await asyncio.wait_for(stopping.wait(), ROUND.total_seconds())
            except TimeoutError:
                continue

    async def do_round(self) -> bool:
        """Learn when there are enough ideas, and many more than last time; return whether it was."""
        texts, labels = await self.database.transact(lambda unit: _examples(unit, self.room()))
        known = set(labels)
        if len(labels) < FEWEST or len(known) < 2 or len(labels) < self._learnt_from * GROWN:
            return False
        keywords = [(word, t.slug) for t in self.room().town.themes if t.slug in known for word in t.keywords]
        try:
            model = await self.learn(
                [*texts, *(word for word, _ in keywords)], [*labels, *(slug for _, slug in keywords)]
            )
        except (OSError, ValueError, KeyError, TimeoutError) as error:
            log.warning("themes not learnt", cause=type(error).__name__, count=len(labels))
            return False
        self.room().learnt.themes, self._learnt_from = model, len(labels)
        log.info("themes learnt", count=len(labels))
        return True


def _examples(unit: Unit, room: Room) -> tuple[list[str], list[str]]:
    """Return the latest ideas that have a theme of the town, as texts, and their themes."""
    themes = {theme.slug for theme in room.town.themes}
    found = [(as_text(idea), idea.theme) for idea in unit.ideas.recent(MOST) if idea.theme in themes]
    return [f"{text.words} {text.reasons}" for text, _ in found], [str(theme) for _, theme in found]
