"""How many SMS does a survey cost whoever answers all of it? What is really sent, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.channels.message import Address, OutboundMessage
from bot.channels.sms.render import Sms
from bot.participation.surveys.rehearsal import Stage, turns
from bot.participation.surveys.reviewing import Finding

#: SMS of one question after which it is told to be long, and of a whole survey
LONG, DEAR = 3, 20

NOBODY = Address("sms", "preview")


@dataclass(frozen=True, slots=True)
class Weight:
    """SMS parts of each question with all that is said before it, and after the last one."""

    #: question → parts
    steps: Mapping[str, int]

    @property
    def each(self) -> int:
        """SMS that a person costs who is asked every question: the beginning and the thanks count too."""
        return sum(self.steps.values())

    def findings(self) -> Iterator[Finding]:
        """Yield what costs more than it should."""
        for step, parts in self.steps.items():
            if parts > LONG:
                yield Finding("dear_step", step, grave=False, params={"parts": parts})
        if self.each > DEAR:
            yield Finding("dear", grave=False, params={"parts": self.each})


def weigh(stage: Stage, sms: Sms) -> Weight:
    """Return what a survey costs, on the stage of an SMS phone."""
    return Weight({
        step: sum(
            call.measure.parts
            for message in messages
            for call in sms.render(OutboundMessage(1, NOBODY, message, stage.language))
        )
        for step, messages in turns(stage)
    })  # fmt: skip
