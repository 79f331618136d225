"""What do staff write to send something to many? A piece of data, checked by path before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from bot.errors import PalabreError
from bot.participation.segments.reading import PURPOSES, read_segment, write_segment
from dialogues.inputs import Json

#: Longest text of an announcement, in characters: four SMS; a WhatsApp template holds 800 (norms §5).
LONGEST = 600

#: Hours that a broadcast may go on, at most: four weeks; and unless it says otherwise.
MOST_HOURS, HOURS = 672, 72

FIELDS = ("broadcast", "message", "survey", "purpose", "segment", "channels", "pilot", "lasts", "reminds")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class BadDraft(PalabreError):
    """A broadcast or schedule that cannot be: which field, why, and what to do."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Draft:
    """A broadcast before it has a time."""

    slug: str
    purpose: Literal["questions", "news"]
    #: as `write_segment` gives it, the seed of its sample recorded
    segment: Json
    texts: Mapping[str, str]
    survey: str | None
    channels: tuple[str, ...]
    pilot: int
    #: hours
    lasts: int
    reminds: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What there is in the town that a draft may name."""

    languages: tuple[str, ...]
    channels: tuple[str, ...]
    #: open surveys
    surveys: frozenset[str]
    #: subject of a condition → names
    names: Mapping[str, frozenset[str]]
    #: segments that staff kept
    segments: Mapping[str, Json]


def read_draft(data: Any, known: Known) -> Draft:
    """Return the draft. Raise BadDraft or BadSegment."""
    given = _mapping(data, "broadcast")
    if strange := given.keys() - set(FIELDS):
        raise BadDraft(str(min(strange, key=str)), f"no such field; there is {', '.join(FIELDS)}")
    slug = read_slug(given.get("broadcast"), "broadcast")
    texts, survey = _substance(given, known)
    return Draft(
        slug,
        _purpose(given.get("purpose", "questions" if survey else "news")),
        _segment(given.get("segment"), slug, known),
        texts,
        survey,
        _channels(given.get("channels", []), known),
        read_number(given.get("pilot", 0), "pilot", 0, 100_000),
        read_number(given.get("lasts", HOURS), "lasts", 1, MOST_HOURS),
        read_slug(given["reminds"], "reminds") if "reminds" in given else None,
    )


def write_draft(draft: Draft) -> dict[str, Json]:
    """Return the data that `read_draft` reads back equal."""
    what: dict[str, Json] = {"survey": draft.survey} if draft.survey else {"message": dict(draft.texts)}
    more: dict[str, Json] = {"reminds": draft.reminds} if draft.reminds else {}
    return {
        "broadcast": draft.slug,
        **what,
        "purpose": draft.purpose,
        "segment": draft.segment,
        "channels": list(draft.channels),
        "pilot": draft.pilot,
        "lasts": draft.lasts,
        **more,
    }


def read_slug(value: Any, path: str) -> str:
    """Return a name that files, URLs and commands can hold."""
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise BadDraft(
            path, "a name is needed: small letters without accents, digits and -, such as bus-de-nuit"
        )
    return value


def read_number(value: Any, path: str, least: int, most: int) -> int:
    """Return a whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadDraft(path, f"a whole number from {least} to {most} is expected")
    return value


def _substance(given: Mapping[str, Any], known: Known) -> tuple[Mapping[str, str], str | None]:
    """Return what is said, or which survey is opened: one of both."""
    if ("message" in given) == ("survey" in given):
        raise BadDraft("message", "write either a message, or the name of a survey")
    if "survey" in given:
        return {}, _survey(given["survey"], known)
    return _texts(given["message"], known.languages), None


def _survey(value: Any, known: Known) -> str:
    if value not in known.surveys:
        there = ", ".join(sorted(known.surveys)) or "none"
        raise BadDraft("survey", f"no survey {value!r} is open; open ones: {there} (`palabre survey open`)")
    return str(value)


def _texts(value: Any, languages: tuple[str, ...]) -> dict[str, str]:
    """Return the texts by language; the town's first one must be there, it stands for those that are not."""
    given = {languages[0]: value} if isinstance(value, str) else _mapping(value, "message")
    if strange := given.keys() - set(languages):
        raise BadDraft(f"message.{min(strange)}", f"not a language of the town: {', '.join(languages)}")
    if languages[0] not in given:
        raise BadDraft(f"message.{languages[0]}", "the text in the town's first language is missing")
    return {language: _text(text, f"message.{language}") for language, text in given.items()}


def _text(value: Any, path: str) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > LONGEST or "\0" in text:
        raise BadDraft(path, f"a text of 1 to {LONGEST} characters is expected")
    return text


def _purpose(value: Any) -> Literal["questions", "news"]:
    if value not in PURPOSES:
        raise BadDraft("purpose", f"one of {', '.join(PURPOSES)}: the consent that it rests on")
    return cast(Literal["questions", "news"], value)


def _segment(value: Any, slug: str, known: Known) -> Json:
    """Return the segment with its seed; a name is one that staff kept."""
    if isinstance(value, str) and value != "everyone":
        if value not in known.segments:
            there = ", ".join(sorted(known.segments)) or "none"
            raise BadDraft(
                "segment", f"no segment {value!r} was kept; kept ones: {there} (`palabre segment list`)"
            )
        value = known.segments[value]
    if value is None:
        raise BadDraft("segment", "say who: everyone, the name of a kept segment, or conditions")
    return write_segment(read_segment(value, seed=slug, names=known.names))


def _channels(value: Any, known: Known) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    if strange := [one for one in given if one not in known.channels]:
        raise BadDraft("channels", f"{strange[0]!r} is not set up here; there is {', '.join(known.channels)}")
    return tuple(given)


def _mapping(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise BadDraft(path, "fields are expected, one on each line: broadcast, message or survey, segment…")
    return value
