"""Which of the options shown does a reply mean?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogues.content import Option
from dialogues.reading.brackets import bracket_of
from dialogues.reading.fold import fold, tidy
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.naming import FINDERS, Options, denied, names_of
from dialogues.reading.numbers import number_of
from dialogues.reading.phrases import cut_at
from dialogues.reading.runs import run_of

#: A longer reply is a text, not a choice; characters.
LONGEST = 300
#: Labels whose folded forms are remembered.
REMEMBERED = 4096

_ORDINAL = re.compile(r"(\d{1,4})(?:er|ere|re|e|eme|ieme|em|nd|nde|st|th|rd|o|a)")
_NO_PLACE = re.compile(r"\D*\d+[.,/]\d+\D*|-\d+")
_LETTERS = re.compile(r"a( [a-z0-9])+")
#: what stands between the parts of a list; Arabic "and" clings to the number after it
_SPLIT = re.compile(r"[,;&+/\n•]|(?<=\d)\.(?=\d)|\s-\s|\sو(?=\d)")
_RANGE = re.compile(r"\d ?(?:-|a|à|to|al) ?\d")


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a reply to "several possible" says."""

    chosen: Options = ()
    #: may be meant; not taken
    doubtful: Options = ()
    #: the first part that no option answers to, as written
    missing: str | None = None


def find(text: str, options: Sequence[Option], lexicon: Lexicon, *, numbered: bool = True) -> Options:
    """Return every option that the reply may mean: one when it is clear, none when nothing fits; never a guess.

    `numbered` says that the participant saw numbers, or the order: "2", "le 2eme", "b" count only then.
    """
    folded = fold(text[: LONGEST * 2])
    if not folded or len(folded) > LONGEST:
        return ()
    shown = tuple(options)
    named = exact(folded, shown, lexicon)
    if not named and _counts_all(folded, lexicon):
        return ()
    placed = _placed(folded, text, shown, lexicon) if numbered else ()
    if placed and not folded.isdecimal() and _is_day(folded, shown, lexicon):
        placed = ()
    if named or placed:
        return _both(named, placed, folded)
    if _LETTERS.fullmatch(folded):
        return _union(
            shown, (find(letter, shown, lexicon, numbered=numbered) for letter in folded.split(" "))
        )
    return (
        _find_in_words(folded, shown, lexicon, numbered)
        or _find_listed(folded, shown, lexicon, numbered)
        or bracket_of(text, shown, lexicon)
    )


def find_several(text: str, options: Sequence[Option], lexicon: Lexicon) -> Choosing:
    """Return the options of a list ("1 et 3", "a, c", "ven et samedi"); one doubtful part makes the whole doubtful."""
    if not text or len(text) > LONGEST:
        return Choosing()
    shown = tuple(options)
    whole = exact(fold(text), shown, lexicon)
    if len(whole) == 1:
        return Choosing(chosen=whole)
    if selected := _selected(tidy(text), shown, lexicon):
        return Choosing(chosen=selected)
    if _RANGE.search(tidy(text)) and not _SPLIT.search(tidy(text)):
        return Choosing(missing=text.strip())
    found = [(part, find(part, shown, lexicon)) for part in _parts(text, shown, lexicon)]
    missing = next((part for part, options in found if not options), None)
    if missing is not None:
        return Choosing(missing=missing)
    met = tuple(o for o in shown if any(o in options for _, options in found))
    return Choosing(doubtful=met) if any(len(options) > 1 for _, options in found) else Choosing(chosen=met)


def _parts(text: str, options: Options, lexicon: Lexicon) -> list[str]:
    pieces = cut_at(lexicon.separators, f"{_SPLIT.pattern}|").split(tidy(re.sub(r"[\r\n]+", " , ", text)))
    parts = [piece.strip() for piece in pieces if fold(piece)]
    if len(parts) != 1:
        return parts
    tokens = fold(parts[0]).split(" ")
    if all(len(token) == 1 and token.isascii() and token.isalnum() for token in tokens):
        return tokens
    telling = [token for token in tokens if token not in lexicon.fillers or token in lexicon.numbers]
    if len(telling) > 1 and all(token.isdecimal() for token in telling):
        # "le 1 le 3"
        return telling
    apart = len(tokens) > 1 and all(len(_one_word(token, options, lexicon)) == 1 for token in tokens)
    return tokens if apart else parts


def _selected(plain: str, options: Options, lexicon: Lexicon) -> Options:
    """Return the options of "tous sauf le 2", "mardi mais pas jeudi", "du lundi au vendredi", "les deux premiers"."""
    whole, left = lexicon.selecting.parted(plain)
    if not left:
        return run_of(lexicon.bare(fold(plain)), options, lexicon, _only_one)
    base, gone = (_listed(part, options, lexicon) for part in (whole, left))
    return tuple(o for o in base if o not in gone) if gone and set(gone) <= set(base) | set(options) else ()


def _listed(plain: str, options: Options, lexicon: Lexicon) -> Options:
    """Return the options that one side of "sauf" names, all of them for "tous"."""
    folded = fold(plain)
    if not {folded, lexicon.bare(folded)}.isdisjoint(lexicon.all) and not _counts_all(folded, lexicon):
        return options
    return find_several(plain, options, lexicon).chosen


def _only_one(folded: str, options: Options, lexicon: Lexicon) -> int | None:
    """Return the place of the option that these words name for certain."""
    found = find(folded, options, lexicon)
    return options.index(found[0]) if len(found) == 1 else None


def _is_day(folded: str, options: Options, lexicon: Lexicon) -> bool:
    """Tell whether a word is a day among the options: "sexta" is Friday in Portuguese, and the sixth."""
    day = lexicon.calendar.weekdays.get(lexicon.bare(folded))
    return day is not None and any(lexicon.calendar.weekdays.get(fold(o.label)) == day for o in options)


def _counts_all(folded: str, lexicon: Lexicon) -> bool:
    """Tell whether words are all of so many: "les deux" is no second place."""
    return folded in lexicon.all and number_of(lexicon.bare(folded), lexicon) is not None


def _one_word(token: str, options: Options, lexicon: Lexicon) -> Options:
    """A word alone names an option: "1 3", "vendredi samedi"; fillers never do."""
    return () if token in lexicon.around and token not in lexicon.numbers else find(token, options, lexicon)


def _find_in_words(folded: str, options: Options, lexicon: Lexicon, numbered: bool) -> Options:
    bare = lexicon.bare(folded)
    sides = _sides(bare, lexicon)
    if len(sides) > 1:
        found = [find(side, options, lexicon, numbered=numbered) for side in sides]
        return _union(options, iter(found)) if all(found) else ()
    if not lexicon.hedges.isdisjoint([folded, bare, *bare.split(" ")]):
        return ()
    if not lexicon.negators.isdisjoint(bare.split(" ")):
        return denied(bare, options, lexicon)
    if bare != folded and (named := exact(bare, options, lexicon)):
        return named
    return next((met for finder in FINDERS if (met := finder(bare, options, lexicon))), ())


def _find_listed(folded: str, options: Options, lexicon: Lexicon, numbered: bool) -> Options:
    """A list where one is wanted ("1 et 3") means any of its parts."""
    parts = cut_at(lexicon.separators).split(folded)
    found = [find(part, options, lexicon, numbered=numbered) for part in parts] if len(parts) > 1 else []
    return _union(options, iter(found)) if all(found) else ()


def exact(folded: str, options: Options, lexicon: Lexicon) -> Options:
    """Return the options that have this very name."""
    met = tuple(o for o in options if folded in names_of(o, lexicon))
    if len(met) > 1:
        # "idea" is one option's own name, and what another's "my idea" is bared to
        return tuple(o for o in met if folded in map(fold, (o.label, *o.aliases))) or met
    return met


def _placed(folded: str, text: str, options: Options, lexicon: Lexicon) -> Options:
    """Return the option at the place written: 2, deux, le 2eme, deuxieme, b, b)."""
    if _LETTERS.fullmatch(folded):
        return ()
    place = _place(folded, lexicon, letters=True) or _place(lexicon.bare(folded), lexicon, letters=True)
    decimal = _NO_PLACE.fullmatch(text.strip())
    if place == -1 and options:
        return options[-1:]
    return options[place - 1 : place] if place is not None and place > 0 and not decimal else ()


def _place(folded: str, lexicon: Lexicon, letters: bool) -> int | None:
    if letters and len(folded) == 1 and "a" <= folded <= "z":
        return ord(folded) - ord("a") + 1
    ordinal = _ORDINAL.fullmatch(folded)
    if ordinal is not None:
        return int(ordinal[1])
    return lexicon.ordinals.get(folded) or number_of(folded, lexicon)


def _both(named: Options, placed: Options, folded: str) -> Options:
    """A label that is another's number ("2" in second place of 1, 2, 5) is ambiguous; shown again it will not be."""
    if not named or not placed or named == placed:
        return named or placed
    met = named + tuple(o for o in placed if o not in named)
    return (*met[1:], met[0]) if folded == "2" and len(met) == 2 else met


def _sides(bare: str, lexicon: Lexicon) -> list[str]:
    return [side for side in cut_at(lexicon.alternatives).split(bare) if side.strip()]


def _union(options: Options, groups: Iterator[Options]) -> Options:
    met = [o for group in groups for o in group]
    return tuple(o for o in options if o in met)
