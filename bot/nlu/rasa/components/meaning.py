"""What do the words of a text mean, by the look-up tables that a model is trained with? Runs in Rasa's Python 3.10."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain, combinations, pairwise
from typing import Any

#: Words of the longest phrase that has a meaning of its own.
PHRASE = 4
#: Letters of the shortest word that also stands for longer ones: "casse" for "cassées".
STEM = 5

#: Steps in which the share of words never met is told: the sign of gibberish.
STEPS = 4

Meanings = Mapping[str, list[str]]


def read_tables(tables: Iterable[Mapping[str, Any]], plain: Callable[[str], str]) -> dict[str, list[str]]:
    """Return the meanings by phrase, as `plain` writes it, of Rasa's look-up tables."""
    found: dict[str, list[str]] = {}
    for table in tables:
        elements = table["elements"] if isinstance(table["elements"], list) else []
        for phrase in elements:
            known = found.setdefault(plain(phrase).strip(), [])
            if table["name"] not in known:
                known.append(table["name"])
    return found


def find_known(texts: Iterable[str], meanings: Meanings) -> list[str]:
    """Return the words met in two plain texts or more, or that have a meaning."""
    met = Counter(chain.from_iterable(set(text.split()) for text in texts))
    return sorted(
        {word for word, times in met.items() if times > 1} | {w for p in meanings for w in p.split()}
    )


def senses(text: str, meanings: Meanings, known: Container[str]) -> str:
    """Return what a plain text means, word by word, in pairs and together, how it begins, ends, how strange it is."""
    tokens = text.split()
    met = [meaning for at in range(len(tokens)) for meaning in _meanings(tokens, at, meanings)]
    found = [f"#{meaning}" for meaning in met]
    found += [f"#{one}>{other}" for one, other in pairwise(met) if one != other]
    found += [f"#{one}&{other}" for one, other in combinations(sorted(set(met)), 2)]
    if tokens:
        strange = sum(word not in known for word in tokens)
        found += [
            f"^{tokens[0]}",
            f"{tokens[-1]}$",
            f"%{min(len(tokens), 10)}",
            f"?{-(-strange * STEPS // len(tokens))}",
        ]
    return " ".join(found)


def _meanings(tokens: list[str], at: int, meanings: Meanings) -> Iterator[str]:
    """Yield the meanings of the phrases that begin here; a long word may mean what its beginning does."""
    word = tokens[at]
    own = meanings.get(word)
    yield from own or ()
    for size in range(2, min(PHRASE, len(tokens) - at) + 1):
        yield from meanings.get(" ".join(tokens[at : at + size]), ())
    if own is None and len(word) > STEM:
        stems = (word[:size] for size in range(len(word) - 1, STEM - 1, -1))
        yield from next((meanings[stem] for stem in stems if stem in meanings), ())
