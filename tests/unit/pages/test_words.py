"""Does every language say the same things, and the scripts only what exists?"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import bot.web
from bot.pages.words import load_words

WEB = Path(bot.web.__file__).parent
SCRIPTS = "\n".join(path.read_text("utf-8") for path in (WEB / "static").rglob("*.js"))
TEMPLATES = "\n".join(path.read_text("utf-8") for path in (WEB / "templates").rglob("*.html"))


def keys_of(words: object, path: str = "") -> set[str]:
    if not isinstance(words, dict):
        return {path}
    return {key for name, value in words.items() for key in keys_of(value, f"{path}/{name}")}


def test_languages_have_the_same_keys() -> None:
    files = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (WEB / "words").glob("*.yml")}
    assert files.keys() == {"fr", "en"}
    assert keys_of(files["fr"]) == keys_of(files["en"])


def test_scripts_say_what_exists() -> None:
    said = set(re.findall(r'\b(?:say|words)\("(\w+)"', SCRIPTS)) | set(re.findall(r"\bw\.(\w+)", TEMPLATES))
    assert len(said) > 40
    assert said <= load_words(WEB / "words")["fr"].keys()


def test_sentences_fill_the_same_blanks() -> None:
    words = load_words(WEB / "words")
    for key, sentence in words["fr"].items():
        blanks = re.findall(r"\{\w+\}", str(sentence))
        assert set(re.findall(r"\{\w+\}", str(words["en"][key]))) == set(blanks), key


def test_double_signs_stay_with_their_word() -> None:
    assert load_words(WEB / "words")["fr"]["starters"] == "Essayez\u00a0:"
