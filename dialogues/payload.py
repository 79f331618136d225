"""Which question does a tapped button belong to? Its payload says, so that an old button never answers a new question."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from dialogues.content import Option
from dialogues.session import Session

#: Telegram's callback_data takes 64 bytes (norms §6); the mark and its dot take 9
ROOM = 55

#: characters of the mark
MARK = 8

#: lists of options whose payloads are remembered
REMEMBERED = 1024


def marked(session: Session, step: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options with payloads that name the question they were shown with."""
    if not options:
        return ()
    mark, shorts = _mark(session, step) + ".", _shorts(tuple([option.value for option in options]))
    return tuple(
        [
            Option(mark + short, label, aliases)
            for short, (_, label, aliases) in zip(shorts, options, strict=True)
        ]
    )


def unmarked(choice: str, session: Session | None) -> str | None:
    """Return the value of a tapped option; None if it belongs to a question that no longer waits."""
    mark, dot, value = choice.partition(".")
    if not dot or len(mark) != MARK:
        return choice
    if session is None or session.step is None or mark != _mark(session, session.step):
        return None
    return _whole(value, session)


def bare(choice: str) -> str:
    """Return the value in a payload, whichever question it was drawn for."""
    mark, dot, value = choice.partition(".")
    return value if dot and len(mark) == MARK else choice


def _mark(session: Session, step: str) -> str:
    return f"{crc32(f'{session.id}/{step}'.encode()):08x}"


@lru_cache(maxsize=REMEMBERED)
def _shorts(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value if _fits(value) else f"#{place}" for place, value in enumerate(values))


def _fits(value: str) -> bool:
    return len(value) <= ROOM and (value.isascii() or len(value.encode(errors="replace")) <= ROOM)


def _whole(value: str, session: Session) -> str:
    """Return the value behind a place: `#3` stands for an option too long for a payload."""
    options = session.asked.options if session.asked else ()
    return next((o.value for i, o in enumerate(options) if value == f"#{i}"), value)
