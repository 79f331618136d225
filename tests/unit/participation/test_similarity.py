"""Are close ideas found by the words that few others use?"""

from __future__ import annotations

from bot.participation.similarity import CLOSE, Text, find_similar

OTHERS = (
    Text("VELO-1", "Arceaux", "des arceaux pour attacher les vélos devant l'école"),
    Text("PARC-1", "Arbres", "planter des tilleuls dans le parc"),
    Text("ECOL-1", "Cantine", "des repas locaux à la cantine de l'école"),
)


def test_the_closest_comes_first() -> None:
    near = find_similar("un arceau à vélo devant l'école", OTHERS)
    assert near[0].reference == "VELO-1"
    assert "arceau" in near[0].shared
    assert [n.score for n in near] == sorted((n.score for n in near), reverse=True)


def test_the_same_words_are_as_close_as_can_be() -> None:
    (near,) = find_similar(OTHERS[1].words, OTHERS)
    assert near.reference == "PARC-1" and abs(near.score - 1) < 1e-9


def test_what_is_far_is_left_out() -> None:
    assert find_similar("un concert de musique en juin", OTHERS) == []
    assert all(near.score >= CLOSE for near in find_similar("école", OTHERS))


def test_short_words_tell_nothing() -> None:
    assert find_similar("les des la à un", OTHERS) == []


def test_no_more_than_asked_for() -> None:
    many = [Text(str(n), "t", "des arceaux à vélos") for n in range(9)]
    assert len(find_similar("arceaux vélos", many, most=2)) == 2
    assert find_similar("arceaux", []) == []
