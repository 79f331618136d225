"""Which figures does a reply hold, and does it give them for certain?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from text_to_num import text2num

from dialogues.reading.amounts import HALF, QUARTER
from dialogues.reading.fold import fold, tidy
from dialogues.reading.lexicon import Lexicon

#: A longer reply is a text; characters.
LONGEST = 200
#: Words of the longest number read: "mille neuf cent quatre vingt dix neuf" is 7.
LONGEST_NUMBER = 9
#: Beyond this no one counts; a longer row of figures is a phone number.
LARGEST = 10**12
#: Languages whose number words text2num knows.
SPELLED = frozenset({"fr", "en", "es", "pt"})
#: Units that turn into each other: what is measured, and how many of the smallest.
MEASURES = {
    "seconds": ("time", 1),
    "minutes": ("time", 60),
    "hours": ("time", 3600),
    "days": ("time", 86400),
    "cents": ("money", 1),
    "euros": ("money", 100),
    "metres": ("length", 1),
    "kilometres": ("length", 1000),
}

_CLOCK = re.compile(
    r"\b(\d{1,3}) ?(?:h|hr|heures?|hours?|horas?|ساع\w+) ?(?:et |and |y |e )?([0-5]\d)\b(?: ?(?:mn|min|minutes?|minutos?))?"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
_PRICE = re.compile(r"(?<![\d.,])(\d+) ?(?:euros?|eur|e) ?(\d{2})(?![\d.,])(?! ?\w)")
_DECIMAL = re.compile(r"-?\d+[.,]\d+")
_TOKEN = re.compile(r"(?<![\d.,])-?\d+(?:[.,]\d+)*|\d+|[^\W\d]+|[€%]")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reply says of a quantity."""

    #: every figure that was met, in the order written; 1.000 counts for both its readings
    values: tuple[float, ...] = ()
    #: "environ 20", "une vingtaine", "plus de 5"
    imprecise: bool = False
    #: the reply refuses, hesitates or denies: "pas 5"
    doubtful: bool = False
    #: unit that was written, as the lexicon names it
    unit: str | None = None
    #: words that are neither figure nor unit nor filler
    others: int = 0


def read_figures(text: str, lexicon: Lexicon, unit: str = "") -> Figures:
    """Return the figures of a reply, turned into `unit` (a name of the lexicon's units) where another was written."""
    if len(text) > LONGEST:
        return Figures(others=1)
    text = text.replace("€", " euros ")
    plain = _THOUSANDS.sub(lambda found: found.group().replace(" ", ""), tidy(text))
    measured = MEASURES.get(unit, ("", 1))[0]
    plain = _with_fractions(_with_spans(plain, lexicon) if measured == "time" else plain, lexicon)
    if measured == "money":
        plain = _PRICE.sub(r"\1.\2", plain)
    clock = _CLOCK.search(plain)
    if clock is not None and measured == "time":
        minutes = int(clock[1]) * 60 + int(clock[2])
        plain = f"{plain[: clock.start()]} {minutes} minutes {plain[clock.end() :]}"
        return (
            _collect(plain, lexicon, unit)
            if "minutes" in lexicon.units
            else _collect(f"{minutes} min", lexicon, unit)
        )
    return _collect(plain, lexicon, unit)


def _with_spans(plain: str, lexicon: Lexicon) -> str:
    """Write "un quart d'heure" in minutes."""
    word = next((word for word, unit in lexicon.units.items() if unit == "minutes"), "")
    minutes = lexicon.amounts.minutes
    return lexicon.amounts.spans.sub(lambda found: f"{minutes[found.group()]} {word}", plain)


def _with_fractions(plain: str, lexicon: Lexicon) -> str:
    """Write "1 h et demie" as 1.5 h."""

    def written(found: re.Match[str]) -> str:
        number, unit = number_of(fold(found[1]), lexicon), (found["unit"] or "").strip()
        if number is None or (unit and fold(unit) not in lexicon.units):
            return found.group()
        part = HALF if found["added"] in lexicon.amounts.halves else QUARTER
        return f"{number}{part} {unit}"

    return lexicon.amounts.fractions.sub(written, plain)


def number_of(folded: str, lexicon: Lexicon) -> int | None:
    """Return the whole number that these folded words are, in figures or in letters; None otherwise."""
    if folded.isdecimal() and folded.isascii():
        return int(folded) if len(folded) <= len(str(LARGEST)) else None
    known = lexicon.numbers.get(folded)
    if known is not None or lexicon.language not in SPELLED or not folded:
        return known
    try:
        return int(text2num(folded, lexicon.language))
    except (ValueError, OverflowError):
        return None


def _collect(plain: str, lexicon: Lexicon, unit: str) -> Figures:
    folded = f" {fold(plain)} "
    tokens = [token for token in _TOKEN.findall(plain) if token]
    values, others, units = _sort(tokens, lexicon)
    return Figures(
        values=tuple(v for v in _convert(values, units, unit) if abs(v) <= LARGEST),
        imprecise=any(f" {word} " in folded for word in lexicon.imprecise),
        doubtful=any(f" {word} " in folded for word in lexicon.negators | lexicon.hedges),
        unit=units[-1] if units else None,
        others=others,
    )


def _sort(tokens: list[str], lexicon: Lexicon) -> tuple[list[float], int, list[str]]:
    values: list[float] = []
    articles: list[float] = []
    units: list[str] = []
    others = 0
    for words, value in _runs(tokens, lexicon):
        if isinstance(value, tuple):
            values += value
        elif value is not None:
            (articles if words in lexicon.articles else values).append(value)
        elif words in lexicon.units:
            units.append(lexicon.units[words])
        else:
            others += words not in lexicon.around
    if not values and not others:
        values = articles
    return values, others, units


def _runs(tokens: list[str], lexicon: Lexicon) -> Iterator[tuple[str, float | tuple[float, ...] | None]]:
    """Cut in figures, longest numbers in letters, and single words."""
    start = 0
    while start < len(tokens):
        if tokens[start].lstrip("-")[:1].isdigit():
            yield tokens[start], _figure(tokens[start])
            start += 1
            continue
        size, value = _spelled(tokens[start:], lexicon)
        yield " ".join(tokens[start : start + size]), value
        start += size


def _spelled(tokens: list[str], lexicon: Lexicon) -> tuple[int, float | None]:
    for size in range(min(LONGEST_NUMBER, len(tokens)), 0, -1):
        words = " ".join(tokens[:size])
        number = number_of(words, lexicon) if not any(c.isdigit() for c in words) else None
        if number is not None:
            return size, float(number)
        if words in lexicon.units:
            return size, None
    return 1, None


def _figure(written: str) -> tuple[float, ...]:
    """Return its readings: one for 2,5, two for 1.000 (a thousand, or one)."""
    if not _DECIMAL.fullmatch(written):
        digits = re.sub(r"[.,]", "", written)
        return (float(digits[:16]),)
    whole, decimals = re.split(r"[.,]", written)
    value = float(f"{whole[:16]}.{decimals[:12]}")
    thousands = (
        float(f"{whole[:13]}{decimals}")
        if len(decimals) == 3 and whole.lstrip("-") not in ("0", "")
        else None
    )
    return (value,) if thousands is None or len(whole) > 4 else (thousands, value)


def _convert(values: list[float], units: list[str], unit: str) -> list[float]:
    if not units or unit not in MEASURES or units[-1] not in MEASURES or units[-1] == unit:
        return values
    (kind, size), (asked, asked_size) = MEASURES[units[-1]], MEASURES[unit]
    return [value * size / asked_size for value in values] if kind == asked else values
