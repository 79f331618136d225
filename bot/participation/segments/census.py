"""How many of each kind live here? A table of two columns, stratum and size, read from CSV."""

from __future__ import annotations

import csv
import io

from bot.errors import PalabreError
from storage.segments.condition import Stratum

#: Heads of the two columns.
COLUMNS = ("stratum", "size")


class BadCensus(PalabreError):
    """A census table that cannot be used; the sentence names the line and what to do."""


def read_census(text: str) -> dict[str, int]:
    """Return how many people each stratum has. Raise BadCensus for a missing or doubtful cell."""
    rows = list(
        csv.reader(
            io.StringIO(text.lstrip("\ufeff")),
            delimiter=";" if ";" in text.split("\n", maxsplit=1)[0] else ",",
        )
    )
    if not rows or tuple(cell.strip().lower() for cell in rows[0]) != COLUMNS:
        raise BadCensus("census, line 1: the first line must be: stratum,size")
    found: dict[str, int] = {}
    for line, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            stratum, size = _read_row(row, line)
            if stratum in found:
                raise BadCensus(f"census, line {line}: {stratum!r} is there twice; keep one line of it")
            found[stratum] = size
    if not sum(found.values()):
        raise BadCensus("census: nobody is counted; write one line for each stratum, with its inhabitants")
    return found


def _read_row(row: list[str], line: int) -> tuple[str, int]:
    if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
        raise BadCensus(f"census, line {line}: two cells are needed, a stratum and its size")
    stratum, size = (cell.strip() for cell in row)
    digits = size.replace("\u202f", "").replace(" ", "")
    if not digits.isdecimal():
        raise BadCensus(f"census, line {line}: the size {size!r} is not a whole number")
    return stratum, int(digits)


def apportion(size: int, census: dict[str, int]) -> tuple[Stratum, ...]:
    """Share a sample out among the strata by largest remainder: the shares add up to its size."""
    total = sum(census.values())
    exact = {stratum: size * count / total for stratum, count in census.items()}
    shares = {stratum: int(share) for stratum, share in exact.items()}
    rest = sorted(exact, key=lambda stratum: (shares[stratum] - exact[stratum], stratum))
    for stratum in rest[: size - sum(shares.values())]:
        shares[stratum] += 1
    return tuple(Stratum(stratum, share) for stratum, share in shares.items())
