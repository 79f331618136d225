"""What may a question look at in these tests? The real lexicons and messages, at a fixed hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from dialogues.content import Capabilities, Option
from dialogues.inputs import Attachment, Circumstances, Json, Point, Reply
from dialogues.loader import load_phrasebook
from dialogues.phrasebook import Phrasebook
from dialogues.questions.shape import Scene
from dialogues.reading.lexicon import Lexicon, load_lexicons
from dialogues.reading.vocabulary import LANGUAGES

#: A Monday.
AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
SMS = Capabilities(brief=True)
TELEGRAM = Capabilities(buttons=12, location=True, media=True)
DISTRICTS = [
    {"id": "c", "name": "Centre", "aliases": ["centre-ville", "hyper centre"]},
    {"id": "g", "name": "La Gare", "aliases": []},
    {"id": "s", "name": "Saint-Sauveur", "aliases": ["st sauveur"]},
]
USUAL = (
    Option("often", "Souvent"),
    Option("sometimes", "Parfois", ("des fois", "de temps en temps")),
    Option("never", "Jamais"),
)
EVENINGS = (Option("thu", "Jeudi"), Option("fri", "Vendredi"), Option("sat", "Samedi"))


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """Return every language's lexicon."""
    return load_lexicons(LANGUAGES)


@cache
def phrasebook() -> Phrasebook:
    """Return the shipped sentences."""
    return load_phrasebook()


def scene(
    *options: Option,
    language: str = "fr",
    capabilities: Capabilities = SMS,
    draft: str | None = None,
    known: Mapping[str, Json] | None = None,
) -> Scene:
    """Return what a question sees."""
    lexicon = lexicons()[language]
    return Scene(language, AT, capabilities, phrasebook(), lexicon, options, draft, known or {})


def reply(
    text: str = "",
    choice: str | None = None,
    point: Point | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Reply:
    """Return what a participant sent."""
    return Reply(Circumstances(AT, "1"), text, choice, point, attachments)
