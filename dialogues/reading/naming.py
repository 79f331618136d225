"""Which options do the words of a reply name: a beginning, some words, a label in a sentence, one with a slip?"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA

from dialogues.content import Option
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.numbers import number_of
from dialogues.reading.phrases import Words, strip

#: Letters of the shortest beginning that stands for its option: "ven".
SHORTEST_PREFIX = 2
#: Letters of the shortest word in which typing errors are forgiven, and from which two are.
SHORTEST_TYPO, SHORTEST_TWO_TYPOS = 4, 9
#: Letters of the shortest label that a sentence may name beside another one: "bus le matin, à pied le soir".
SHORTEST_RIVAL = 3
#: Words that may stand around a label in a sentence.
MOST_AROUND = 6
#: Labels whose folded forms are remembered.
REMEMBERED = 4096

Options = tuple[Option, ...]
Finder = Callable[[str, Options, Lexicon], Options]


def names_of(option: Option, lexicon: Lexicon) -> frozenset[str]:
    """Return the label and the aliases of an option, folded, whole and bare."""
    return _forms((option.label, *option.aliases), lexicon.polite, lexicon.around)


@lru_cache(maxsize=REMEMBERED)
def _forms(names: tuple[str, ...], polite: Words, around: Words) -> frozenset[str]:
    """Return the names folded, whole and without what stands around them."""
    folded = {fold(name) for name in names}
    return frozenset(form for name in folded for form in (name, strip(strip(name, polite), around)) if form)


def _beginning(bare: str, options: Options, lexicon: Lexicon) -> Options:
    if len(bare) < SHORTEST_PREFIX or bare.isdecimal():
        return ()
    return tuple(o for o in options if any(name.startswith(bare) for name in names_of(o, lexicon)))


def denied(bare: str, options: Options, lexicon: Lexicon) -> Options:
    """Return the options whose own words deny as the reply does: "pas du tout", "j'y vais pas"; never the contrary."""
    wanted = {w for w in bare.split(" ") if w not in lexicon.fillers}
    if len(bare) < SHORTEST_TYPO:
        return ()
    begun = tuple(o for o in options if any(name.startswith(f"{bare} ") for name in names_of(o, lexicon)))
    return begun or tuple(
        o
        for o in options
        if any(
            wanted == {w for w in name.split(" ") if w not in lexicon.fillers}
            for name in names_of(o, lexicon)
        )
    )


def _denies(name: str, bare: str, lexicon: Lexicon) -> bool:
    """Tell whether a label denies what a reply says: "souvent" is not "moins souvent"."""
    return not lexicon.negators.isdisjoint(name.split(" ")) and lexicon.negators.isdisjoint(bare.split(" "))


def _some_words(bare: str, options: Options, lexicon: Lexicon) -> Options:
    """The reply's words are among the label's: "jardin" for "Un jardin partagé"."""
    wanted = {w for w in bare.split(" ") if w not in lexicon.fillers}
    if not wanted or max(map(len, wanted)) < SHORTEST_TYPO:
        return ()
    return tuple(
        o
        for o in options
        if any(
            wanted <= set(name.split(" ")) and not _denies(name, bare, lexicon)
            for name in names_of(o, lexicon)
        )
    )


def _sentence(bare: str, options: Options, lexicon: Lexicon) -> Options:
    """A label stands whole in a short sentence: "moi ce serait le bus de nuit le samedi"."""
    spread = f" {bare} "
    met = [
        (name, o)
        for o in options
        for name in names_of(o, lexicon)
        if len(name) >= SHORTEST_RIVAL
        and f" {name} " in spread
        and not _counts_otherwise(name, bare, o, lexicon)
    ]
    if all(len(name) < SHORTEST_TYPO for name, _ in met):
        return ()
    longest = [
        (name, o)
        for name, o in met
        if not any(f" {name} " in f" {other} " and name != other for other, _ in met)
    ]
    around = len(bare.split(" ")) - max((len(name.split(" ")) for name, _ in longest), default=0)
    return (
        tuple(o for o in options if any(o is found for _, found in longest)) if around <= MOST_AROUND else ()
    )


def _mistyped(bare: str, options: Options, lexicon: Lexicon) -> Options:
    """One slip in a short word, two in a long one: "jeudii", "bibliotèque"."""
    if len(bare) < SHORTEST_TYPO:
        return ()
    allowed = 2 if len(bare) >= SHORTEST_TWO_TYPOS else 1
    if any(c.isdigit() for c in bare):
        return ()
    return tuple(o for o in options if any(_slips(bare, name, allowed) for name in names_of(o, lexicon)))


def _slips(bare: str, name: str, allowed: int) -> bool:
    """Tell whether a reply is a name with so many slips; two letters before it make another word: "insatisfait"."""
    headed = bare[0] == name[0] or abs(len(bare) - len(name)) < 2
    return headed and OSA.distance(bare, name, score_cutoff=allowed) <= allowed


def _counts_otherwise(name: str, bare: str, option: Option, lexicon: Lexicon) -> bool:
    """Tell whether a sentence counts what a label counts, and not as much: "2 fois par semaine" is not once.

    What counts stands before: "une idée rue du 8 mai" is one idea.
    """
    before = f" {bare} ".partition(f" {name} ")[0].split()
    said = number_of(before[-1], lexicon) if before else None
    several = not {*before[-1:], " ".join(before)}.isdisjoint(lexicon.imprecise)
    own = {n for word in fold(option.label).split(" ") if (n := number_of(word, lexicon)) is not None}
    return bool(own) and (several or (said is not None and said not in own))


#: From the surest to the least sure; the first that finds anything decides.
FINDERS: tuple[Finder, ...] = (_beginning, _some_words, _sentence, _mistyped)
