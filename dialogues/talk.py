"""How do sessions follow, interrupt and resume one another in one participant's conversation?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dialogues.content import Message
from dialogues.conversation import Conversation
from dialogues.definition import Ask, Definition, Library
from dialogues.drafts import draft_title, is_draft, left_aside, taken_up, with_draft
from dialogues.engine import Advanced, advance, begin, resume
from dialogues.events import ErasureConfirmed, Event, Finished, HandedOver, LanguageChosen, Requested, Said
from dialogues.inputs import Circumstances, Input, Json, Reply, Start, Timeout
from dialogues.reading.lexicon import Lexicon
from dialogues.session import Session
from dialogues.view import View

#: so many dialogues may open one another within one turn; more is a fault of the scripts
HOPS = 8

#: what makes a new start of a dialogue another one than the draft left aside
SUBSTANCE = frozenset({"solution", "problem", "consultation", "anew"})

#: requests that are met at the end of the turn, when the dialogue that made them is over
LATER = frozenset({"stop", "wish", "leave"})


@dataclass(slots=True)
class Talk:
    """One turn of one conversation, being made."""

    library: Library
    conversation: Conversation
    circumstances: Circumstances
    events: list[Event] = field(default_factory=list)
    hops: int = 0
    #: what a dialogue asked that is done once it is over, and by which session (`dialogues.turn`)
    asked: tuple[str, Session] | None = None

    @property
    def active(self) -> Session | None:
        """The session that waits for the reply."""
        return self.conversation.active

    @property
    def lexicons(self) -> Iterable[Lexicon]:
        """The words of every language there is."""
        return self.library.get("menu").lexicons.values()

    @property
    def lexicon(self) -> Lexicon:
        """The words of the participant's language."""
        menu = self.library.latest["menu"]
        return menu.lexicons.get(self.circumstances.language) or menu.lexicons[menu.phrasebook.default]

    def definition(self, session: Session) -> Definition:
        """Return the version that a session began with."""
        return self.library.get(session.dialogue, session.version)

    def text(self, key: str, **params: Json) -> str:
        """Return a sentence in the participant's language."""
        menu = self.library.get("menu")
        return View(menu, Session("", menu.name, menu.version), self.circumstances).say(key, **params)

    def say(self, key: str, *, apart: bool = False, **params: Json) -> None:
        """Tell the participant a sentence."""
        self.events.append(Said(Message(self.text(key, **params)), apart))

    def send(self, input: Input) -> None:
        """Give an input to the session that waits."""
        session = self.active
        if session is not None:
            self.take(advance(self.definition(session), session, self.dressed(input)))

    def dressed(self, input: Input) -> Input:
        """Return the input in the circumstances as they are now: a turn may change the language."""
        same = input.circumstances is self.circumstances
        return input if same else input._replace(circumstances=self.circumstances)

    def take(self, advanced: Advanced) -> None:
        """Put a session back in its place, then do what its events ask of the conversation."""
        session, events = advanced
        others = [s for s in self.conversation.sessions if s.id != session.id]
        ends = session.state not in ("open", "paused")
        self._place([*others, session] if ends else [session, *others])
        for event in events:
            self.events.append(event)
            self._follow(event, session)

    def about(self, session: Session) -> dict[str, str]:
        """Return how a draft is spoken of: its name, and where it stopped."""
        step = self.definition(session).step(session.step or "")
        place, slash, total = step.progress.partition("/") if isinstance(step, Ask) else ("", "", "")
        where = self.text("resume.where", place=place, total=total) if slash else ""
        title = draft_title(session, self.library, self.conversation.language)
        kind = "survey" if self.definition(session).survey else "idea"
        return {"draft": title, "where": where, "what": self.text(f"resume.what.{kind}", draft=title)}

    def open(self, dialogue: str, given: Mapping[str, Json] | None = None) -> None:
        """Open a dialogue; the session that waits is left aside when it keeps drafts, else dropped."""
        self.leave()
        self._begin(dialogue, given or {})

    def leave(self) -> None:
        """Leave the session that waits: for later when it keeps drafts, else for good."""
        session = self.active
        if session is not None:
            under = self.conversation.beneath(session)
            self._leave(session)
            if under is not None:
                self._leave(under)

    def leave_interrupted(self, session: Session) -> None:
        """Leave what an interlude interrupted that is over and gives nothing back."""
        under = self.conversation.beneath(session)
        if under is not None:
            self._leave(under)

    def _leave(self, session: Session) -> None:
        if is_draft(session, self.library):
            self.set_aside(session)
        else:
            self.drop(session)

    def interrupt(self, dialogue: str, given: Mapping[str, Json] | None = None) -> None:
        """Open an interlude, after which the session that waits goes on."""
        session = self.active
        over = {"over": session.id} if session is not None else {}
        if session is not None:
            self.set_aside(session)
        self._begin(dialogue, {**(given or {}), **over})

    def drop(self, session: Session, outcome: Literal["dropped", "expired"] = "dropped") -> None:
        """Close a session for good; what was answered stays stored."""
        self.events.append(Finished(session.id, outcome))
        self._place([*self._others(session), session.but(state=outcome, asked=None)])

    def take_up(self) -> None:
        """Go on with the draft that was left aside last, if there is one."""
        under = left_aside(self.conversation, self.library)
        if under is not None:
            self.wake(under, self.text("engine.resumed.draft", **self.about(under)))

    def wake(self, session: Session, opening: str) -> None:
        """Open a paused session again, its question put anew."""
        self._look_around()
        self.take(resume(self.definition(session), session, Timeout(self.circumstances), opening))

    def reopen(self, session: Session) -> None:
        """Let a paused session wait again, without a word."""
        self._place([session.but(state="open"), *self._others(session)])

    def begin_again(self, session: Session) -> None:
        """Open the dialogue of a session anew, about the same thing: a poster's consultation stays."""
        definition, answers = self.definition(session), session.answers
        closed = [step for step in definition.steps if isinstance(step, Ask) and step.question.name != "text"]
        given = [step.id for step in closed if step.id in answers and answers[step.id].how == "given"]
        again = {step: answers[step].value for step in given}
        about = {} if definition.draft else session.found
        self._begin(session.dialogue, {**about, **again, "anew": True})

    def _begin(self, dialogue: str, given: Mapping[str, Json]) -> None:
        if self.hops >= HOPS:
            return
        self.hops += 1
        left = self.conversation.paused(dialogue) if self.library.get(dialogue).draft else None
        if left is not None and not SUBSTANCE & given.keys():
            dialogue, given = "resume", {"over": left.id, **self.about(left)}
        self._look_around()
        c = self.circumstances._replace(id=f"{self.circumstances.id}.{self.hops}")
        self.take(begin(self.library.get(dialogue), Start(c, dialogue, given)))

    def _look_around(self) -> None:
        """See which draft waits now: a turn may have left one aside, or closed it."""
        known = with_draft(self.circumstances.known, self.conversation, self.library)
        self.circumstances = self.circumstances._replace(known=known)

    def set_aside(self, session: Session) -> None:
        """Leave a session for later, as it is."""
        self._place([session.but(state="paused"), *self._others(session)])

    def _others(self, session: Session) -> list[Session]:
        return [other for other in self.conversation.sessions if other.id != session.id]

    def _place(self, sessions: list[Session]) -> None:
        self.conversation = replace(self.conversation, sessions=tuple(sessions))

    def _follow(self, event: Event, session: Session) -> None:
        """Do what an event asks of the conversation."""
        match event:
            case HandedOver(dialogue, given):
                self._begin(dialogue, given)
            case Requested(what):
                self._obey(what, session)
            case LanguageChosen(language):
                self.speak(language)
            case ErasureConfirmed():
                self._forget()
            case Finished(_, "done") if self.active is None and self.asked is None:
                self._return(session)

    def speak(self, language: str) -> None:
        """Go on in this language."""
        self.conversation = replace(self.conversation, language=language)
        self.circumstances = self.circumstances._replace(language=language)

    def _return(self, session: Session) -> None:
        """Go back to what an interlude interrupted."""
        under = self.conversation.beneath(session)
        if under is not None:
            self.wake(under, "")

    def _obey(self, what: str, session: Session) -> None:
        """Resume, restart or discard the session that an interlude was about; leave other requests for later."""
        if what in LATER:
            self.asked = what, session
            return
        over = bool(session.found.get("over"))
        under = self.conversation.beneath(session) if over else left_aside(self.conversation, self.library)
        if under is None:
            self.open("menu")
            return
        match what:
            case "resume":
                words = str(session.found.get("words") or "") if over else ""
                self.wake(under, taken_up(self.text, self.about(under), words, asked=over))
            case "answer":
                self.reopen(under)
                self.send(Reply(self.circumstances, text=session.found.get("words", "")))
            case "restart":
                self.drop(under)
                self.begin_again(under)
            case "discard":
                self.drop(under)

    def _forget(self) -> None:
        for session in [one for one in self.conversation.sessions if one.state in ("open", "paused")]:
            self.drop(session)
        self.conversation = replace(self.conversation, introduced=False)
