"""By which words does a resident name a theme or a place, in Rasa's form?"""

from __future__ import annotations

from pathlib import Path

from bot.nlu.corpus import read_corpus
from bot.nlu.territory_data import Named, Territory, write_lookups

TERRITORY = Territory(
    themes=(Named("mobilite", ("Mobilité", "vélo", "vélo", "ru")),), places=(Named("gare", ("la  gare",)),)
)


def test_look_ups_and_synonyms_are_written() -> None:
    assert write_lookups(TERRITORY) == (
        'version: "3.1"\nnlu:\n'
        "  - lookup: theme\n    examples: |\n      - Mobilité\n      - vélo\n"
        "  - synonym: mobilite\n    examples: |\n      - Mobilité\n      - vélo\n"
        "  - lookup: place\n    examples: |\n      - la gare\n"
        "  - synonym: gare\n    examples: |\n      - la gare\n"
    )


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "town.yml").write_text(write_lookups(TERRITORY), encoding="utf-8")
    assert read_corpus("fr", tmp_path).meanings == {"theme": ("Mobilité", "vélo"), "place": ("la gare",)}


def test_no_names_make_no_tables() -> None:
    assert write_lookups(Territory()) == 'version: "3.1"\nnlu: []\n'
