"""Does a passkey say that it is this person, on this site, now (WebAuthn)?"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import web
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.console.desk import desk_of
from bot.console.visit import Staff
from storage.passkeys import Passkey

#: the person is asked for a finger, a face or a PIN: a stolen key is not enough
VERIFIED = UserVerificationRequirement.REQUIRED
#: characters of what a browser answers that are read
CREDENTIAL_LIMIT = 20_000


def origin_of(request: web.Request) -> str:
    """Return the origin that browsers must name: the public address; without one, that of the request."""
    given = desk_of(request).settings.public_url or f"{request.scheme}://{request.host}"
    parts = urlsplit(given)
    return f"{parts.scheme}://{parts.netloc}"


def ask_key(request: web.Request, staff: Staff, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what a browser needs to make a passkey, as JSON, and the challenge that it must sign."""
    options = generate_registration_options(
        rp_id=_site(request),
        rp_name=f"Palabre {desk_of(request).territory}",
        user_id=bytes.fromhex(staff.id),
        user_name=staff.email,
        user_display_name=staff.name,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=VERIFIED
        ),
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def check_key(request: web.Request, challenge: str, credential: str) -> tuple[str, str, int] | None:
    """Return id, public key and counter of a passkey that was made for this challenge; None for anything else."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_site(request),
            expected_origin=origin_of(request),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    key = bytes_to_base64url(made.credential_public_key)
    return bytes_to_base64url(made.credential_id), key, made.sign_count


def ask_proof(request: web.Request, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what a browser needs to use a passkey, as JSON, and the challenge that it must sign."""
    options = generate_authentication_options(
        rp_id=_site(request), allow_credentials=_descriptors(known), user_verification=VERIFIED
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def check_proof(
    request: web.Request, known: Sequence[Passkey], challenge: str, credential: str
) -> tuple[str, int] | None:
    """Return the passkey that signed the challenge, and its new counter; None when none of these did."""
    if not challenge:
        return None
    try:
        said = parse_authentication_credential_json(credential)
        used = next(key for key in known if key.credential_id == bytes_to_base64url(said.raw_id))
        proof = verify_authentication_response(
            credential=said,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_site(request),
            expected_origin=origin_of(request),
            credential_public_key=base64url_to_bytes(used.public_key),
            credential_current_sign_count=used.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, StopIteration):
        return None
    return used.credential_id, proof.new_sign_count


def _site(request: web.Request) -> str:
    return urlsplit(origin_of(request)).hostname or ""


def _descriptors(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in known]
