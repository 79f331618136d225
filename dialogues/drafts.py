"""Which draft waits, and when is it offered again?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from dialogues.conversation import Conversation
from dialogues.definition import Ask, Definition, Library
from dialogues.inputs import Json
from dialogues.session import Answer, Session
from dialogues.titles import shorten

#: after this long a draft is offered again, instead of taking any text as the answer
RESUME_AFTER = timedelta(hours=12)

#: words of the shortest message that is told again when a draft goes on
TOLD = 4

#: longest name of a draft, in characters
TITLE_LENGTH = 60


def draft_title(session: Session, library: Library, language: str) -> str:
    """Return how a session left aside is called: its first words, else its dialogue's title."""
    definition = library.get(session.dialogue, session.version)
    for step, answer in session.answers.items() if not definition.survey else ():
        asked = definition.step(step)
        if isinstance(asked, Ask) and asked.question.name == "text" and answer.text:
            return shorten(answer.text, TITLE_LENGTH)
    if session.asked is not None and session.asked.draft and not definition.survey:
        return shorten(session.asked.draft, TITLE_LENGTH)
    return definition.phrasebook.say(definition.title, language)


def is_draft(session: Session, library: Library) -> bool:
    """Tell whether a session holds something of its participant's, in a dialogue that keeps drafts."""
    definition = library.get(session.dialogue, session.version)
    words = session.asked is not None and (session.asked.draft or session.asked.held) is not None
    return definition.draft and (words or any(_is_own(definition, *item) for item in session.answers.items()))


def _is_own(definition: Definition, step: str, answer: Answer) -> bool:
    """Tell whether an answer came from the participant: a poster's consultation, or a guess, did not."""
    asked = definition.step(step)
    words = isinstance(asked, Ask) and asked.question.name == "text"
    return answer.how in ("said", "skipped") or (answer.how == "given" and words)


def left_aside(conversation: Conversation, library: Library) -> Session | None:
    """Return the draft that was left aside last, if there is one."""
    return next((s for s in conversation.sessions if s.state == "paused" and is_draft(s, library)), None)


def with_draft(known: Mapping[str, Json], conversation: Conversation, library: Library) -> Mapping[str, Json]:
    """Return what is known, with the name of the draft that was left aside last, if there is one."""
    paused = left_aside(conversation, library)
    if paused is None and "draft" not in known:
        return known
    others = {name: value for name, value in known.items() if name != "draft"}
    return (
        others if paused is None else {**others, "draft": draft_title(paused, library, conversation.language)}
    )


def is_cold(session: Session, library: Library, now: datetime) -> bool:
    """Tell whether a draft has waited so long that its question is no longer in mind."""
    if session.touched_at is None or now - session.touched_at < RESUME_AFTER:
        return False
    return is_draft(session, library)


def taken_up(text: Callable[..., str], about: Mapping[str, Json], words: str, *, asked: bool) -> str:
    """Say that a draft goes on; what was written meanwhile and is no answer is told again, so that it can be given.

    Who was asked about a draft has just read its name.
    """
    opening = text("engine.resumed" if asked else "engine.resumed.draft", **about)
    told = len(words.split()) >= TOLD
    return f"{opening}\n{text('engine.before', answer=words)}" if told else opening
