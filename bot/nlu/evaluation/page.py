"""How is an evaluation written down, for a terminal or a page?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.nlu.evaluation.evaluation import Evaluation
from bot.nlu.evaluation.optouts import Heard

#: Confusions that the page names; the picture shows them all.
CONFUSIONS = 15


def write_page(evaluation: Evaluation) -> str:
    """Return the figures as text; no sentence is quoted, so that nobody learns them by heart."""
    parts = (_head, _decisions, _optouts, _entities, _intents, _confusions, _bins)
    return "\n\n".join("\n".join(part(evaluation)) for part in parts if any(part(evaluation))) + "\n"


def write_mistakes(evaluation: Evaluation) -> str:
    """Return every sentence that was taken for something else, and what it was taken for."""
    wrong = [trial for trial in evaluation.trials if not trial.right]
    lines = [f"{t.wanted} → {t.got} {t.confidence:.2f}  {t.sentence.text}" for t in wrong]
    lines += [f"opt-out missed  {text}" for text in evaluation.wishes.missed]
    lines += [f"taken for an opt-out  {t}" for t in (*evaluation.traps.ruled, *evaluation.traps.acted)]
    return "\n".join(("Mistakes: to read, never to train on", *lines)) + "\n"


def _head(e: Evaluation) -> Iterator[str]:
    yield f"{e.backend}, {e.language}: {len(e.trials)} held-out sentences"
    yield f"  accuracy {e.accuracy:.3f}   macro-F1 {e.macro_f1:.3f}"
    yield f"  calibration error {e.calibration_error:.3f}"
    yield f"  latency p50 {e.latency.p50:.2f} ms   p99 {e.latency.p99:.2f} ms"
    yield f"  memory {e.memory:.0f} MB" if e.memory is not None else "  memory not known here"


def _decisions(e: Evaluation) -> Iterator[str]:
    scope = e.scope
    yield f"At {e.thresholds.act:.2f} the service acts, from {e.thresholds.ask:.2f} it asks, below it shows the menu"
    yield f"  out of scope  caught {_percent(scope.caught)}"
    yield f"  in scope      refused {_percent(scope.refused)}"
    yield f"                served {_percent(scope.served)}   mistaken {_percent(scope.mistaken)}"
    yield f"                asked, what is wanted offered {_percent(scope.offered)}"


def _optouts(e: Evaluation) -> Iterator[str]:
    if not (e.wishes.all or e.traps.all):
        return
    yield "Opt-outs: words of STOP, then the back end"
    yield f"  {e.wishes.all} wishes  recall {_percent(e.wishes.recall)}  {_counts(e.wishes)}"
    yield f"  {e.traps.all} traps   taken {_percent(e.traps.taken)}  {_counts(e.traps)}"


def _entities(e: Evaluation) -> Iterator[str]:
    if not e.findings:
        return
    yield "Entities that are marked, and found"
    for one in e.findings:
        yield f"  {one.kind:<15} {one.found:>3} of {one.marked:<3} {_percent(one.recall)}"


def _intents(e: Evaluation) -> Iterator[str]:
    yield f"{'Intent':<17} {'precision':>9} {'recall':>9} {'F1':>9} {'sentences':>9}"
    for one in e.scores:
        yield f"{one.intent:<17} {one.precision:>9.2f} {one.recall:>9.2f} {one.f1:>9.2f} {one.support:>9}"


def _confusions(e: Evaluation) -> Iterator[str]:
    if not e.confusions:
        return
    yield f"{'Wanted':<17} {'taken for':<17} {'times':>5}"
    for one in e.confusions[:CONFUSIONS]:
        yield f"{one.wanted:<17} {one.got:<17} {one.count:>5}"
    if rest := e.confusions[CONFUSIONS:]:
        yield f"and {sum(one.count for one in rest)} more"


def _bins(e: Evaluation) -> Iterator[str]:
    yield f"{'Confidence':<12} {'guesses':>7} {'mean':>6} {'right':>6}"
    for one in e.reliability:
        if one.count:
            where = f"{one.low:.1f} to {one.high:.1f}"
            yield f"{where:<12} {one.count:>7} {one.confidence:>6.2f} {one.accuracy:>6.2f}"


def _counts(heard: Heard) -> str:
    counts: Sequence[tuple[str, tuple[str, ...]]] = (
        ("rule", heard.ruled),
        ("sure", heard.acted),
        ("asked", heard.asked),
        ("other", heard.missed),
    )
    return "(" + ", ".join(f"{name} {len(texts)}" for name, texts in counts) + ")"


def _percent(share: float) -> str:
    return f"{share:.1%}"
