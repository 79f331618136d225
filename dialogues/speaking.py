"""Which language does somebody ask for, and what follows when it is named, or not?"""

from __future__ import annotations

from dialogues.events import LanguageChosen
from dialogues.inputs import Command
from dialogues.reading.fold import fold
from dialogues.talk import Talk


def change_language(talk: Talk, argument: str) -> None:
    """Speak the language that is named from now on, the question that waits put again; ask which where none is."""
    language = language_named(talk, argument)
    if language is None:
        talk.interrupt("language")
        return
    talk.events.append(LanguageChosen(language))
    talk.speak(language)
    talk.say("language.chosen")
    if talk.active is not None:
        talk.send(Command(talk.circumstances, "repeat"))


def language_named(talk: Talk, argument: str) -> str | None:
    """Return the language that a word names: its code, its own name, or its name in the language spoken."""
    wanted = fold(argument)
    for item in talk.circumstances.known.get("languages") or ():
        if wanted in {item["id"], *(fold(name) for name in (item["label"], *item["aliases"]))}:
            return str(item["id"])
    return None
