"""What is a dialogue made of? Steps in order, that only go forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogues.condition import Condition
from dialogues.errors import UnknownDialogue
from dialogues.inputs import Json
from dialogues.memory import Memory
from dialogues.phrasebook import Phrasebook
from dialogues.questions.shape import Question
from dialogues.reading.lexicon import Lexicon
from dialogues.xpath import Expression


@dataclass(frozen=True, slots=True)
class Jump:
    """Where to go on, when something holds (None: always)."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as a script declares it: a value and the key of its label."""

    value: str
    label: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is taken without asking: one of a value, a text step cut short to a length, something known."""

    value: Json = None
    shorten: str = ""
    length: int = 0
    known: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """What an answer must meet: an XPath expression in which the answer is `.`."""

    expression: Expression
    #: key of the sentence said to an answer that does not
    message: str


@dataclass(frozen=True, slots=True)
class Say:
    """Tell something and go on."""

    id: str
    text: str
    when: Condition | None = None
    next: tuple[Jump, ...] = ()
    #: a message of its own, never joined with the next
    apart: bool = False
    #: known list whose length chooses the plural
    count: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question and wait for its answer."""

    id: str
    text: str
    question: Question
    when: Condition | None = None
    next: tuple[Jump, ...] = ()
    choices: tuple[Choice, ...] = ()
    #: name of a known list whose items ({id, label, aliases}) come before the choices
    choices_from: str | None = None
    #: known or derived value of the option that is shown first
    suggest: str | None = None
    optional: bool = False
    #: take this value without asking, if there is one; the recap can correct it
    assume: Assumption | None = None
    #: "1/3"
    progress: str = ""
    example: str = ""
    #: key of a sentence on how to answer, shown on every channel
    hint: str = ""
    #: sentence that asks for a little more, instead of the question type's own
    nudge: str = ""
    #: sentence that takes up the topic of who announces an answer and does not tell it
    topic: str = ""
    #: name of a look-up that lists reasons to refuse this answer
    blocked_by: str | None = None
    #: what free words that are no answer do: {value: the answer then taken, words: the step they are kept for}
    otherwise: Mapping[str, str] = field(default_factory=dict)
    #: name of what the session was given that free words are added to, when they are no answer: none is lost
    gathers: str = ""
    #: steps of the recap that its free words may be added to
    adds: tuple[str, ...] = ()
    #: option taken from who says "I don't know", or was misread PATIENCE times
    fallback: str = ""
    #: its options are wishes: free words are understood as one before they are likened to a label
    wishes: bool = False
    #: may be shown when results are published
    public: bool = False
    #: what an answer must meet beside its type, and what is said to one that does not
    constraint: Constraint | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Ask the outside; the caller provides the result with the input that leads here.

    With `pick`, take the item of a known list that an earlier answer names: {from: list, by: step}.
    """

    id: str
    pick: Mapping[str, str] = field(default_factory=dict)
    when: Condition | None = None
    next: tuple[Jump, ...] = ()


@dataclass(frozen=True, slots=True)
class Submit:
    """Hand in something whole; `values` maps its fields to steps."""

    id: str
    kind: str
    values: Mapping[str, str]
    when: Condition | None = None
    next: tuple[Jump, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Ask the service for one of the acts of `dialogues.acts`."""

    id: str
    act: str
    when: Condition | None = None
    next: tuple[Jump, ...] = ()


@dataclass(frozen=True, slots=True)
class Go:
    """Finish here and open another dialogue, with answers already known."""

    id: str
    dialogue: str
    given: Mapping[str, str] = field(default_factory=dict)
    #: known name of the dialogue to open; where it names none, `dialogue` is opened
    named: str = ""
    #: known mapping that is handed over whole, beside `given`
    carries: str = ""
    when: Condition | None = None
    next: tuple[Jump, ...] = ()


Step = Say | Ask | Lookup | Submit | Act | Go


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of a dialogue, ready to run; it carries its own sentences."""

    name: str
    #: digest of the script and its sentences: a session finishes on the version it began with
    version: str
    title: str
    steps: tuple[Step, ...]
    phrasebook: Phrasebook
    lexicons: Mapping[str, Lexicon]
    #: kept and offered again when left in the middle
    draft: bool = False
    #: returns to the session it interrupted
    interlude: bool = False
    #: gives way to what a participant wants, when that is no answer to its question
    yields: bool = False
    #: its closed questions take a word aside ("who are you?"), and are put again after it
    asides: bool = False
    #: a survey: its answers are taken while the known list of surveys names it
    survey: str = ""
    #: answers are never read back
    discreet: bool = False
    #: step → its place
    places: Mapping[str, int] = field(default_factory=dict)
    #: step that waits (None: the start) → look-ups met before the next question
    needs: Mapping[str | None, frozenset[str]] = field(default_factory=dict)
    #: look-ups among the steps: what the caller knows of them counts once they are met
    lookups: frozenset[str] = frozenset()
    #: the script as it was read, to be stored and read again
    source: Mapping[str, Json] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

    def step(self, id: str) -> Step:
        """Return the step of this id."""
        return self.steps[self.places[id]]


@dataclass(frozen=True, slots=True)
class Library:
    """Every dialogue that can run: the latest versions, and those that sessions still use."""

    latest: Mapping[str, Definition]
    versions: Mapping[tuple[str, str], Definition] = field(default_factory=dict)
    #: what dialogues may need, by their names; only a memory, and each library has its own
    ahead: dict[tuple[str, ...], frozenset[str]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def get(self, name: str, version: str | None = None) -> Definition:
        """Return a definition, the latest without a version. Raise UnknownDialogue."""
        found = self.latest.get(name)
        if version is not None and (found is None or found.version != version):
            found = self.versions.get((name, version))
        if found is None:
            raise UnknownDialogue(f"no dialogue {name!r}" + (f" in version {version}" if version else ""))
        return found
