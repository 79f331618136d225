"""Does PostgreSQL's driver believe the authority that is named, and no other?"""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest

from storage.database import parse_url
from storage.tls import connect_options


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """A certificate of an authority of one's own."""
    certificate = tmp_path / "ca.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a town", "-days", "1",
         "-keyout", str(tmp_path / "ca.key"), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate


@pytest.mark.parametrize(("mode", "checks"), [("verify-full", True), ("verify-ca", False)])
def test_only_the_named_authority_is_believed(authority: Path, mode: str, checks: bool) -> None:
    parsed = parse_url(f"postgresql://db/town?sslmode={mode}&sslrootcert={authority}")
    options = connect_options(parsed)
    context = options["ssl"]
    assert isinstance(context, ssl.SSLContext) and "sslrootcert" not in options
    assert context.check_hostname is checks and context.verify_mode is ssl.CERT_REQUIRED
    assert len(context.get_ca_certs()) == 1


def test_the_systems_authorities_can_be_named() -> None:
    options = connect_options(parse_url("postgresql://db/town?sslmode=verify-full&sslrootcert=system"))
    assert isinstance(options["ssl"], ssl.SSLContext) and options["host"] == "db"


def test_without_an_authority_the_driver_decides() -> None:
    assert connect_options(parse_url("postgresql://db/town?sslmode=require"))["ssl"] == "require"
    assert "ssl" not in connect_options(parse_url("postgresql://db/town"))
