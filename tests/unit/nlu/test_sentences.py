"""Are Rasa's files read as they are meant?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PalabreError
from bot.nlu.sentences import Sentence, read_sentences, unmark
from bot.nlu.understanding import Entity

FILE = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - salut les gens

      - wesh la [mairie](place)
  - synonym: mobilite
    examples: |
      - vélo
  - intent: yes
    examples: |
      - - carrément
"""


def test_sentences_come_with_their_intent(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(FILE, encoding="utf-8")
    assert read_sentences(tmp_path / "a.yml") == (
        Sentence("salut les gens", "greet"),
        Sentence("wesh la mairie", "greet", (Entity("place", "mairie", 8, 14),)),
        Sentence("- carrément", "yes"),
    )


def test_a_folder_is_all_of_its_files(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml"):
        (tmp_path / name).write_text(FILE.replace("salut", name), encoding="utf-8")
    assert [s.text for s in read_sentences(tmp_path)][::3] == ["a.yml les gens", "b.yml les gens"]


@pytest.mark.parametrize(
    ("marked", "kind", "value", "written"),
    [
        ("aux [Lilas](place)", "place", "Lilas", "Lilas"),
        ("les [vélos](theme:mobilite) svp", "theme", "mobilite", "vélos"),
        ('[bus]{"entity": "theme", "value": "mobilite"}', "theme", "mobilite", "bus"),
        ('[bus]{"entity": "theme"}', "theme", "bus", "bus"),
    ],
)
def test_each_way_of_marking_is_read(marked: str, kind: str, value: str, written: str) -> None:
    text, (entity,) = unmark(marked)
    assert (entity.kind, entity.value) == (kind, value)
    assert text[entity.start : entity.end] == written
    assert "[" not in text


def test_two_marks_keep_their_places() -> None:
    text, entities = unmark("[demain](date) aux [Lilas](place) !")
    assert text == "demain aux Lilas !"
    assert [text[e.start : e.end] for e in entities] == ["demain", "Lilas"]


@pytest.mark.parametrize("bad", ["nlu: [", "- a", "nlu:\n  - intent: yes\n    examples: oui"])
def test_a_bad_file_is_named(bad: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(bad, encoding="utf-8")
    with pytest.raises(PalabreError, match=r"bad\.yml"):
        read_sentences(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PalabreError, match=r"none\.yml"):
        read_sentences(tmp_path / "none.yml")
