"""Which draft waits, and when is it offered again?"""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogues.definition import Library
from dialogues.session import Session
from dialogues.titles import shorten

#: after this long a draft is offered again, instead of taking any text as the answer
RESUME_AFTER = timedelta(hours=12)

#: longest name of a draft, in characters
TITLE_LENGTH = 60


def draft_title(session: Session, library: Library) -> str:
    """Return how a session left aside is called: its first words, else its dialogue's title."""
    for answer in session.answers.values():
        if isinstance(answer.value, str) and answer.text:
            return shorten(answer.text, TITLE_LENGTH)
    definition = library.get(session.dialogue, session.version)
    return definition.phrasebook.say(definition.title, definition.phrasebook.default)


def is_cold(session: Session, library: Library, now: datetime) -> bool:
    """Tell whether a draft has waited so long that its question is no longer in mind."""
    if not session.answers or not library.get(session.dialogue, session.version).draft:
        return False
    return now - datetime.fromisoformat(session.touched_at) >= RESUME_AFTER
