"""What does a resident send, and which reply must follow? Ours and the peers' three-step idea."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

#: What residents write about: each idea shares some words with others, and none shares them all.
WORDS = (
    "lampadaires solaires trottoirs arbres bancs ombre passage piétons école cantine collège bus vélo arceaux "
    "parking gare marché fontaine toilettes poubelles compost potager médiathèque gymnase piscine crèche médecin "
    "pharmacie aînés poussettes fauteuils bruit vitesse carrefour feux pistes ruelle square terrain skate cinéma "
    "concert fresque mairie guichet numérique ateliers réparation friche rivière passerelle digue haies verger"
).split()
DATE = 1_764_000_000
BOT = {"id": 666, "is_bot": True, "first_name": "Stub", "username": "stub_bot"}
PHOTO = [
    {"file_id": f"AgACAgQAAx{size}", "file_unique_id": f"AQAD{size}", "width": size, "height": size}
    for size in (90, 320, 800)
]
SYLLABLES = "bar ché mont ville lac rin dou gue sar lès vau mer tou clo pré fon bel rou gan".split()

Fields = dict[str, Any]


def sentence(chat: int, place: int) -> str:
    """Return what one resident writes at one place of the dialogue: a hundred characters, the same each time."""
    words = [WORDS[(chat * 7919 + place * 31 + n * (chat % 53 + 1)) % len(WORDS)] for n in range(4)]
    names = [_name(chat * 31 + place * 7 + n) for n in range(4)]
    return f"Je voudrais {' '.join(words)} près de {', de '.join(names)}, et voilà pourquoi."


def _name(seed: int) -> str:
    """Return the name of a place; few residents name the same one."""
    seed = seed * 2_654_435_761 % 2**32
    return "".join(SYLLABLES[seed // len(SYLLABLES) ** n % len(SYLLABLES)] for n in range(2, 6))


@dataclass(frozen=True, slots=True)
class Line:
    """One input, and the reply that ends its wait."""

    #: chat → what the update holds beside its number
    says: Callable[[int], Fields]
    #: found in the last message that answers it
    expects: re.Pattern[str]


def _who(number: int) -> Fields:
    return {"id": number, "first_name": "Voisine", "last_name": "Essai", "username": f"u{number}"}


def _message(chat: int, **fields: Any) -> Fields:
    who = _who(chat)
    sender = {**who, "is_bot": False, "language_code": "fr"}
    usual = {"message_id": 1, "from": sender, "chat": {**who, "type": "private"}, "date": DATE}
    return {"message": {**usual, **fields}}


def _written(text: str, **fields: Any) -> Callable[[int], Fields]:
    return lambda chat: _message(chat, text=text, **fields)


def _told(place: int, lead: str = "") -> Callable[[int], Fields]:
    return lambda chat: _message(chat, text=lead + sentence(chat, place))


def _pictured(place: int) -> Callable[[int], Fields]:
    return lambda chat: _message(chat, photo=PHOTO, caption=sentence(chat, place))


def _tapped(data: str) -> Callable[[int], Fields]:
    def tap(chat: int) -> Fields:
        who = _who(chat)
        under = {"message_id": 9, "from": BOT, "chat": {**who, "type": "private"}, "date": DATE, "text": "?"}
        sender = {**who, "is_bot": False, "language_code": "fr"}
        query = {"id": str(chat), "from": sender, "chat_instance": "-1", "data": data, "message": under}
        return {"callback_query": query}

    return tap


def _line(says: Callable[[int], Fields], expects: str) -> Line:
    return Line(says, re.compile(expects, re.IGNORECASE))


START = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}

#: In a town without themes nor consultations. The notice and the first question are two messages; place and
#: photo are ours alone: the photo comes with the solution, the place is passed over.
OURS: Sequence[Line] = (
    _line(_written("J'ai une idée"), "1/3"),
    _line(_pictured(1), "2/3"),
    _line(_told(2), "3/3"),
    _line(_told(3), "où"),
    _line(_written("Passer"), "solution"),
    _line(_tapped("ok"), "merci"),
)

#: What the bots of the peers' folder answer.
PEERS: Sequence[Line] = (
    _line(_written("/start", **START), "solution"),
    _line(_told(1, "solution: "), "problem"),
    _line(_told(2, "problem: "), "benefit"),
    _line(_told(3, "benefit: "), "confirm"),
    _line(_tapped("idea:yes"), "stored"),
)
