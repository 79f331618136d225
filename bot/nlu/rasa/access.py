"""Where is the Rasa server of this deployment, and which secret signs what it is asked?"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.errors import SettingsError
from bot.keys import keyed_hash, read_key
from bot.settings import Settings

#: Where `palabre nlu serve` has it listen, unless PALABRE_RASA_URL names another port.
USUAL = "http://127.0.0.1:5005"
LOOPBACK = ("127.0.0.1", "localhost")
VARIABLE = "PALABRE_RASA_URL"


@dataclass(frozen=True, slots=True)
class Access:
    """An address, and the secret that both sides know."""

    url: str
    secret: str = field(repr=False)


def find_access(settings: Settings) -> Access:
    """Return how Rasa is reached; without PALABRE_RASA_TOKEN both sides derive the secret from the data folder's key."""
    if settings.rasa_token is not None:
        secret = settings.rasa_token.get_secret_value()
    else:
        secret = keyed_hash(read_key(settings), "rasa", "server")
    return Access(settings.rasa_url or USUAL, secret)


def own_port(settings: Settings) -> int:
    """Return the port for a server of our own. Raise SettingsError when another machine is named."""
    parts = urlsplit(settings.rasa_url or USUAL)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK or parts.path:
        what = f"is {settings.rasa_url!r}: `palabre nlu serve` lets Rasa listen on this machine only"
        raise SettingsError(VARIABLE, what, f"set it to {USUAL}")
    return parts.port or 80
