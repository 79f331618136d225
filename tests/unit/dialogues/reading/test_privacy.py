"""Is a question about one's data told from other words, in each language?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.fold import fold
from dialogues.reading.privacy import LONGEST, TOPICS, topic_of
from dialogues.reading.vocabulary import LANGUAGES

ASKED = [
    *(("fr", "c'est anonyme ?", "anonymity"), ("fr", "est-ce que les gens voient mon nom", "anonymity")),
    *(("fr", "qui lit mes messages ?", "readers"), ("fr", "qui a accès à mon numéro", "readers")),
    *(("fr", "vous gardez mon numéro ?", "number"), ("fr", "comment vous avez eu mon numéro", "origin")),
    *(("fr", "vous faites quoi de mes réponses", "use"), ("fr", "vous gardez mes messages ?", "duration")),
    *(("en", "is this anonymous?", "anonymity"), ("en", "who reads my messages?", "readers")),
    *(("en", "do you keep my number?", "number"), ("en", "how did you get my number", "origin")),
    *(("es", "¿es anónimo?", "anonymity"), ("es", "¿quién lee mis mensajes?", "readers")),
    *(("es", "¿guardan mi número?", "number"), ("es", "¿cuánto tiempo guardan mis datos?", "duration")),
    *(("pt", "é anónimo?", "anonymity"), ("pt", "quem lê as minhas mensagens?", "readers")),
    *(("pt", "guardam o meu número?", "number"), ("pt", "o que fazem com os meus dados?", "use")),
    *(("ar", "هل هذا سري؟", "anonymity"), ("ar", "من يقرأ رسائلي؟", "readers")),
    *(("ar", "هل تحتفظون برقمي؟", "number"), ("ar", "ماذا تفعلون ببياناتي؟", "use")),
]


@pytest.mark.parametrize(("language", "text", "topic"), ASKED)
def test_a_question_has_its_topic(language: str, text: str, topic: str) -> None:
    assert topic_of(fold(text), language) == topic


@pytest.mark.parametrize(
    "text", ["voir mes données", "changer mon nom", "rgpd", "", "un banc devant la poste"]
)
def test_a_wish_to_see_has_none(text: str) -> None:
    assert topic_of(fold(text), "fr") == ""


def test_a_story_asks_nothing() -> None:
    assert topic_of(fold("qui lit mes messages " * LONGEST), "fr") == ""


def test_a_language_without_words_reads_as_french() -> None:
    assert topic_of("c est anonyme", "oc") == "anonymity"


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_has_a_topic_or_none(text: str, language: str) -> None:
    assert topic_of(fold(text), language) in ("", *TOPICS)
