"""How are passkeys made and used, as WebAuthn calls it? For one site, without anything of a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

from storage.passkeys import Passkey

#: the person is asked for a finger, a face or a PIN: a stolen key is not enough
VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good for; `host` is the name that they are bound to."""

    origin: str
    host: str


def ask_key(site: Site, name: str, person: tuple[str, str, str], known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what a browser needs to make a passkey, as JSON, and the challenge; `person` is id, address, name."""
    id, email, shown = person
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=name,
        user_id=bytes.fromhex(id),
        user_name=email,
        user_display_name=shown,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=VERIFIED
        ),
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def check_key(site: Site, challenge: str, credential: str) -> tuple[str, str, int] | None:
    """Return id, public key and counter of a passkey that was made for this challenge; None for anything else."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    key = bytes_to_base64url(made.credential_public_key)
    return bytes_to_base64url(made.credential_id), key, made.sign_count


def ask_proof(site: Site, known: Sequence[Passkey]) -> tuple[str, str]:
    """Return what a browser needs to use a passkey, as JSON, and the challenge that it must sign."""
    options = generate_authentication_options(
        rp_id=site.host, allow_credentials=_descriptors(known), user_verification=VERIFIED
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def check_proof(
    site: Site, known: Sequence[Passkey], challenge: str, credential: str
) -> tuple[str, int] | None:
    """Return the passkey that signed the challenge, and its new counter; None when none of these did."""
    try:
        said = parse_authentication_credential_json(credential)
        used = next(key for key in known if key.credential_id == bytes_to_base64url(said.raw_id))
        proof = verify_authentication_response(
            credential=said,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(used.public_key),
            credential_current_sign_count=used.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, StopIteration):
        return None
    return used.credential_id, proof.new_sign_count


def _descriptors(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in known]
