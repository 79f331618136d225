"""Which numbers does somebody in danger need first, and in which language? Those that fit best, in the words' own."""

from __future__ import annotations

from dataclasses import replace

from dialogues.content import Message
from dialogues.definition import Ask
from dialogues.events import Said
from dialogues.occasion import DISTRESS_LENGTH, takes_anything
from dialogues.reading.fold import fold
from dialogues.reading.hazards import load_alarming
from dialogues.reading.tongue import tongue_of
from dialogues.talk import Talk


def hear_danger(talk: Talk, folded: str) -> bool:
    """Tell the numbers to whoever tells of danger, in plain words of any language; tell whether nothing is left to do."""
    if load_alarming().isdisjoint(folded.split(" ")):
        return False
    return _hear_alarm(talk, folded) or _hear_hazard(talk, folded)


def _hear_alarm(talk: Talk, folded: str) -> bool:
    heard = {lexicon.language: kind for lexicon in talk.lexicons if (kind := lexicon.alarm(folded))}
    if heard:
        own = talk.circumstances.language
        language = own if own in heard else next(iter(heard))
        _tell(talk, heard[language], language)
    return bool(heard)


def _hear_hazard(talk: Talk, folded: str) -> bool:
    """Tell the numbers to whoever tells of a danger that is there now; tell whether nothing is left to do.

    Where any words are an answer, they stay the answer: it may be a story.
    """
    tongues = {lexicon.language for lexicon in talk.lexicons if lexicon.hazards.tells(folded)}
    if not tongues:
        return False
    own = talk.circumstances.language
    _tell(talk, "danger", own if own in tongues else min(tongues))
    session = talk.active
    step = talk.definition(session).step(session.step or "") if session is not None else None
    return not (isinstance(step, Ask) and takes_anything(step))


def tell_numbers(talk: Talk, words: str, kind: str) -> None:
    """Tell the numbers for a kind of alarm that was understood: "distress" or "danger"; violence shows in the words."""
    folded = fold(words[:DISTRESS_LENGTH])
    violent = kind == "danger" and any(lexicon.violent(folded) for lexicon in talk.lexicons)
    language = tongue_of(folded, talk.library.get("menu").lexicons) or talk.circumstances.language
    _tell(talk, "violence" if violent else kind, language)


def _tell(talk: Talk, kind: str, language: str) -> None:
    """Say it in a language; nobody's conversation changes language for that."""
    speaking = replace(talk, circumstances=talk.circumstances._replace(language=language))
    said = Said(Message(speaking.text(f"alarm.{kind}")))
    if said not in talk.events:
        talk.events.append(said)
