"""Are close ideas found by what they want, while others come and go?"""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.participation.corpus import CLOSE, TOLD, Corpus
from bot.participation.similarity import Text

OTHERS = (
    Text("VELO-1", "Arceaux", "des arceaux pour attacher les vélos devant l'école"),
    Text("PARC-1", "Arbres", "planter des tilleuls dans le parc"),
    Text("ECOL-1", "Cantine", "des repas locaux à la cantine de l'école"),
)
WORDS = "vélo arbre école banc piste jardin cour toilettes fontaine gymnase marché livre".split()

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
deeds = st.lists(st.tuples(st.integers(0, 9), st.one_of(st.none(), texts)), max_size=60)


def corpus(*ideas: Text) -> Corpus:
    made = Corpus()
    for text in ideas or OTHERS:
        made.add(text)
    return made


def found(made: Corpus, words: str, most: int = 99) -> list[tuple[str, float]]:
    return [(near.reference, round(near.score, 6)) for near in made.near(words, most=most)]


def test_the_closest_comes_first() -> None:
    near = corpus().near("un arceau à vélo devant l'école")
    assert near[0].reference == "VELO-1" and "arceau" in near[0].shared
    assert [n.score for n in near] == sorted((n.score for n in near), reverse=True)


@pytest.mark.parametrize("words", ["VEGETALISER LA COUR", "végétalisation des cours", "vegetalisons la cour"])
def test_families_of_words_meet(words: str) -> None:
    made = corpus(*OTHERS, Text("COUR-1", "", "Végétaliser la cour"))
    assert [n.reference for n in made.near(words)] == ["COUR-1"]


def test_what_is_far_is_left_out() -> None:
    assert found(corpus(), "un concert de musique en juin") == []
    assert all(score >= CLOSE for _, score in found(corpus(), "école"))


@pytest.mark.parametrize("words", ["", "les des la à un", "11e 2024", "😀", "a" * 10_000, "\x00 ' - _"])
def test_what_says_nothing_is_close_to_nothing(words: str) -> None:
    made = corpus()
    made.add(Text("ODD", "", words))
    assert "ODD" not in [reference for reference, _ in found(made, "les arceaux")]
    assert found(made, "les des la à un") == []


def test_nothing_is_close_where_nothing_is() -> None:
    assert found(Corpus(), "arceaux") == []


def test_no_more_than_asked_for() -> None:
    many = corpus(*(Text(str(n), "t", "des arceaux à vélos") for n in range(9)))
    assert len(found(many, "arceaux vélos", most=2)) == 2
    assert "3" not in [n.reference for n in many.near("arceaux vélos", most=9, without={"3", "unknown"})]


def test_a_shared_place_makes_no_closeness() -> None:
    squares = [
        Text(str(n), "", f"une fontaine square {name}") for n, name in enumerate(("Hugo", "Zola", "Sand"))
    ]
    asked = "planter des tilleuls au square Lamartine"
    named = corpus(*squares, Text("L", "", "un banc au square Lamartine"))
    small = corpus(*squares, Text("L", "", "un banc au square lamartine"))
    (by_name,) = [n.score for n in small.near(asked)] or [0.0]
    assert found(named, asked) == [] and by_name < 1
    small.name_places(["Square Lamartine"])
    assert found(small, asked) == []


def test_reasons_count_half() -> None:
    why = corpus(*OTHERS, Text("A", "", "des tables", "on mange debout sous la pluie"))
    what = corpus(*OTHERS, Text("A", "", "des tables on mange debout sous la pluie"))
    asked = "un abri, on mange debout sous la pluie"
    assert (found(why, asked) or [("A", 0.0)])[0][1] < found(what, asked)[0][1]


def test_few_words_are_told() -> None:
    words = " ".join(WORDS)
    (near,) = corpus(Text("A", "", words)).near(words)
    assert len(near.shared) == TOLD


@settings(max_examples=60)
@given(deeds, texts)
def test_comings_and_goings_leave_no_trace(done: list[tuple[int, str | None]], asked: str) -> None:
    lived, left = Corpus(), dict[str, str]()
    for number, words in chain(done, done):
        reference = str(number)
        lived.forget(reference)
        left.pop(reference, None)
        if words is not None:
            left[reference] = words
            lived.add(Text(reference, "", words))
    fresh = Corpus()
    for reference, words in left.items():
        fresh.add(Text(reference, "", words))
    for made in (lived, fresh):
        made.weigh()
    assert len(lived) == len(left) and sorted(found(lived, asked)) == sorted(found(fresh, asked))
