"""Does what people say differ by channel, language or district? Tables that leave out what would name somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.participation.results.suppression import FEWEST, suppress
from bot.participation.results.tally import COUNTED, labels_of, values_of
from storage.answers import Answer
from storage.responses import Response

#: what responses may be told apart by
BY = ("channel", "language", "district")


@dataclass(frozen=True, slots=True)
class Crossing:
    """One question, or one choice of a question with several, by a mark of the responses."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    #: None: left out
    cells: Sequence[Sequence[int | None]]
    row_totals: Sequence[int]
    column_totals: Sequence[int]


def cross(
    question: Mapping[str, Any],
    responses: Sequence[Response],
    answers: Sequence[Answer],
    by: str,
    language: str,
    k: int = FEWEST,
) -> list[Crossing]:
    """Return the tables of a question; none where a table would be of one line, or cannot be protected."""
    marks = {r.session_id: str(getattr(r, by) or "—") for r in responses}
    said = [
        (marks[a.session_id], values_of(a.value))
        for a in answers
        if a.step == question["ask"] and a.session_id in marks
    ]
    if question["type"] not in COUNTED or not said:
        return []
    return cross_counts(question, Counter((mark, tuple(values)) for mark, values in said), language, k)


def cross_counts(
    question: Mapping[str, Any],
    said: Mapping[tuple[str, tuple[str, ...]], int],
    language: str,
    k: int = FEWEST,
) -> list[Crossing]:
    """Return the tables of a question, of (mark, what was chosen) → how many people."""
    labels = labels_of(question, language)
    rows = sorted({mark for mark, _ in said})
    if question["type"] not in COUNTED or not said:
        return []
    if question["type"] != "choices":
        return _tables(
            "", rows, labels, [(mark, values[0], n) for (mark, values), n in said.items() if values], k
        )
    return [
        table
        for value, label in labels.items()
        for table in _tables(
            label,
            rows,
            {"yes": label, "no": "—"},
            [(mark, "yes" if value in values else "no", n) for (mark, values), n in said.items()],
            k,
        )
    ]


def _tables(
    title: str, rows: Sequence[str], labels: Mapping[str, str], said: Sequence[tuple[str, str, int]], k: int
) -> list[Crossing]:
    many: Counter[tuple[str, str]] = Counter()
    for row, value, n in said:
        many[row, value] += n
    counts = [[many[row, value] for value in labels] for row in rows]
    hidden = suppress(counts, k) if len(rows) > 1 and len(labels) > 1 else None
    if hidden is None:
        return []
    cells = [[None if (i, j) in hidden else n for j, n in enumerate(line)] for i, line in enumerate(counts)]
    totals = [sum(column) for column in zip(*counts, strict=True)]
    return [Crossing(title, rows, list(labels.values()), cells, [sum(line) for line in counts], totals)]
