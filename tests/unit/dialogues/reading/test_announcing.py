"""Is what a message says of its idea told from the words that only announce one, or its topic?"""

from __future__ import annotations

import pytest

from dialogues.reading.lexicon import load_lexicons

LEXICONS = load_lexicons()


@pytest.mark.parametrize(
    ("language", "text", "solution"),
    [
        (
            "fr",
            "mon idée c'est de mettre des bancs place de la mairie",
            "mettre des bancs place de la mairie",
        ),
        ("fr", "J'ai une idée : planter des arbres dans la cour", "planter des arbres dans la cour"),
        ("fr", "bjr, je voudrais proposer la création d'un parc", "la création d'un parc"),
        ("fr", "arrêtez de couper les arbres", "arrêtez de couper les arbres"),
        ("fr", "Des bancs,\ndes arbres", "Des bancs,\ndes arbres"),
        ("fr", "jveux proposer 1 truc pour les velos", ""),
        ("fr", "bonjour je voudrais proposer quelque chose pour le parc", ""),
        ("fr", "j'ai une idée", ""),
        ("fr", "", ""),
        ("en", "my idea is to put benches on the square", "put benches on the square"),
        ("en", "i want to propose something for the bikes", ""),
        ("es", "mi idea es poner bancos en la plaza", "poner bancos en la plaza"),
        ("es", "quiero proponer algo para las bicis", ""),
        ("pt", "a minha ideia é pôr bancos na praça", "pôr bancos na praça"),
        ("pt", "queria propor uma coisa para as bicicletas", ""),
        ("ar", "فكرتي هي وضع مقاعد في ساحة البلدية", "وضع مقاعد في ساحة البلدية"),
        ("ar", "أريد اقتراح شيء للدراجات", ""),
    ],
)
def test_the_solution_is_what_is_left(language: str, text: str, solution: str) -> None:
    assert LEXICONS[language].announcements.told(text) == solution


@pytest.mark.parametrize("language", LEXICONS)
def test_an_endless_text_is_read_in_no_time(language: str) -> None:
    text = "mon idée " * 400
    assert LEXICONS[language].announcements.told(text) in text


TOPICS = [
    ("fr", "jveu proposer 1 truc pr les velos", "les velos"),
    ("fr", "jai une idee pour les velos", "les velos"),
    ("fr", "je voudrais proposer qqch sur la cantine", "la cantine"),
    ("fr", "une idée pr le parc !", "le parc"),
    ("fr", "bjr g 1 idee pour la cantine de l'école", "la cantine de l'école"),
    ("en", "i have an idea for the bikes", "the bikes"),
    ("es", "tengo una idea para las bicis", "las bicis"),
    ("pt", "tenho uma ideia para as bicicletas", "as bicicletas"),
    ("ar", "عندي فكرة عن الدراجات", "الدراجات"),
]


@pytest.mark.parametrize(("language", "text", "topic"), TOPICS)
def test_a_topic_is_named_as_it_was_written(language: str, text: str, topic: str) -> None:
    assert LEXICONS[language].announcements.topic(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "des pistes cyclables sur l'avenue",
        "jveu des bancs",
        "jveu proposer 1 truc",
        "une idée pour attacher les vélos devant l'école",
        "j'ai une idée pour les vélos : des arceaux",
        "j'ai une idée pour les vélos c'est des arceaux",
        "mon idée c'est un parc pour les chiens",
        "je propose un parc à vélos",
        "une boîte à idées pour le parc",
        "je propose une idée pour que les vieux sortent",
    ],
)
def test_what_tells_more_is_no_topic(text: str) -> None:
    assert LEXICONS["fr"].announcements.topic(text) == ""


@pytest.mark.parametrize("text", ["jveu proposer 1 truc", "je voudrais proposer une idée svp", "j'ai 1 idé"])
def test_an_announcement_may_be_bare(text: str) -> None:
    assert LEXICONS["fr"].announcements.is_bare(text)


@pytest.mark.parametrize(
    ("language", "text", "labelled"),
    [
        ("fr", "idée : un marché bio le samedi matin, car on n'a que le supermarché", True),
        ("fr", "Mon idée: des bancs", True),
        ("fr", "idée :", False),
        ("fr", "une question : mon idée avance ?", False),
        ("en", "my idea: benches", True),
        ("es", "Propuesta: más árboles", True),
        ("pt", "ideia: um parque", True),
        ("ar", "فكرة: مقاعد", True),
    ],
)
def test_what_follows_a_label_is_an_idea(language: str, text: str, labelled: bool) -> None:
    assert LEXICONS[language].announcements.is_labelled(text) is labelled


@pytest.mark.parametrize(("language", "text", "topic"), TOPICS)
def test_one_with_a_topic_is_not_bare(language: str, text: str, topic: str) -> None:
    assert not LEXICONS[language].announcements.is_bare(text)


@pytest.mark.parametrize(
    ("language", "text", "presented"),
    [
        ("fr", "Mon idée c'est des bancs devant l'école", True),
        ("fr", "bonjour, mon idee ce serait un parc", True),
        ("fr", "mon idée c'est quoi la suite", False),
        ("fr", "mon idée en est où", False),
        ("fr", "mon idée est que la piscine ouvre plus tard", True),
        ("fr", "mon idée est refusée", False),
        ("fr", "mon idée c'est pas bon ?", False),
        ("en", "my idea is a bench", True),
        ("en", "my idea is still waiting", False),
        ("es", "mi idea es un parque", True),
        ("pt", "a minha ideia é um parque", True),
    ],
)
def test_an_idea_that_is_presented_is_no_search_for_news(language: str, text: str, presented: bool) -> None:
    assert LEXICONS[language].announcements.is_presented(text) is presented
