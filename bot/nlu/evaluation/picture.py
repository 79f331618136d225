"""How does an evaluation look? Needs matplotlib, which only those who measure install (requirements/dev.in)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import PalabreError
from bot.nlu.evaluation.evaluation import Evaluation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Inches of one evaluation: wide enough to read each intent's name.
WIDTH, HEIGHT = 18.0, 9.5
DPI = 110
#: Inches around it: no name is cut off.
MARGIN = 0.2
#: What matplotlib may write, by ending.
FORMATS = (".png", ".svg")

INK, RIGHT, WRONG = "#1f2933", "#2f6f8f", "#b4442e"


def draw(evaluations: Sequence[Evaluation], file: Path) -> None:
    """Write a picture with one row for each evaluation. Raise PalabreError."""
    if file.suffix.lower() not in FORMATS:
        raise PalabreError(f"{file.name} should end in {' or '.join(FORMATS)}")
    try:
        from matplotlib.figure import Figure
    except ImportError as fault:
        raise PalabreError("a picture needs matplotlib: run `make setup`") from fault
    figure = Figure(figsize=(WIDTH, HEIGHT * len(evaluations)), dpi=DPI, layout="constrained")
    for row, evaluation in zip(
        figure.subfigures(len(evaluations), 1, squeeze=False)[:, 0], evaluations, strict=True
    ):
        row.suptitle(_title(evaluation), fontsize=14, color=INK)
        confusion, f1, reliability = row.subplots(1, 3, width_ratios=(2.1, 1, 1))
        _draw_confusion(confusion, evaluation)
        _draw_f1(f1, evaluation)
        _draw_reliability(reliability, evaluation)
    try:
        _save(figure, file)
    except OSError as fault:
        raise PalabreError(f"{file} cannot be written") from fault


def _save(figure: Figure, file: Path) -> None:
    from matplotlib import rc_context

    # words stay words, and no date is inside: the same figures are the same file
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "palabre"}):
        figure.savefig(
            file,
            metadata={"Date": None} if file.suffix.lower() == ".svg" else None,
            bbox_inches="tight",
            pad_inches=MARGIN,
        )


def _title(e: Evaluation) -> str:
    return (
        f"{e.backend}, {e.language}: {len(e.trials)} held-out sentences, accuracy {e.accuracy:.3f}, "
        f"macro-F1 {e.macro_f1:.3f}, out of scope caught {e.scope.caught:.1%}, "
        f"in scope refused {e.scope.refused:.1%}"
    )


def _draw_confusion(axes: Axes, e: Evaluation) -> None:
    """Draw how often each intent (row) was taken for each (column), by shares of the row."""
    names = [score.intent for score in e.scores]
    place = {name: n for n, name in enumerate(names)}
    counts = [[0] * len(names) for _ in names]
    for trial in e.trials:
        counts[place[trial.wanted]][place[trial.got]] += 1
    axes.imshow([[c / (sum(row) or 1) for c in row] for row in counts], cmap="Blues", vmin=0, vmax=1)
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            if count:
                colour = WRONG if x != y else "white" if count > sum(row) / 2 else INK
                axes.text(x, y, str(count), ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set(title="Wanted (down) and taken for (across)")


def _draw_f1(axes: Axes, e: Evaluation) -> None:
    """Draw the F1 of each intent, the weakest on top."""
    ordered = sorted((s for s in e.scores if s.support), key=lambda score: score.f1, reverse=True)
    axes.barh([s.intent for s in ordered], [s.f1 for s in ordered], color=RIGHT)
    axes.axvline(e.macro_f1, color=INK, linestyle="--", linewidth=1)
    axes.tick_params(axis="y", labelsize=8)
    axes.set(title=f"F1 by intent (mean {e.macro_f1:.2f})", xlim=(0, 1))
    axes.margins(y=0.01)


def _draw_reliability(axes: Axes, e: Evaluation) -> None:
    """Draw how right guesses are at each confidence; on the diagonal, a confidence means what it says."""
    bins = [one for one in e.reliability if one.count]
    width = 0.9 * (e.reliability[0].high - e.reliability[0].low)
    axes.bar([(b.low + b.high) / 2 for b in bins], [b.accuracy for b in bins], width, color=RIGHT)
    axes.plot([0, 1], [0, 1], color=INK, linestyle="--", linewidth=1)
    axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], "o", color=WRONG)
    for b in bins:
        axes.text((b.low + b.high) / 2, 0.01, str(b.count), ha="center", fontsize=8, color="white")
    for threshold in (e.thresholds.ask, e.thresholds.act):
        axes.axvline(threshold, color=WRONG, linestyle=":", linewidth=1)
    axes.set(
        title=f"Share that is right, by confidence (error {e.calibration_error:.3f})",
        xlim=(0, 1),
        ylim=(0, 1),
    )
