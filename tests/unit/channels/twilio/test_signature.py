"""Is a call taken for Twilio's only when Twilio signed it?"""

from __future__ import annotations

import hmac
from base64 import b64encode
from hashlib import sha1, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot.channels.twilio.form import read_pairs
from bot.channels.twilio.signature import Signature
from tests.unit.channels.twilio.calls import PUBLIC_URL, SMS, TARGET, TOKEN, encode, sign

SIGNATURE = Signature(TOKEN, PUBLIC_URL)
PAIRS = tuple(SMS.items())
FORMS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))
)


def test_a_signed_form_holds() -> None:
    assert SIGNATURE.holds(sign(SMS), TARGET, PAIRS)


@pytest.mark.parametrize("given", ["", "x", "é", sign(SMS)[:-1], sign(SMS) + "=", sign({**SMS, "Body": "x"})])
def test_another_signature_does_not(given: str) -> None:
    assert not SIGNATURE.holds(given, TARGET, PAIRS)


@pytest.mark.parametrize("name", SMS)
def test_no_field_may_change(name: str) -> None:
    changed = tuple({**SMS, name: SMS[name] + "x"}.items())
    assert not SIGNATURE.holds(sign(SMS), TARGET, changed)


def test_blank_values_are_signed_too() -> None:
    assert any(value == "" for value in SMS.values())
    assert SIGNATURE.holds(sign(SMS), TARGET, read_pairs(encode(SMS)))


@pytest.mark.parametrize("target", [f"{TARGET}?a=%C3%A9&b=&a=1", f"{TARGET}?", f"{TARGET}?q=a+b%20c"])
def test_the_raw_query_is_signed(target: str) -> None:
    assert SIGNATURE.holds(sign(SMS, target), target, PAIRS)
    assert not SIGNATURE.holds(sign(SMS, target), TARGET, PAIRS)


def test_the_address_seen_behind_a_proxy_is_not() -> None:
    assert not SIGNATURE.holds(sign(SMS, url="http://127.0.0.1:8080"), TARGET, PAIRS)


@pytest.mark.parametrize(
    ("configured", "seen"),
    [
        ("https://palabre.example", "https://palabre.example:443"),
        ("https://palabre.example:8443", "https://palabre.example"),
        ("https://palabre.example/", "https://palabre.example"),
        ("http://palabre.example/ville", "http://palabre.example:80/ville"),
    ],
)
def test_twilio_may_add_or_drop_the_port(configured: str, seen: str) -> None:
    assert Signature(TOKEN, configured).holds(sign(SMS, url=seen), TARGET, PAIRS)


def sign_json(target: str) -> str:
    """Return the signature of a call whose body is not a form."""
    digest = hmac.new(TOKEN.encode(), (PUBLIC_URL + target).encode(), sha1).digest()
    return b64encode(digest).decode()


@pytest.mark.parametrize("body", [b"{}", b'{"a": "\xc3\xa9"}', b"", b"\xff"])
def test_a_json_body_is_held_by_its_hash(body: bytes) -> None:
    target = f"{TARGET}?bodySHA256={sha256(body).hexdigest()}"
    assert SIGNATURE.holds(sign_json(target), target, body)
    assert not SIGNATURE.holds(sign_json(target), target, body + b" ")


def test_a_json_body_without_a_hash_is_not() -> None:
    assert not SIGNATURE.holds(sign_json(TARGET), TARGET, b"{}")


@given(FORMS)
def test_it_agrees_with_twilio_for_python(fields: dict[str, str]) -> None:
    signed = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + TARGET, fields)
    assert SIGNATURE.holds(signed, TARGET, tuple(fields.items()))
