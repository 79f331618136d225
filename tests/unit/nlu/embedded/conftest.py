"""What is learnt from a few sentences, once for all tests of this folder?"""

from __future__ import annotations

import pytest

from bot.nlu.corpus import Corpus
from bot.nlu.embedded.model import Model
from bot.nlu.embedded.training import train
from bot.nlu.sentences import Sentence

TAUGHT = {
    "greet": ("bonjour", "bonsoir", "salut", "coucou toi", "bjr madame", "bonjour à tous"),
    "propose_idea": (
        "il faudrait des arbres", "stop aux pesticides", "plus de bancs au parc", "je propose un marché",
        "des fleurs sur la place", "et si on plantait une haie",
    ),
    "unsubscribe": (
        "ne m'envoyez plus de messages", "stop les sms", "enlevez moi de la liste", "plus de sms svp",
        "je veux me désabonner", "arrêtez de m'écrire",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Give a corpus of eighteen sentences."""
    sentences = tuple(Sentence(text, intent) for intent, texts in TAUGHT.items() for text in texts)
    return Corpus("fr", sentences, {"messages": ("sms", "messages"), "cease": ("stop", "désabonner")})


@pytest.fixture(scope="session")
def model(corpus: Corpus) -> Model:
    """Give what is learnt from it."""
    return train(corpus)
