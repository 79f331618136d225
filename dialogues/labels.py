"""In which words does the territory call a thing, to someone who speaks a language?"""

from __future__ import annotations

from collections.abc import Mapping


def spoken(texts: str | Mapping[str, str], language: str, usual: str) -> str:
    """Return the text in a language, else in the `usual` one, else in any: the territory gives one, or one for each."""
    if isinstance(texts, str):
        return texts
    return texts.get(language) or texts.get(usual) or next(iter(texts.values()), "")
