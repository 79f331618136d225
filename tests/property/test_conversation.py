"""Do the engine's promises hold for any sequence of inputs, on any script?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.channels.message import Address
from dialogues.conversation import Conversation
from dialogues.definition import Library
from dialogues.events import Answered, ConsentWithdrawn, Event, Finished, Said, Skipped
from dialogues.inputs import Attachment, Circumstances, Command, Input, Point, Reply, Start, Timeout
from dialogues.reading.fold import fold
from dialogues.turn import take_turn
from dialogues.understanding import Entity, Opinion
from dialogues.wanting import UNDERSTANDING, wanted
from dialogues.wishes import WISHES
from tests.golden.stage import PARIS, SIMULATOR, library, reread
from tests.golden.town import LOOKED_UP, PARKS, SCHOOLS, TOWN
from tests.property import inputs
from tests.property.scripts import FOUND, Script, compile_random, scripts
from tests.sizes import sized

#: everything that anything may want to know
EVERYTHING: Mapping[str, Any] = {
    **TOWN,
    **FOUND,
    "consultations": [SCHOOLS, PARKS],
    "similar_ideas": ["VELO-1AAA"],
    "my_ideas": {"lines": "MOBI-7K2Q · Un banc"},
    "similar_to_mine": {"lines": "VELO-1AAA · Un autre"},
}
TOWNS = (EVERYTHING, {**TOWN, **FOUND}, {**EVERYTHING, "inadmissible": ["- trop court"], "reasons": ["- non"]},
         {**TOWN, **FOUND, "themes": [], "suggested_theme": None})  # fmt: skip
ASKED_FOR = frozenset(LOOKED_UP) | frozenset(FOUND)
OPEN = ("open", "paused")

#: free words, and what may be made of them, right or wrong
SAID = (
    "jveux proposer 1 truc pour les velos",
    "mon idée c'est de mettre des bancs place de la mairie",
    "où en est mon idée",
)
INTENTS = st.sampled_from(sorted((*WISHES, "yes", "no", "nonsense")))
ENTITIES = st.builds(
    Entity,
    st.sampled_from(["theme", "place", "date"]),
    st.sampled_from(["mobilite", "nature", "centre", "ailleurs"]),
    st.integers(0, 30),
    st.integers(0, 40),
)
OPINIONS = st.builds(
    Opinion,
    st.one_of(st.just(""), INTENTS),
    st.booleans(),
    st.lists(INTENTS, max_size=3).map(tuple),
    st.lists(ENTITIES, max_size=3).map(tuple),
)


class Residents(RuleBasedStateMachine):
    """One resident who does anything at all."""

    shipped: ClassVar[Library] = library()

    @initialize(
        script=scripts(),
        style=st.sampled_from(["sms", "telegram", "whatsapp"]),
        known=st.sampled_from(TOWNS),
        first=st.sampled_from([None, "random", "idea"]),
    )
    def begin(self, script: Script, style: str, known: Mapping[str, Any], first: str | None) -> None:
        definition = compile_random(script)
        self.library = Library({**self.shipped.latest, "random": definition})
        self.capabilities = SIMULATOR.capabilities(Address("simulator", f"{style}-lea"))
        self.everything = known
        self.at = datetime(2026, 5, 4, 23, 40, tzinfo=PARIS)
        self.conversation = Conversation("p1")
        self.taken: list[Input] = []
        self.said: list[tuple[Event, ...]] = []
        #: (session, step) → value that was accepted
        self.accepted: dict[tuple[str, str], Any] = {}
        if first is not None:
            self.start(first, {})

    def _now(self) -> Circumstances:
        self.at += timedelta(seconds=7)
        return Circumstances(self.at, f"m{len(self.taken)}", "fr", self.capabilities, self.everything)

    @rule(text=inputs.texts)
    def write(self, text: str) -> None:
        self.take(Reply(self._now(), text))

    @rule(text=st.one_of(inputs.texts, st.sampled_from(SAID)), opinion=OPINIONS)
    def write_what_is_understood(self, text: str, opinion: Opinion) -> None:
        self.take(Reply(self._now(), text, opinion=opinion))

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Say an option that is shown, by its number or its words."""
        active = self.conversation.active
        options = active.asked.options if active is not None and active.asked else ()
        words = [o.label for o in options] + [str(n + 1) for n in range(len(options))] or ["oui"]
        self.take(Reply(self._now(), data.draw(st.sampled_from(words))))

    @rule(data=st.data())
    def tap(self, data: st.DataObject) -> None:
        """Tap any button that was ever shown."""
        shown = [
            o.value for events in self.said for e in events if isinstance(e, Said) for o in e.message.options
        ]
        self.take(Reply(self._now(), choice=data.draw(st.sampled_from(shown[-30:] or ["nothing"]))))

    @rule(choice=inputs.garbage)
    def tap_garbage(self, choice: str) -> None:
        self.take(Reply(self._now(), choice=choice))

    @rule(point=inputs.points, text=st.sampled_from(["", "là"]))
    def share(self, point: Point, text: str) -> None:
        self.take(Reply(self._now(), text, point=point))

    @rule(files=st.lists(inputs.attachments, min_size=1, max_size=7), text=inputs.texts)
    def send(self, files: list[Attachment], text: str) -> None:
        self.take(Reply(self._now(), text, attachments=tuple(files)))

    @rule(hours=st.sampled_from([1, 13, 72, 9000]))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @precondition(lambda self: self.conversation.active is not None)
    @rule()
    def expire(self) -> None:
        self.take(Timeout(self._now()))

    @rule(
        name=st.sampled_from(["back", "skip", "help", "menu", "restart", "erase", "repeat?"]),
        argument=inputs.texts,
    )
    def command(self, name: str, argument: str) -> None:
        if not name.endswith("?"):
            self.take(Command(self._now(), name, argument[:50]))

    @rule(
        dialogue=st.sampled_from(["random", *sorted(library().latest)]),
        given=st.sampled_from(
            [{}, {"consultation": "parcs"}, {"solution": "des bancs"}, {"words": "un banc"}]
        ),
    )
    def start(self, dialogue: str, given: dict[str, Any]) -> None:
        self.take(Start(self._now(), dialogue, given))

    def take(self, input: Input) -> None:
        """Take a turn, and check all that must hold whatever came."""
        before = self.conversation
        after, events = take_turn(self.library, before, input)
        assert self._with_what_was_wanted(input) == (after, events), (
            "a look-up was used that wanted() did not name"
        )
        assert reread(after).sessions == tuple(s for s in after.sessions if s.state in OPEN)
        assert [s.state for s in after.sessions[1:]].count("open") == 0
        self._check_answers(before, after, events)
        self._check_something_is_said(before, input, events)
        self.taken.append(input)
        self.said.append(events)
        self.conversation = reread(after)
        self._check_ways_out()

    def _with_what_was_wanted(self, input: Input) -> tuple[Conversation, tuple[Event, ...]]:
        names = wanted(self.library, self.conversation, input)
        known = {k: v for k, v in self.everything.items() if k not in ASKED_FOR or k in names}
        limited = input._replace(circumstances=input.circumstances._replace(known=known))
        if isinstance(limited, Reply) and UNDERSTANDING not in names:
            limited = limited._replace(opinion=None)
        return take_turn(self.library, self.conversation, limited)

    def _check_answers(self, before: Conversation, after: Conversation, events: tuple[Event, ...]) -> None:
        """What was accepted stays in its session until it is replaced, or the session is over."""
        for event in events:
            match event:
                case Answered(session=session, step=step, value=value, how=("said" | "given")):
                    self.accepted[session, step] = value
                case Answered(session=session, step=step) | Skipped(session=session, step=step):
                    self.accepted.pop((session, step), None)
        over = {event.session for event in events if isinstance(event, Finished)}
        kept = {session.id: session for session in after.sessions if session.state in OPEN}
        assert {s.id for s in before.sessions} <= over | kept.keys(), "a session went without a word"
        for (session, step), value in self.accepted.items():
            if session in kept:
                assert repr(kept[session].answers[step].value) == repr(value)

    def _check_something_is_said(self, before: Conversation, input: Input, events: tuple[Event, ...]) -> None:
        done = any(isinstance(event, Finished) and event.session.endswith(".random") for event in events)
        if done or any(isinstance(event, Said) for event in events) or not isinstance(input, Reply):
            return
        folded, words = fold(input.text), self.library.get("menu").lexicons[before.language]
        thanks = words.thanks(folded) or folded in words.yes
        begins = folded in words.beginnings and not (input.point or input.attachments)
        sure = input.opinion.sure if input.opinion is not None else ""
        polite = sure in ("thanks", "goodbye")
        assert (
            thanks
            or begins
            or polite
            or (before.stopped and (words.stop(folded) is not None or sure == "unsubscribe"))
            # who was stopped already is not told so again
            or (before.stopped and before.active is not None and before.active.dialogue == "unsubscribe")
        )

    def _check_ways_out(self) -> None:
        """STOP stops at once, MENU reaches the menu, whatever waits."""
        stopped, events = take_turn(self.library, self.conversation, Reply(self._now(), "STOP"))
        assert stopped.stopped and stopped.active is None
        if not self.conversation.stopped:
            assert [e.purpose for e in events if isinstance(e, ConsentWithdrawn)] == ["all"]
            assert sum(isinstance(e, Said) for e in events) == 1
        back, _ = take_turn(self.library, stopped, Reply(self._now(), "START"))
        assert not back.stopped
        menu, _ = take_turn(self.library, self.conversation, Reply(self._now(), "MENU"))
        assert menu.active is not None and menu.active.dialogue == "menu"

    def teardown(self) -> None:
        """Play the same again, without saving in between: the same events, the same end."""
        conversation = Conversation("p1")
        for input, events in zip(getattr(self, "taken", ()), getattr(self, "said", ()), strict=True):
            conversation, again = take_turn(self.library, conversation, input)
            assert repr(again) == repr(events)
            conversation = replace(
                conversation, sessions=tuple(s for s in conversation.sessions if s.state in OPEN)
            )
        if hasattr(self, "conversation"):
            assert repr(reread(conversation)) == repr(self.conversation)


TestResidents: Any = pytest.mark.sized(Residents.TestCase)
TestResidents.settings = settings(stateful_step_count=30, max_examples=sized(20, 100), deadline=None)


@pytest.mark.parametrize("name", sorted(library().latest))
def test_any_first_message_is_answered(name: str) -> None:
    c = Circumstances(datetime(2026, 5, 4, tzinfo=PARIS), "m1", known=EVERYTHING)
    for text in (*inputs.WORDS, *inputs.COMMANDS, *inputs.ODDITIES):
        started, _ = take_turn(library(), Conversation("p1"), Start(c, name))
        _, events = take_turn(library(), started, Reply(c, text))
        assert any(isinstance(event, Said) for event in events)
