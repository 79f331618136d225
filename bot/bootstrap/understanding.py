"""What understands residents in this deployment? The embedded classifier, with a Rasa server before it where one is set."""

from __future__ import annotations

import time

from bot.conversation.understanding import Ear, Unheard
from bot.metrics import Metrics
from bot.nlu.breaker import Breaker
from bot.nlu.corpus import languages
from bot.nlu.embedded.backend import EmbeddedBackend
from bot.nlu.fallback import FallbackBackend
from bot.nlu.rasa.access import find_access
from bot.nlu.rasa.api import RasaApi
from bot.nlu.rasa.backend import RasaBackend
from bot.settings import Settings


def open_ear(settings: Settings, metrics: Metrics) -> Ear | None:
    """Return what understands free texts, None where the settings want none; nothing is learnt nor asked yet."""
    if not settings.understand:
        return None
    embedded = EmbeddedBackend(settings.data, settings.languages)

    def count(name: str, texts: int) -> None:
        metrics.understood.labels(name).inc(texts)

    if settings.rasa_url is None:
        return Ear(embedded, count=count)
    access = find_access(settings)
    rasa = RasaBackend(RasaApi(access.url, access.secret), languages())
    # what Rasa leaves is read within the turn by the embedded one, and counted there
    first = FallbackBackend(rasa, Unheard(embedded.name), Breaker(time.monotonic), lambda name, texts: None)
    return Ear(embedded, first, (rasa,), count)
