"""By which words does a resident name a theme or a place of this territory? Its own lists, for both back ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Letters of the shortest keyword: "art" or "bus" count, "de" does not.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A theme or a place: what the service calls it, and what people do."""

    slug: str
    #: as written, the usual one first
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Territory:
    """The names of a territory, as one language has them."""

    themes: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()

    def kinds(self) -> Iterator[tuple[str, Named]]:
        """Yield each name with the kind of entity that it is."""
        yield from (("theme", theme) for theme in self.themes)
        yield from (("place", place) for place in self.places)


def write_lookups(territory: Territory) -> str:
    """Return Rasa's YAML of look-up tables and synonyms: what Rasa needs to find and name the same entities."""
    blocks = []
    for kind in ("theme", "place"):
        named = [one for known, one in territory.kinds() if known == kind]
        if named:
            blocks.append(_block("lookup", kind, (name for one in named for name in _usable(one))))
        blocks += [_block("synonym", one.slug, _usable(one)) for one in named if any(_usable(one))]
    return 'version: "3.1"\nnlu:\n' + "".join(blocks) if blocks else 'version: "3.1"\nnlu: []\n'


def _usable(named: Named) -> Iterator[str]:
    return (name for name in dict.fromkeys(" ".join(n.split()) for n in named.names) if len(name) >= SHORTEST)


def _block(kind: str, name: str, lines: Iterable[str]) -> str:
    examples = "".join(f"      - {line}\n" for line in dict.fromkeys(lines))
    return f"  - {kind}: {name}\n    examples: |\n{examples}"
