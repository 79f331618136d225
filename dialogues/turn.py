"""What does one message do to a conversation? `take_turn` is pure and total, as the engine is."""

from __future__ import annotations

from dialogues.answering import answer, welcome
from dialogues.attended import is_for_staff, pass_on, take_over
from dialogues.commands import obey, stop, stop_consultation
from dialogues.composing import compose
from dialogues.content import Option
from dialogues.conversation import Conversation
from dialogues.definition import Ask, Library
from dialogues.drafts import is_draft, with_draft
from dialogues.emergency import hear_danger
from dialogues.events import Event, LanguageChosen
from dialogues.heeding import courteous, heed
from dialogues.initiative import introduce
from dialogues.inputs import Command, Input, Reply, Start, Timeout
from dialogues.occasion import COMMAND_LENGTH, DISTRESS_LENGTH, Occasion, occasion_of
from dialogues.payload import unmarked
from dialogues.questions.recap import RecapQuestion
from dialogues.reading.fold import fold
from dialogues.reading.tongue import tongue_of
from dialogues.session import Session
from dialogues.surveys import close_overdue, survey_named
from dialogues.talk import Talk
from dialogues.understanding import Opinion
from dialogues.wanting import reply_in
from dialogues.wishes import grant_chosen


def take_turn(
    library: Library, conversation: Conversation, input: Input
) -> tuple[Conversation, tuple[Event, ...]]:
    """Return the conversation after the input, and all that happened; messages that can be one are one."""
    known = with_draft(input.circumstances.known, conversation, library)
    c = input.circumstances._replace(language=conversation.language, known=known)
    talk = Talk(library, conversation, c)
    match input:
        case Reply():
            _reply(talk, input._replace(circumstances=c))
        case Command(argument=text, opinion=opinion) if opinion is not None and _heeded(talk, text, opinion):
            pass
        case Command(name=name, argument=argument):
            obey(talk, name, argument)
        case Start(dialogue=dialogue, given=given):
            if "initiated" in given:
                introduce(talk, dialogue)
            talk.open(dialogue, given)
        case Timeout() if talk.active is not None and is_draft(talk.active, library):
            talk.leave()
        case Timeout():
            talk.send(input)
    _do_what_was_asked(talk, input)
    return talk.conversation, compose(talk.events)


def _do_what_was_asked(talk: Talk, input: Input) -> None:
    """Do what was asked in a dialogue: to stop, to leave, or to grant what was chosen of some guesses."""
    match talk.asked, input:
        case ("stop", session), _:
            talk.leave_interrupted(session)
            stop(talk, "answer")
        case ("leave", _), _:
            obey(talk, "later", "")
        case ("wish", session), Reply():
            grant_chosen(talk, session, reply_in(talk.circumstances.language, input))


def _heeded(talk: Talk, text: str, opinion: Opinion) -> bool:
    """See to danger and to a plain wish to hear no more in what a message was changed into; the rest is none."""
    reply = courteous(talk, Reply(talk.circumstances, text, opinion=opinion))
    return reply.opinion is not None and heed(talk, reply, reply.opinion, Occasion.ASIDE)


def _reply(talk: Talk, reply: Reply) -> None:
    """Find what a reply is: STOP, a tap, a command, an answer, or the beginning of something."""
    if not talk.conversation.introduced:
        _take_up_language(talk, reply)
    folded = fold(reply.text) if len(reply.text) <= COMMAND_LENGTH and reply.choice is None else ""
    if folded and _stops(talk, folded):
        return
    reply = reply_in(talk.circumstances.language, reply)
    if hear_danger(talk, folded or fold(reply.text[:DISTRESS_LENGTH])):
        return
    if talk.conversation.stopped and _leaves_in_peace(talk, reply, folded):
        return
    take_over(talk)
    _hear(talk, reply, folded)


def _take_up_language(talk: Talk, reply: Reply) -> None:
    """Answer a first message in the language that it is written in, when there is no doubt."""
    language = tongue_of(reply.text, talk.library.get("menu").lexicons)
    if language is not None and language != talk.conversation.language:
        talk.events.append(LanguageChosen(language))
        talk.speak(language)


def _stops(talk: Talk, folded: str) -> bool:
    """Obey STOP, in whatever language; "stop aux pesticides" is no STOP."""
    target = talk.lexicon.stop(folded)
    if target is None:
        return False
    slugs = {item["id"] for item in talk.circumstances.known.get("consultations") or ()}
    if target == "":
        stop(talk)
    elif target in slugs:
        stop_consultation(talk, target)
    return target == "" or target in slugs


def _leaves_in_peace(talk: Talk, reply: Reply, folded: str) -> bool:
    """Tell whether politeness after STOP, or a photo without a word, wants no answer; to a question asked since, it is one.

    An album comes as so many messages: STOP under one photo has others after it.
    """
    polite = talk.lexicon.thanks(folded) or folded in talk.lexicon.yes
    bare = bool(reply.attachments) and not (reply.text or reply.choice or reply.point)
    photos = bare and all(file.media_type.startswith("image/") for file in reply.attachments)
    return talk.active is None and (photos or (bool(folded) and polite))


def _hear(talk: Talk, reply: Reply, folded: str) -> None:
    occasion = Occasion.NONE
    reply = courteous(talk, reply)
    if reply.opinion is not None:
        occasion = occasion_of(talk.library, talk.conversation, reply)
        if heed(talk, reply, reply.opinion, occasion):
            return
    if is_for_staff(talk, reply, folded):
        pass_on(talk)
    elif close_overdue(talk):
        _obeyed(talk, folded)
    elif not talk.conversation.introduced:
        welcome(talk, reply, folded, occasion)
    elif reply.choice is not None:
        _tap(talk, reply)
    elif not _obeyed(talk, folded):
        answer(talk, reply, folded, occasion)


def _tap(talk: Talk, reply: Reply) -> None:
    """Take a tapped option, unless the question it belongs to no longer waits."""
    value = unmarked(reply.choice or "", talk.active)
    if value is None or talk.active is None:
        reopen(talk)
    else:
        talk.send(reply._replace(choice=value, circumstances=talk.circumstances))


def reopen(talk: Talk) -> None:
    """Say that a question no longer waits, and which one does."""
    talk.say("engine.stale")
    if talk.active is None:
        talk.open("menu")
    else:
        talk.send(Command(talk.circumstances, "repeat"))


def _obeyed(talk: Talk, folded: str) -> bool:
    """Obey a command word; the label of an option that is shown comes first."""
    if _opened_survey(talk, folded):
        return True
    command = talk.lexicon.command(folded) if folded else None
    if command is None or command[0] == "stop" or _is_option(talk.active, folded):
        return False
    if command[0] == "back" and _is_said_of_recap(talk, folded):
        return False
    obey(talk, *command)
    return True


def _opened_survey(talk: Talk, folded: str) -> bool:
    """Open the survey that a message names, as on a poster, where no answer waits that it could be."""
    survey = survey_named(talk, folded) if folded else None
    waits = talk.active is not None and not talk.definition(talk.active).yields
    if survey is None or waits or _is_option(talk.active, folded):
        return False
    talk.open("survey", {"survey": survey})
    return True


def _is_said_of_recap(talk: Talk, folded: str) -> bool:
    """Tell whether a recap waits, and a message says that it is wrong: it asks which part."""
    session = talk.active
    step = talk.definition(session).step(session.step or "") if session is not None else None
    is_recap = isinstance(step, Ask) and isinstance(step.question, RecapQuestion)
    return is_recap and folded in talk.lexicon.rereading.wrong


def _is_option(session: Session | None, folded: str) -> bool:
    options: tuple[Option, ...] = session.asked.options if session is not None and session.asked else ()
    return any(fold(option.label) == folded for option in options)
