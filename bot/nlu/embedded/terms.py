"""Which terms of a text are weighed? Pieces of its words, its words, and what they are known to mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from bot.nlu.embedded.reading import read_words

#: Letters of the longest piece of a word.
PIECE = 4
#: Letters of the shortest word that also stands for longer ones: "casse" for "cassées".
STEM = 5
#: Words of the longest phrase that has a meaning of its own.
PHRASE = 4
#: Texts of so many words are "long"; above that, length says nothing more.
LENGTHS = ((6, "short"), (10, "middling"))
#: Words whose pieces are remembered: most of what is written is made of few.
REMEMBERED = 512
#: Steps in which the share of unknown words is told.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language that are known."""

    #: meanings by folded phrase
    meanings: Mapping[str, tuple[str, ...]]
    #: words met in two sentences or more, or that have a meaning
    known: frozenset[str]
    #: words of the longest phrase that begins with a word, by that word; only where it has two or more
    openers: Mapping[str, int]


def vocabulary_of(meanings: Mapping[str, tuple[str, ...]], known: frozenset[str]) -> Vocabulary:
    """Return a vocabulary that finds its phrases by their first word."""
    openers: dict[str, int] = {}
    for phrase in meanings:
        first, *others = phrase.split()[:PHRASE] or [""]
        if others:
            openers[first] = max(openers.get(first, 0), 1 + len(others))
    return Vocabulary(meanings, known, openers)


def build_vocabulary(texts: Iterable[str], groups: Mapping[str, Iterable[str]], language: str) -> Vocabulary:
    """Return what the words of a language mean, from read texts and phrases by meaning."""
    met: dict[str, int] = {}
    for text in texts:
        for word in set(text.split()):
            met[word] = met.get(word, 0) + 1
    meanings: dict[str, tuple[str, ...]] = {}
    for meaning, phrases in groups.items():
        for phrase in phrases:
            read = read_words(phrase, language)
            meanings[read] = (*(m for m in meanings.get(read, ()) if m != meaning), meaning)
    known = {word for word, count in met.items() if count > 1} | {w for p in meanings for w in p.split()}
    return vocabulary_of(meanings, frozenset(known))


def pieces(text: str, _vocabulary: Vocabulary) -> list[str]:
    """Return the runs of 1 to 4 letters inside each word, blanks at its ends counted: typing errors spare most."""
    return [piece for word in text.split() for piece in pieces_of(word)]


@lru_cache(maxsize=REMEMBERED)
def pieces_of(word: str) -> tuple[str, ...]:
    """Return the pieces of one word."""
    spaced = f" {word} "
    sizes = range(1, min(PIECE, len(spaced)) + 1)
    return tuple(spaced[at : at + size] for size in sizes for at in range(len(spaced) - size + 1))


def words(text: str, _vocabulary: Vocabulary) -> list[str]:
    """Return the words, and each two that stand side by side."""
    tokens = text.split()
    return tokens + [f"{one} {other}" for one, other in pairwise(tokens)]


def senses(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return what the text means, word by word, in pairs and together; how it begins, ends, how strange it is."""
    tokens, met = text.split(), meanings_of(text, vocabulary)
    found = [f"#{meaning}" for meaning in met]
    found += [f"#{one}>{other}" for one, other in pairwise(met) if one != other]
    found += [f"#{one}&{other}" for one, other in combinations(sorted(set(met)), 2)]
    if tokens:
        found += [f"^{tokens[0]}", f"{tokens[-1]}$", _length(tokens), _strangeness(tokens, vocabulary)]
    return found


def meanings_of(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return what the words and phrases of a read text mean, in its order."""
    tokens, meanings, openers = text.split(), vocabulary.meanings, vocabulary.openers
    met: list[str] = []
    for at, word in enumerate(tokens):
        own = meanings.get(word)
        if own is not None:
            met += own
        if word in openers:
            for size in range(2, min(openers[word], len(tokens) - at) + 1):
                met += meanings.get(" ".join(tokens[at : at + size]), ())
        if own is None and len(word) > STEM:
            met += _meant_by_stem(word, meanings)
    return met


def _meant_by_stem(word: str, meanings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what the longest beginning of a word means that means anything."""
    for size in range(len(word) - 1, STEM - 1, -1):
        if (found := meanings.get(word[:size])) is not None:
            return found
    return ()


def _length(tokens: list[str]) -> str:
    for most, name in LENGTHS:
        if len(tokens) < most:
            return f"%{name}{len(tokens) if name == 'short' else ''}"
    return "%long"


def _strangeness(tokens: list[str], vocabulary: Vocabulary) -> str:
    strange = sum(word not in vocabulary.known for word in tokens)
    return f"?{-(-strange * STEPS // len(tokens))}"


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of term."""

    terms: Callable[[str, Vocabulary], list[str]]
    #: what it counts beside the others
    weight: float


#: Every kind of term, in the order of the weights.
BLOCKS: tuple[Block, ...] = (Block(pieces, 1.0), Block(words, 1.0), Block(senses, 0.45))
