"""Which terms of a text are weighed?"""

from __future__ import annotations

from bot.nlu.embedded.terms import build_vocabulary, pieces, senses, words

VOCABULARY = build_vocabulary(
    ["la lampe est cassee", "la rue est sale"],
    {"broken": ["casse", "en panne"], "street": ["rue"], "bad": ["casse"]},
    "fr",
)


def test_pieces_stay_inside_their_word() -> None:
    assert pieces("un a", VOCABULARY) == [" ", "u", "n", " ", " u", "un", "n ", " un", "un ", " un ",
                                          " ", "a", " ", " a", "a ", " a "]  # fmt: skip


def test_words_come_alone_and_in_pairs() -> None:
    assert words("la rue sale", VOCABULARY) == ["la", "rue", "sale", "la rue", "rue sale"]


def test_a_phrase_has_its_meaning() -> None:
    assert "#broken" in senses("la lampe est en panne", VOCABULARY)


def test_a_long_word_means_what_it_begins_with() -> None:
    assert {"#broken", "#bad"} <= set(senses("elles sont cassees", VOCABULARY))


def test_a_short_word_means_itself_only() -> None:
    assert "#street" not in senses("ruelle", VOCABULARY)


def test_meanings_are_told_together() -> None:
    assert {"#broken&street", "#broken>street"} <= set(senses("en panne dans la rue", VOCABULARY))


def test_strange_words_are_told() -> None:
    assert [senses(text, VOCABULARY)[-1] for text in ("la rue", "la zzz", "zzz yyy")] == ["?0", "?2", "?4"]


def test_nothing_is_told_of_no_words() -> None:
    assert (pieces("", VOCABULARY), words("", VOCABULARY), senses("", VOCABULARY)) == ([], [], [])
