"""What is measured of one back end in one language?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import PalabreError
from bot.nlu.evaluation.calibration import Bin, expected_error, reliability
from bot.nlu.evaluation.entities import Finding, findings
from bot.nlu.evaluation.latency import Latency, time_each
from bot.nlu.evaluation.optouts import Heard, OptOuts, listen, read_optouts
from bot.nlu.evaluation.scope import Scope, weigh
from bot.nlu.evaluation.scores import Confusion, Score, accuracy, confusions, macro_f1, scores
from bot.nlu.evaluation.trial import Trial, judge
from bot.nlu.sentences import Sentence, read_sentences
from bot.nlu.thresholds import Thresholds
from bot.nlu.understanding import Backend

#: Held-out sentences of a checkout; no package carries them.
HELD_OUT = Path(__file__).parents[3] / "tests" / "nlu"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What nothing is trained on, in one language."""

    language: str
    sentences: tuple[Sentence, ...]
    optouts: OptOuts = field(default_factory=OptOuts)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Trials of one back end in one language, and the figures that come of them."""

    backend: str
    language: str
    thresholds: Thresholds
    trials: tuple[Trial, ...]
    #: texts that ask for silence
    wishes: Heard
    #: texts that only look so
    traps: Heard
    latency: Latency
    #: megabytes that the back end takes, with every language that it has; None where nobody knows
    memory: float | None = None

    @property
    def accuracy(self) -> float:
        """Share of first guesses that are right."""
        return accuracy(self.trials)

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the intents."""
        return macro_f1(self.trials)

    @property
    def scores(self) -> tuple[Score, ...]:
        """How each intent fares."""
        return scores(self.trials)

    @property
    def confusions(self) -> tuple[Confusion, ...]:
        """What was taken for what."""
        return confusions(self.trials)

    @property
    def scope(self) -> Scope:
        """What the service would do."""
        return weigh(self.trials)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found of what the sentences name."""
        return findings(self.trials)

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """How right guesses are, by their confidence."""
        return reliability(self.trials)

    @property
    def calibration_error(self) -> float:
        """Expected calibration error."""
        return expected_error(self.reliability)


def read_held_out(language: str, folder: Path = HELD_OUT) -> HeldOut:
    """Return what is held out in a language. Raise PalabreError when there is nothing."""
    file, optouts = folder / f"{language}.yml", folder / "optouts.yml"
    if not file.exists():
        raise PalabreError(f"there are no held-out sentences here: {file.name} is not in {folder.name}")
    return HeldOut(
        language, read_sentences(file), read_optouts(optouts, language) if optouts.exists() else OptOuts()
    )


async def evaluate(
    backend: Backend, held_out: HeldOut, thresholds: Thresholds, memory: float | None = None
) -> Evaluation:
    """Put everything held out to a back end; `memory` is what it takes, if that is known."""
    language, texts = held_out.language, [sentence.text for sentence in held_out.sentences]
    understood = await backend.understand(texts, language)
    return Evaluation(
        backend=backend.name,
        language=language,
        thresholds=thresholds,
        trials=tuple(judge(s, u, thresholds) for s, u in zip(held_out.sentences, understood, strict=True)),
        wishes=await listen(backend, held_out.optouts.wishes, language, thresholds),
        traps=await listen(backend, held_out.optouts.traps, language, thresholds),
        latency=await time_each(backend, texts, language),
        memory=memory,
    )
