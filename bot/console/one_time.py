"""Is this the code that the person's telephone shows now (RFC 6238), or one of their recovery codes?"""

from __future__ import annotations

import io
import secrets
from datetime import datetime

import pyotp
import segno

from bot.console.vault import Vault
from storage.staff import StaffMember
from storage.unit import Unit

#: steps of 30 seconds that the clocks may differ, either way
DRIFT = 1
#: recovery codes that are given at once, and letters of each (5 bits a letter)
CODES, LETTERS = 10, 12
#: letters of recovery codes: none that is taken for another
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """Return a secret for an authenticator, in base32."""
    return pyotp.random_base32()


def find_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the step that a code belongs to, None when it belongs to none near now."""
    totp = pyotp.TOTP(secret)
    here, given = totp.timecode(now), "".join(code.split())
    steps = range(here - DRIFT, here + DRIFT + 1)
    return next(
        (s for s in steps if secrets.compare_digest(totp.generate_otp(s).encode(), given.encode())), None
    )


def address_of(secret: str, email: str, territory: str) -> str:
    """Return what authenticators read from a QR code (otpauth://…)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Palabre {territory}")


def draw_code(address: str) -> str:
    """Return a QR code as SVG, without anything that the content policy refuses."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        border=4,
        light="#fff",
    )
    return out.getvalue().decode()


def new_codes() -> list[str]:
    """Return recovery codes, to be shown once."""
    return ["-".join(_letters() for _ in range(LETTERS // 4)) for _ in range(CODES)]


def hash_code(vault: Vault, staff: str, code: str) -> str:
    """Return what is kept of a recovery code; case, spaces and dashes do not count."""
    folded = "".join(letter for letter in code.lower() if letter.isalnum())
    return vault.trace("recovery", f"{staff}\0{folded}")


def give_codes(unit: Unit, vault: Vault, staff: str) -> list[str]:
    """Replace somebody's recovery codes; return the new ones."""
    codes = new_codes()
    unit.staff.give_codes(staff, [hash_code(vault, staff, code) for code in codes])
    return codes


def take_code(unit: Unit, vault: Vault, member: StaffMember, code: str, now: datetime) -> str | None:
    """Use up a code of the telephone ("totp") or of the list ("recovery"); None when it is neither, or was used."""
    secret = vault.unseal(member.totp) if member.totp else None
    step = find_step(secret, code, now) if secret else None
    if step is not None:
        return "totp" if unit.staff.take_step(member.id, step) else None
    return "recovery" if unit.staff.take_code(member.id, hash_code(vault, member.id, code)) else None


def _letters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(4))
