"""Was a call really signed by Twilio, with the token of this account?

Twilio's own validator is not used: it rebuilds the address (which drops a bare "?"), fails on a call without
a header, and needs the body as text. Tests compare this one with it, and with Twilio's signer for Node.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from hashlib import sha1, sha256
from urllib.parse import urlsplit

from bot.channels.twilio.form import UNREADABLE, Pairs, read_pairs

#: Names of headers are in lower case, as `Webhook.open` takes them.
HEADER = "x-twilio-signature"
#: Parameter of the address that carries the hash of a body that is not a form.
BODY_HASH = "bodySHA256"
#: Ports that addresses may leave out; Twilio adds or drops them.
PORTS = {"https": 443, "http": 80}


class Signature:
    """Checks calls against the configured public address, not the one seen behind a proxy (norms §7)."""

    def __init__(self, auth_token: str, public_url: str) -> None:
        self._token = auth_token.encode()
        self._bases = _bases(public_url.rstrip("/"))

    def holds(self, given: str, target: str, sent: Pairs | bytes) -> bool:
        """Tell whether the signature `given` is right for a form's fields, or for another body by its hash.

        `target` is the path with its raw query.
        """
        expected = given.encode("utf-8", "replace")
        tail = target.encode("utf-8", "surrogatepass") + (b"" if isinstance(sent, bytes) else _signed(sent))
        matches = [hmac.compare_digest(self._sign(base + tail), expected) for base in self._bases]
        return any(matches) and (not isinstance(sent, bytes) or _hash_holds(target, sent))

    def _sign(self, signed: bytes) -> bytes:
        return b64encode(hmac.digest(self._token, signed, sha1))


def _bases(public_url: str) -> tuple[bytes, ...]:
    """Return the ways in which Twilio may write the address: as configured, without a port, with one."""
    parts = urlsplit(public_url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    port = parts.port or PORTS.get(parts.scheme, 443)
    forms = (parts.netloc, host, f"{host}:{port}")
    return tuple(dict.fromkeys(parts._replace(netloc=form).geturl().encode() for form in forms))


def _signed(pairs: Pairs) -> bytes:
    """Return each name with its values, sorted; a value sent twice counts once."""
    return "".join(name + value for name, value in sorted(set(pairs))).encode("utf-8", UNREADABLE)


def _hash_holds(target: str, body: bytes) -> bool:
    """Tell whether the address carries the hash of the body; without one the body is not signed at all."""
    query = read_pairs(target.partition("?")[2].encode("utf-8", "surrogatepass"))
    given = dict(query).get(BODY_HASH, "").encode("utf-8", "replace")
    return hmac.compare_digest(sha256(body).hexdigest().encode(), given.lower())
