"""What do a language's words mean to us: commands, stops, greetings, yes, no, numbers?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dialogues.reading.amounts import Amounts, load_amounts
from dialogues.reading.announcing import Announcements, load_announcements
from dialogues.reading.asking import Questions, load_questions
from dialogues.reading.commanding import Commands, load_commands
from dialogues.reading.corrections import Corrections, load_corrections
from dialogues.reading.expression import Expression
from dialogues.reading.fold import squeeze
from dialogues.reading.hazards import Hazards, load_hazards
from dialogues.reading.phrases import Words, parts, strip
from dialogues.reading.rereading import Rereading, load_rereading
from dialogues.reading.sayings import Sayings, load_sayings
from dialogues.reading.selecting import Selecting, load_selecting
from dialogues.reading.stopping import Stops, load_stops
from dialogues.reading.vocabulary import (
    LANGUAGES,
    Calendar,
    by_word,
    calendar,
    numbered,
    pattern,
    read_file,
    words,
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, folded; every method takes folded text."""

    language: str
    yes: Words
    no: Words
    #: neither yes nor no: "peut être", "ça dépend", "mais"
    hedges: Words
    #: "je sais pas": no answer, whatever is asked
    unknown: Words
    #: "j'en ai pas": none of what is asked
    lacks: Words
    #: "jamais": no day
    never: Words
    #: "alors voilà": the beginning of another message
    beginnings: Words
    #: "voilà": yes to what somebody guesses, not to what is asked of them
    assents: Words
    negators: Words
    #: "ou": what is on both sides is possible, none is chosen
    alternatives: Words
    separators: Words
    polite: Words
    #: words around an answer that change nothing: "le", "c'est", "je choisis"
    fillers: Words
    #: fillers and politeness
    around: Words
    #: what a message may be made of that only agrees: "très bien, merci, vous pouvez envoyer"
    agreeing: Words
    all: Words
    none: Words
    #: all but one, from one to another
    selecting: Selecting
    enough: Words
    send: Words
    change: Words
    greetings: Words
    #: greetings that no French speaker writes
    unmistakable: Words
    #: first words of these
    greeters: Words
    #: streets, nights, neighbours: what somebody may want peace from, beside our messages
    elsewhere: Words
    messaging: Words
    #: excuses for writing: "excusez-moi de vous déranger"
    courtesies: Sayings
    #: everyday words that tell the language
    tells: Words
    gratitude: Words
    imprecise: Words
    #: "8 sur 10"
    of: Words
    #: number words that are also articles: alone beside other words they count nothing
    articles: Words
    numbers: Mapping[str, int]
    #: -1 is the last
    ordinals: Mapping[str, int]
    #: unit by word: "minutes" by "mn"
    units: Mapping[str, str]
    amounts: Amounts
    calendar: Calendar
    commands: Commands
    #: a message without any of these words tells of no danger
    danger_words: Words
    despairs: Expression
    #: whole messages
    dangers: Expression
    #: blows and threats by somebody, in whatever tells of danger
    violence: Expression
    #: strong words that mean no danger: "mourir de rire"
    hyperboles: Expression
    #: "je", "moi"
    selves: Words
    #: dangers that are there now, in whatever words
    hazards: Hazards
    #: whole messages that ask for a person
    calls: Expression
    #: whole messages that tell nothing: yes, no, "ok", a greeting, thanks, "je sais pas"
    empty: Words
    announcements: Announcements
    stops: Stops
    corrections: Corrections
    rereading: Rereading
    questions: Questions
    #: "yes" | "no" by phrase whose repeated letters are squeezed: "ouiiii"
    squeezed: Mapping[str, str]

    def command(self, folded: str) -> tuple[str, str] | None:
        """Return the command that the whole message is, with its argument ("" if none); see `stop` for names."""
        return self.commands.read(folded)

    def stop(self, folded: str) -> str | None:
        """Return "" to stop all, a consultation's name to check (norms §3), None when it is no STOP."""
        return self.stops.read(folded)

    def greets(self, folded: str) -> bool:
        """Tell whether the whole message is a greeting, or excuses itself."""
        return folded in self.greetings or self.courtesies.are_all(folded)

    def thanks(self, folded: str) -> bool:
        """Tell whether the whole message is thanks."""
        return folded in self.gratitude

    def alarm(self, folded: str) -> str:
        """Return "distress" of who plainly wants to die, "violence" or "danger" of who is in danger now, else ""."""
        if self.danger_words.isdisjoint(folded.split(" ")):
            return ""
        if self.despairs.search(folded):
            return "distress"
        if self.dangers.fullmatch(folded):
            return "violence" if self.violent(folded) else "danger"
        return ""

    def violent(self, folded: str) -> bool:
        """Tell whether words of danger are of blows or threats by somebody: other numbers fit first."""
        return bool(self.violence.search(folded))

    def without_politeness(self, folded: str) -> str:
        """Return the text without "bonjour" before or "svp" after; the text itself if nothing else is in it."""
        return strip(folded, self.polite)

    def sends(self, folded: str) -> bool:
        """Tell whether the whole message agrees in several phrases that something is sent."""
        return not self.send.isdisjoint(parts(folded, self.agreeing))

    def bare(self, folded: str) -> str:
        """Return the text without politeness nor fillers at either end: "la 3 svp" gives "3"."""
        return strip(strip(folded, self.polite), self.around)


def load_lexicons(languages: Iterable[str] = LANGUAGES) -> Mapping[str, Lexicon]:
    """Return the lexicon of each language; raise FileNotFoundError for one that has none."""
    return {language: _lexicon(language) for language in languages}


#: lists of words that are kept as they stand, under the same names
LISTS = (
    "yes", "no", "hedges", "negators", "alternatives", "separators", "polite", "fillers", "articles", "unknown", "lacks",
    "never", "selves", "beginnings", "assents", "elsewhere", "messaging", "all", "none", "enough", "send", "change", "greetings", "unmistakable", "tells", "imprecise", "of",
)  # fmt: skip
#: lists whose words say nothing of what is wanted
EMPTY = ("yes", "no", "send", "enough", "greetings", "thanks", "unknown", "laughs")

#: lists whose words agree, or are polite about it
AGREEING = ("yes", "send", "polite", "thanks")


@cache
def _lexicon(language: str) -> Lexicon:
    content = read_file(language)
    return Lexicon(
        language=language,
        **{name: words(content[name]) for name in LISTS},
        greeters=frozenset(phrase.split(" ")[0] for phrase in words(content["unmistakable"])),
        around=words(content["fillers"]) | words(content["polite"]),
        agreeing=words(phrase for name in AGREEING for phrase in content[name]),
        courtesies=load_sayings(content["courtesies"]),
        gratitude=words(content["thanks"]),
        numbers=numbered(content["numbers"]),
        ordinals=numbered({**content["ordinals"], "-1": content["last"]}),
        units=by_word(content["units"]),
        amounts=load_amounts(content["amounts"]),
        calendar=calendar(content["dates"]),
        commands=load_commands(language, content),
        danger_words=words(content["distress"]["triggers"]),
        despairs=pattern(content["distress"]["anywhere"]),
        dangers=pattern(content["distress"]["whole"]),
        violence=pattern(content["distress"]["violence"]),
        hyperboles=pattern(content["hyperboles"]),
        hazards=load_hazards(content["hazards"]),
        calls=pattern(content["calls"]),
        empty=words(phrase for name in EMPTY for phrase in content[name]),
        announcements=load_announcements(content["proposal"]),
        stops=load_stops(),
        selecting=load_selecting(content["selecting"]),
        corrections=load_corrections(content["correction"]),
        rereading=load_rereading(content["rereading"]),
        questions=load_questions(content["asking"]),
        squeezed={squeeze(w): kind for kind in ("yes", "no") for w in words(content[kind])},
    )
