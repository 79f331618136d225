"""What may a log line say? Ids, counts, durations and causes; never a text, a number or a token."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, TextIO

import orjson
import structlog

#: The only keys that are written; a test reads the sources and refuses any other.
ALLOWED = frozenset({
    # who logs, when, why
    "event", "level", "at", "logger", "place", "cause", "process", "worker",
    # which thing: our names and ids
    "channel", "dialogue", "version", "step", "language", "intent", "status", "code", "outcome", "kind",
    "command", "store", "inbound", "outbox", "participant", "session", "consultation", "broadcast", "survey",
    "idea", "staff", "schedule",
    # how much, how long
    "count", "pending", "handled", "sent", "failed", "retried", "duplicates", "rows", "bytes", "attempt",
    "port", "ms", "seconds",
})  # fmt: skip
#: A value is a word of ours: a name, an id, a path; anything longer or with spaces may be someone's text.
WORD = re.compile(r"[\w.:/<>+-]{1,80}")
#: Six digits in a row or more may be a number or a token, unless the whole is a UUID.
DIGITS = re.compile(r"\d{6,}")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MASK = "…"
#: Frames of a trace that are kept, from the innermost.
FRAMES = 6

Event = MutableMapping[str, Any]


def set_up_logs(level: str = "INFO", *, stream: TextIO | None = None, pretty: bool | None = None) -> None:
    """Write JSON lines to `stream` (default: standard error), or coloured lines on a terminal."""
    out = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            tell_cause,
            keep_allowed,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _renderer(out.isatty() if pretty is None else pretty),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[LibraryRecords()], force=True)
    # what it warns of, a tick that is slow, the leader tells by name
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.captureWarnings(True)


def tell_cause(_logger: Any, _method: str, event: Event) -> Event:
    """Replace an exception by its class and the places it went through; its words may hold someone's text."""
    exception = event.pop("exc_info", None)
    if exception is True:
        exception = sys.exc_info()[1]
    if isinstance(exception, tuple):
        exception = exception[1]
    if isinstance(exception, BaseException):
        event["cause"] = type(exception).__qualname__
        event["place"] = _places(exception.__traceback__)
    return event


def keep_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Drop the keys that are not allowed, name them under `dropped`, and mask doubtful values."""
    kept: dict[str, Any] = {key: _shown(key, value) for key, value in event.items() if key in ALLOWED}
    dropped = sorted(event.keys() - ALLOWED)
    return {**kept, "dropped": dropped} if dropped else kept


def _shown(key: str, value: Any) -> Any:
    if key in ("event", "place") or value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if WORD.fullmatch(text) and (ID.fullmatch(text) or not DIGITS.search(text)) else MASK


def _places(trace: TracebackType | None) -> str:
    frames = extract_tb(trace)[-FRAMES:] if trace else []
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))


def _renderer(pretty: bool) -> Any:
    if pretty:
        return structlog.dev.ConsoleRenderer(event_key="event", timestamp_key="at")
    return structlog.processors.JSONRenderer(serializer=_to_json)


def _to_json(event: Event, **_options: Any) -> str:
    return orjson.dumps(dict(event), default=str).decode()


class LibraryRecords(logging.Handler):
    """What libraries log: where and how bad, without their words, which may hold a URL with a token."""

    def emit(self, record: logging.LogRecord) -> None:
        place = f"{Path(record.pathname).name}:{record.lineno}"
        cause = record.exc_info[0].__qualname__ if record.exc_info and record.exc_info[0] else None
        log = structlog.get_logger()
        log.log(record.levelno, "library says", logger=record.name, place=place, cause=cause)
