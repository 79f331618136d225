"""Does the console say the same things in every language, and nothing that no page shows?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import bot.console

HERE = Path(bot.console.__file__).parent
LANGUAGES = ("fr", "en")
#: what could name a key: templates and modules
SOURCES = "\n".join(p.read_text("utf-8") for end in ("*.html", "*.py") for p in HERE.rglob(end))
#: keys that are looked up by what a variable holds: `problem_404`, a role, an entry of the bar…
#: words that stand in them
NAMED = frozenset(re.findall(r"\w+", SOURCES))
LOOKED_UP = re.compile(r"w\.(\w+(?:\.\w+)*)\[|\[\"(\w+)\"\]\[|f\"(\w+_)\{")
BEGUN = tuple(match[2] for match in LOOKED_UP.findall(SOURCES) if match[2])


def keys_of(words: object, path: str = "") -> set[str]:
    if not isinstance(words, dict):
        return {path}
    return {key for name, said in words.items() for key in keys_of(said, f"{path}.{name}".strip("."))}


def pages() -> list[str]:
    return sorted(path.stem for path in (HERE / "words" / "fr").glob("*.yml"))


def read(language: str, page: str) -> dict[str, object]:
    words: dict[str, object] = yaml.safe_load((HERE / "words" / language / f"{page}.yml").read_text("utf-8"))
    return words


def test_each_language_has_every_page() -> None:
    for language in LANGUAGES:
        assert sorted(path.stem for path in (HERE / "words" / language).glob("*.yml")) == pages()


@pytest.mark.parametrize("page", pages())
def test_languages_hold_the_same_keys(page: str) -> None:
    assert keys_of(read("fr", page)) == keys_of(read("en", page))


@pytest.mark.parametrize("page", pages())
def test_every_word_is_shown_somewhere(page: str) -> None:
    """A top key is named by a source; those below it may be looked up by a variable."""
    names = [key for key in read("fr", page) if key not in NAMED]
    assert [name for name in names if not name.startswith(BEGUN)] == []


def test_every_word_of_templates_is_there() -> None:
    known = {f"{page}.{key}" for page in pages() for key in read("fr", page)}
    named = set(re.findall(r"\bw\.(\w+\.\w+)", "\n".join(p.read_text() for p in HERE.rglob("*.html"))))
    assert named - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", pages())
def test_numbers_have_plurals(language: str, page: str) -> None:
    """A sentence for one and a sentence for many (`counted`), never "chose(s)", nor "1 personnes" for want of a form."""
    text = (HERE / "words" / language / f"{page}.yml").read_text("utf-8")
    assert re.findall(r"\w+\((?:s|es|e|x|nt|aux)\)", text) == []
