"""What follows when the service understands what somebody wants? One deed for each intent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogues.commands import obey, stop
from dialogues.emergency import tell_numbers
from dialogues.heeding import ALARMS, OPT_OUT
from dialogues.inputs import Command, Json, Reply
from dialogues.occasion import Occasion
from dialogues.proposal import brought, named, proposed, reported
from dialogues.reading.fold import fold
from dialogues.reading.privacy import topic_of
from dialogues.session import Session
from dialogues.speaking import language_named
from dialogues.subscribing import subscribe
from dialogues.talk import Talk
from dialogues.understanding import Entity, Opinion

Deed = Callable[[Talk, Reply, Opinion], None]

#: said only of what no rule and no option could read
OUT_OF_SCOPE = "out_of_scope"

#: wishes that are met beside a question, which is put again after them
ASIDES = frozenset(
    {
        "who_are_you", "human_contact", "change_language", "my_data", "erase_data", "help", "insult", "skip", "back",
        OPT_OUT, *ALARMS,
    }
)  # fmt: skip

#: one has an idea, or wants news of one
PROPOSE, FOLLOW = "propose_idea", "follow_idea"

#: wishes whose words are what the idea or the problem is
TOLD = frozenset({PROPOSE, "report_problem"})

#: words of the longest name of a language
LANGUAGE_WORDS = 2


def may_grant(opinion: Opinion, occasion: Occasion) -> bool:
    """Tell whether the service is sure of a wish, and this is the moment for it."""
    if opinion.sure not in WISHES or opinion.sure == OUT_OF_SCOPE:
        return False
    return occasion is Occasion.WISH or (occasion is Occasion.ASIDE and opinion.sure in ASIDES)


def may_doubt(opinion: Opinion) -> bool:
    """Tell whether there is something to offer, or to say, where no wish is granted."""
    return opinion.sure == OUT_OF_SCOPE or not OFFERED.isdisjoint(opinion.guesses)


def as_presented(talk: Talk, reply: Reply) -> Reply:
    """Return a reply that says "mon idée, c'est…" as what it is, though it sounds like a look for news of one.

    After "idée :" whatever follows is one, but for danger and a plain wish to hear no more.
    """
    opinion, announcements = reply.opinion, talk.lexicon.announcements
    if opinion is None or opinion.sure in (OPT_OUT, *ALARMS):
        return reply
    misheard = FOLLOW in (opinion.sure, *opinion.guesses) and announcements.is_presented(reply.text)
    if not misheard and not announcements.is_labelled(reply.text):
        return reply
    return reply._replace(opinion=replace(opinion, sure=PROPOSE, guesses=()))


def grant(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    """Do what the sure intent wants."""
    WISHES[opinion.sure](talk, reply, opinion)


def doubt(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    """Say that a wish is beyond the service, or offer those that the words may mean."""
    if opinion.sure == OUT_OF_SCOPE:
        grant(talk, reply, opinion)
        return
    offered: dict[str, str] = {}
    for intent in opinion.guesses:
        if intent in OFFERED:
            offered.setdefault(talk.text(f"wish.{intent}"), intent)
    # a single guess is confirmed by a plain yes
    agrees = [talk.text("question.yes")] if len(offered) == 1 else []
    guesses = [{"id": intent, "label": label, "aliases": agrees} for label, intent in offered.items()]
    given = {"guesses": guesses, "words": reply.text, "entities": _as_json(opinion.entities)}
    talk.open("unsure", {**given, **brought(talk, reply)})


def grant_chosen(talk: Talk, session: Session, reply: Reply) -> None:
    """Do what was chosen of the guesses that a session offered, with the words that it kept."""
    found = session.found
    entities = tuple(Entity(*each) for each in found.get("entities") or ())
    chosen = session.answers["which"].value
    grant(
        talk,
        reply._replace(text=str(found.get("words") or ""), choice=None),
        Opinion(chosen, True, (), entities),
    )


def _as_json(entities: tuple[Entity, ...]) -> Json:
    return [[e.kind, e.value, e.start, e.end] for e in entities]


def _propose(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    talk.open("idea", proposed(talk, reply, opinion))


def _report(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    talk.open("report", reported(talk, reply, opinion))


def _opens(dialogue: str, opening: str = "") -> Deed:
    """Return a deed that opens a dialogue, after a sentence if there is one."""

    def open_it(talk: Talk, reply: Reply, opinion: Opinion) -> None:
        if opening:
            talk.say(opening)
        talk.open(dialogue, {"words": reply.text, **brought(talk, reply)})

    return open_it


def _tells(key: str) -> Deed:
    """Return a deed that says a sentence, then puts the question that waits again, or the menu."""

    def tell(talk: Talk, reply: Reply, opinion: Opinion) -> None:
        talk.say(key)
        if talk.active is None:
            talk.open("menu", {"words": reply.text, **named(talk, reply, opinion)})
        else:
            talk.send(Command(talk.circumstances, "repeat"))

    return tell


def _surveys(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    """Open the questions that are put now, or the consultations where there is no such dialogue."""
    _opens("surveys" if "surveys" in talk.library.latest else "consultations")(talk, reply, opinion)


def _obeys(command: str) -> Deed:
    return lambda talk, reply, opinion: obey(talk, command, "")


def _language(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    """Change to the language that the words name, or ask which: "je parle pas bien français" names another."""
    words = fold(reply.text).split(" ")
    if not talk.lexicon.negators.isdisjoint(words):
        obey(talk, "language", "")
        return
    sizes = range(LANGUAGE_WORDS, 0, -1)
    parts = (" ".join(words[at : at + size]) for size in sizes for at in range(len(words)))
    obey(talk, "language", next((part for part in parts if language_named(talk, part)), ""))


def _my_data(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    """Answer what is asked about one's data in a sentence, if one does; else, or if nothing waits, give all that is held (norms §1)."""
    topic = topic_of(fold(reply.text), talk.circumstances.language)
    if topic:
        talk.say(f"privacy.{topic}")
        if talk.active is not None:
            talk.send(Command(talk.circumstances, "repeat"))
            return
    obey(talk, "my_data", "")


def _human(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    talk.interrupt("human", {"words": reply.text})


def _subscribe(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    subscribe(talk, reply)


def _unsubscribe(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    """Ask once, unless it was done already."""
    if talk.conversation.stopped:
        stop(talk, "words")
    else:
        talk.interrupt("unsubscribe")


def _numbers(talk: Talk, reply: Reply, opinion: Opinion) -> None:
    tell_numbers(talk, reply.text, opinion.sure)


def _polite(key: str) -> Deed:
    """Return a deed that is polite where it costs nothing; on SMS silence is polite too."""

    def be_polite(talk: Talk, reply: Reply, opinion: Opinion) -> None:
        if not talk.circumstances.capabilities.brief:
            talk.say(key)

    return be_polite


_unable: Deed = _tells("wish.unable")

#: intent → what follows; yes and no are read by the question they answer, or by nobody
WISHES: Mapping[str, Deed] = {
    "propose_idea": _propose,
    "report_problem": _report,
    "follow_idea": _opens("my_ideas"),
    "list_ideas": _opens("consultations"),
    "list_surveys": _surveys,
    "answer_survey": _surveys,
    "see_results": _opens("consultations", "wish.results_told"),
    "support_idea": _unable,
    "argue_for": _unable,
    "argue_against": _unable,
    "who_are_you": _tells("wish.who"),
    "human_contact": _human,
    "change_language": _language,
    "my_data": _my_data,
    "erase_data": _obeys("erase"),
    "subscribe": _subscribe,
    OPT_OUT: _unsubscribe,
    "help": _obeys("help"),
    "skip": _obeys("skip"),
    "back": _obeys("back"),
    "greet": _tells("engine.hello"),
    "thanks": _polite("engine.thanks"),
    "goodbye": _polite("engine.goodbye"),
    "insult": _tells("wish.calm"),
    "danger": _numbers,
    "distress": _numbers,
    OUT_OF_SCOPE: _tells("wish.beyond"),
}

#: intents that are offered by name (`wish.<intent>`) when none is sure
OFFERED: frozenset[str] = frozenset(
    {
        "propose_idea", "report_problem", "follow_idea", "list_ideas", "list_surveys", "answer_survey", "see_results",
        "support_idea", "argue_for", "argue_against", "who_are_you", "human_contact", "change_language", "my_data",
        "erase_data", "subscribe", OPT_OUT, "help",
    }
)  # fmt: skip
