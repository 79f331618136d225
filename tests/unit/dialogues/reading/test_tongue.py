"""Is a language recognised when it is beyond doubt, and only then?"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.fold import fold
from dialogues.reading.tongue import LONGEST_GREETING, tongue_asked, tongue_of
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

TONGUES = [
    *(("hello there", "en"), ("hi there", "en"), ("Good morning", "en")),
    *(
        ("hello I have an idea", "en"),
        ("Hi, how does it work?", "en"),
        ("hello there, the park is dirty", "en"),
    ),
    *(("hola", "es"), ("¡Hola!", "es"), ("Buenos días", "es"), ("buenos dias", "es"), ("hola qué tal", "es")),
    *(("hola tengo una idea", "es"), ("Hola, quiero un parque para los niños", "es")),
    *(("olá", "pt"), ("Bom dia", "pt"), ("oi tudo bem", "pt"), ("olá, tenho uma ideia", "pt")),
    *(
        ("I have an idea for the park", "en"),
        ("my husband beats me", "en"),
        ("there is a hole in my street", "en"),
    ),
    *(("do you speak english", "en"), ("quiero hablar con alguien del ayuntamiento", "es")),
    *(
        ("mi marido me pega todos los días", "es"),
        ("tengo una idea", "es"),
        ("tenho uma ideia para o bairro", "pt"),
    ),
    *(("o meu marido bate-me muito", "pt"),),
    *(
        ("the street rue de la Paix is dirty and my children fall", "en"),
        ("there is a huge hole outside 12 rue des Lilas", "en"),
    ),
    *(("مرحبا", "ar"), ("السلام عليكم", "ar"), ("عندي فكرة للحديقة 2", "ar"), ("نعم ok", "ar")),
]

DOUBTS = [
    *("", " ", "👍", "1", "ok", "stop", "menu", "idea", "une idée", "un banc"),
    *(
        "hello",
        "Hello !",
        "bonjour",
        "Bonsoir",
        "salut",
        "coucou",
        "hey",
        "yo",
        "wesh",
        "cc",
        "re",
        "bonjour hello",
    ),
    *(
        "hi ça va",
        "hello ça va",
        "hello tout le monde",
    ),
    *(
        "hello kitty",
        "hola y a trop de bruit",
        "hello i fo un banc",
        "hola en ville",
        "hola que de bruit",
        "hola la mairie",
        "hello bonjour",
        "Hello les amis",
    ),
    *("oi", "oiu", "viva", "morning", "hold on"),
    *(
        "hello le bus is trop cher pour nous",
        "hello j'ai une idée",
        "Hello, une idée pour le parc",
        "une ola au stade",
        "hola j'ai une idée",
        "je voudrais des bancs",
        "bonjour j'ai une idée",
        "j'habite rue السلام à Lyon",
    ),
    *("un banc rue du Four",),
    *("привет", "你好", "good", "bom", "buenos", "high street"),
]


@pytest.mark.parametrize(("text", "language"), TONGUES)
def test_a_plain_language_is_told(text: str, language: str) -> None:
    assert [tongue_of(text, lexicons()), tongue_of(fold(text), lexicons())] == [language] * 2


@pytest.mark.parametrize("text", DOUBTS)
def test_a_doubt_tells_no_language(text: str) -> None:
    assert [tongue_of(text, lexicons()), tongue_of(fold(text), lexicons())] == [None] * 2


@pytest.mark.parametrize("text", ["hola", "hello", "مرحبا", "olá tudo bem"])
def test_a_language_not_offered_is_none(text: str) -> None:
    assert tongue_of(text, {"fr": lexicons()["fr"]}) is None


def test_no_two_languages_share_a_greeting() -> None:
    pairs = combinations((lexicons()[language].unmistakable for language in LANGUAGES), 2)
    assert all(one.isdisjoint(other) for one, other in pairs)


def test_french_is_never_the_answer() -> None:
    assert not lexicons()["fr"].unmistakable


def test_no_two_languages_share_a_word_that_tells() -> None:
    pairs = combinations((lexicons()[language].tells for language in LANGUAGES), 2)
    assert all(one.isdisjoint(other) for one, other in pairs)


def test_every_greeting_is_short_enough() -> None:
    phrases = [phrase for lexicon in lexicons().values() for phrase in lexicon.unmistakable]
    assert max(phrase.count(" ") + 1 for phrase in phrases) <= LONGEST_GREETING


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_french_tell_nothing(language: str) -> None:
    own = lexicons()["fr"]
    french = (
        own.yes | own.no | own.enough | own.send | own.gratitude | own.tells | frozenset(own.commands.names)
    )
    assert french.isdisjoint(lexicons()[language].unmistakable)
    small = own.fillers | own.separators | own.negators | own.alternatives | own.hedges | own.tells
    assert language == "fr" or small.isdisjoint(lexicons()[language].tells)


@given(st.text(max_size=200))
def test_any_text_has_a_tongue_or_none(text: str) -> None:
    assert tongue_of(text, lexicons()) in {None, *LANGUAGES} - {"fr"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English please", "en"),
        ("i don't speak french", "en"),
        ("español", "es"),
        ("em português por favor", "pt"),
        ("العربية من فضلكم", "ar"),
        ("français svp", "fr"),
    ],
)
def test_a_language_is_asked_for_in_its_own_words(text: str, language: str) -> None:
    assert tongue_asked(fold(text)) == language


@pytest.mark.parametrize(
    "text", ["anglais", "des cours d'anglais", "english breakfast at the market", "parler", ""]
)
def test_no_other_words_ask_for_a_language(text: str) -> None:
    assert tongue_asked(fold(text)) == ""
