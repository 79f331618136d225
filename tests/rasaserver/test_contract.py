"""Does Rasa keep to what every back end keeps to?"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.nlu.rasa.api import RasaApi
from bot.nlu.rasa.backend import UNHURRIED, RasaBackend
from bot.nlu.rasa.server import RasaServer
from bot.nlu.territory_data import Named, Territory
from tests.contract.test_nlu import (  # noqa: F401 - pytest runs them here, on the fixture below
    test_a_foreign_language_is_not_guessed,
    test_a_slash_commands_nothing,
    test_all_intents_are_ranked_best_first,
    test_blank_texts_mean_nothing,
    test_no_texts_give_no_answers,
    test_order_is_kept,
    test_other_languages_are_understood,
    test_plain_wishes_are_understood,
    test_strange_texts_raise_nothing,
    test_what_is_named_is_found_where_it_stands,
)
from tests.rasaserver.conftest import SECRET

pytestmark = pytest.mark.proof


@pytest.fixture
async def backend(server: RasaServer) -> AsyncIterator[RasaBackend]:
    """Give the real one, with the names that the contract speaks of."""
    names = Territory(places=(Named("gare", ("la gare", "gare")),))
    api = RasaApi(server.url, SECRET, UNHURRIED)
    opened = RasaBackend(api, ("fr", "en", "es"), {"fr": names, "en": names}, UNHURRIED)
    yield opened
    await opened.close()
