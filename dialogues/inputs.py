"""What can happen to a session? Start, Reply, Timeout, Command: nothing else; made at each turn, hence tuples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from dialogues.content import Capabilities
from dialogues.understanding import Opinion

#: A JSON value: None, bool, int, float, str, list or dict of the same.
Json = Any


class Circumstances(NamedTuple):
    """What the caller knows when an input arrives: the engine has no clock, no ids, no look-ups of its own."""

    #: when the input arrived, aware, in the territory's time zone
    at: datetime
    #: unique to this input; what the engine creates is named after it
    id: str
    #: language of the participant ("fr")
    language: str = "fr"
    capabilities: Capabilities = Capabilities()
    #: what the territory is (name, pledge, themes…) and the results of the look-ups that were declared
    known: Mapping[str, Json] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Point:
    """A shared position, in degrees (WGS 84), with the name the participant's app gave to it."""

    latitude: float
    longitude: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or file that the channel has stored: where to find it, its media type, its name."""

    reference: str
    media_type: str
    name: str = ""


class Start(NamedTuple):
    """Open a dialogue; `given` holds answers already known, by step."""

    circumstances: Circumstances
    dialogue: str
    given: Mapping[str, Json] = MappingProxyType({})


class Reply(NamedTuple):
    """What a participant sent: words, a tapped option, a point, files; any of them may be empty."""

    circumstances: Circumstances
    text: str = ""
    #: value of the tapped option
    choice: str | None = None
    point: Point | None = None
    attachments: tuple[Attachment, ...] = ()
    #: shared phone number, as the channel gave it
    contact: str | None = None
    #: what the words seem to want, where `wanted` named it; None: nobody was asked, or nobody knows
    opinion: Opinion | None = None


class Timeout(NamedTuple):
    """The time to answer has passed."""

    circumstances: Circumstances


class Command(NamedTuple):
    """A word that is obeyed at any step: help, back, skip, restart…; `argument` is what followed it."""

    circumstances: Circumstances
    name: str
    argument: str = ""
    #: of a message that was changed: what its new words seem to want (`Reply.opinion`)
    opinion: Opinion | None = None


Input = Start | Reply | Timeout | Command
