"""Is a question put to the service told from an answer that ends with a question mark?"""

from __future__ import annotations

import pytest

from bot.nlu.corpus import FOLDER
from bot.nlu.sentences import read_sentences
from dialogues.reading.fold import fold
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

FR = lexicons()["fr"].questions


@pytest.mark.parametrize(
    "text", ["c'est pour toute la ville ?", "Comment vous faites ?", "est-ce que la mairie paie ?"]
)
def test_a_question_is_one(text: str) -> None:
    assert FR.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "pourquoi pas une piscine ?",
        "et si on plantait des arbres ?",
        "un banc ?",
        "comment circuler",
        "c'est dangereux pour les enfants qui vont seuls à l'école le matin vous trouvez ça normal ?",
    ],
)
def test_an_answer_is_none(text: str) -> None:
    assert not FR.asks(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ça sert à quoi", "purpose"),
        ("C'est long ?", "length"),
        ("c'est long", ""),
        ("c koi ce numéro", "who"),
        ("vous etes qui d'abord", "who"),
        ("qui sont les vieux du quartier", ""),
        ("le numéro de la rue", ""),
        ("c'est gratuit ?", "cost"),
    ],
)
def test_a_topic_is_a_question_that_has_an_answer(text: str, topic: str) -> None:
    assert FR.topic(text, fold(text)) == topic


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("fr", "t'es un robot?", "aside.who"),
        ("fr", "je parle à un humain ou à une machine", ""),
        ("fr", "je parle à un humain ou une machine", "aside.who"),
        ("fr", "combien ça coûte ce sms", "aside.cost"),
        ("fr", "qui lit mes messages", "privacy.readers"),
        ("fr", "c'est anonyme", "privacy.anonymity"),
        ("fr", "j'aurai une réponse quand", "aside.purpose"),
        ("fr", "c koi ton nom", "aside.who"),
        ("fr", "il faudrait un robot tondeuse", ""),
        ("fr", "c'est un robot tondeuse", ""),
        ("fr", "combien de bancs", ""),
        ("fr", "ça coûte cher", ""),
        ("fr", "pour les gens qui voient pas les infos", ""),
        ("en", "are you a robot or a human", "aside.who"),
        ("es", "cuánto cuesta este sms", "aside.cost"),
        ("pt", "quem lê as minhas mensagens", "privacy.readers"),
        ("ar", "هل أنت روبوت", "aside.who"),
    ],
)
def test_a_question_in_any_spelling_has_its_sentence(language: str, text: str, key: str) -> None:
    assert lexicons()[language].questions.sentence(text, fold(text)) == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_idea_nor_problem_is_a_question(language: str) -> None:
    told = ("propose_idea", "report_problem", "argue_for", "argue_against", "support_idea")
    texts = [s.text for s in read_sentences(FOLDER / language) if s.intent in told]
    questions = lexicons()[language].questions
    assert len(texts) > 100
    assert [text for text in texts if questions.sentence(text, fold(text))] == []
