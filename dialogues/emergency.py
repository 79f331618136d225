"""Which numbers does somebody in danger need first, and in which language? Those that fit best, in the words' own."""

from __future__ import annotations

from dataclasses import replace

from dialogues.content import Message
from dialogues.events import Said
from dialogues.occasion import DISTRESS_LENGTH
from dialogues.reading.fold import fold
from dialogues.reading.tongue import tongue_of
from dialogues.talk import Talk


def hear_alarm(talk: Talk, folded: str) -> bool:
    """Tell the numbers to whoever says, in plain words of any language, that they are in danger; tell whether it is so."""
    heard = {lexicon.language: kind for lexicon in talk.lexicons if (kind := lexicon.alarm(folded))}
    if heard:
        own = talk.circumstances.language
        language = own if own in heard else next(iter(heard))
        _tell(talk, heard[language], language)
    return bool(heard)


def tell_numbers(talk: Talk, words: str, kind: str) -> None:
    """Tell the numbers for a kind of alarm that was understood: "distress" or "danger"; violence shows in the words."""
    folded = fold(words[:DISTRESS_LENGTH])
    violent = kind == "danger" and any(lexicon.violent(folded) for lexicon in talk.lexicons)
    language = tongue_of(folded, talk.library.get("menu").lexicons) or talk.circumstances.language
    _tell(talk, "violence" if violent else kind, language)


def _tell(talk: Talk, kind: str, language: str) -> None:
    """Say it in a language; nobody's conversation changes language for that."""
    speaking = replace(talk, circumstances=talk.circumstances._replace(language=language))
    talk.events.append(Said(Message(speaking.text(f"alarm.{kind}"))))
