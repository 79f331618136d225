"""Can texts that were not understood be read, labelled, and learnt?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.nlu.lessons import Lesson, gather, read_learnt, write_list, write_yaml
from bot.nlu.sentences import read_sentences

DAY = date(2026, 11, 20)
ASK = Lesson("fr", "Où est mon truc", [["follow_idea", 0.42], ["list_ideas", 0.31]], DAY)
AGAIN = Lesson("fr", "ou est mon truc ?", [["follow_idea", 0.41]], date(2026, 11, 18))
SHORT = Lesson("fr", "- [bof](place) # :", [["yes", 0.39]], DAY)
ENGLISH = Lesson("en", "gizmo", [], DAY)


def test_a_text_that_comes_twice_is_one_lesson() -> None:
    (lesson,) = gather([ASK, AGAIN])
    assert (lesson.text, lesson.day, lesson.times) == (ASK.text, DAY, 2)


def test_what_comes_most_comes_first() -> None:
    assert [lesson.times for lesson in gather([SHORT, ASK, AGAIN, ENGLISH])] == [2, 1, 1]


def test_what_is_learnt_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "a.yml").write_text(write_yaml([ASK]), encoding="utf-8")
    assert gather([AGAIN, SHORT], read_learnt("fr", tmp_path)) == [SHORT]
    assert read_learnt("en", tmp_path) == frozenset()


def test_the_list_shows_the_guesses() -> None:
    listed = write_list([ASK, ENGLISH])
    assert "2026-11-20 fr   1×  follow_idea 0.42, list_ideas 0.31\n    Où est mon truc\n" in listed
    assert "no guess" in listed


def test_nothing_to_learn_is_said() -> None:
    assert write_list([]) == "Nothing to learn from.\n"
    assert write_yaml([]) == ""


def test_lines_can_be_pasted(tmp_path: Path) -> None:
    (tmp_path / "new.yml").write_text(write_yaml([ASK, SHORT]), encoding="utf-8")
    found = read_sentences(tmp_path / "new.yml")
    assert [(s.text, s.intent, s.entities) for s in found] == [
        ("Où est mon truc", "follow_idea", ()),
        ("- (bof)(place) # :", "yes", ()),
    ]


def test_languages_are_documents_of_their_own() -> None:
    english, french = write_yaml([ASK, ENGLISH]).split("---\n")
    assert "nlu_data/en" in english
    assert '"out_of_scope"' in english
    assert "nlu_data/fr" in french
