"""Are good settings read, and bad ones refused in one sentence that names the variable?"""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings import Settings, read_settings
from bot.settings.source import review_names

BOT = "123456:token-of-the-bot"
SECRET = "a-webhook-secret-of-ours"
SID = "AC" + "0" * 32
TEMPLATE = "HX" + "0f" * 16

GOOD = [
    ("PALABRE_PORT", "9000", "port", 9000),
    ("PALABRE_LANGUAGES", "pt, fr", "languages", ("pt", "fr")),
    ("PALABRE_TIMEZONE", "America/Cayenne", "timezone", ZoneInfo("America/Cayenne")),
    ("PALABRE_SIMULATOR", "true", "simulator", True),
    ("PALABRE_LOG_LEVEL", "debug", "log_level", "DEBUG"),
    ("PALABRE_PUBLIC_URL", "https://palabre.example/bot/", "public_url", "https://palabre.example/bot"),
    ("PALABRE_SMS_FOLDING", "exact", "sms_folding", "exact"),
    ("PALABRE_DATA", "/srv/palabre", "data", Path("/srv/palabre")),
    ("PALABRE_WHATSAPP_TEMPLATE", TEMPLATE, "whatsapp_template", {"any": TEMPLATE}),
    (
        "PALABRE_WHATSAPP_TEMPLATE",
        f"fr={TEMPLATE}, en={TEMPLATE}",
        "whatsapp_template",
        {"fr": TEMPLATE, "en": TEMPLATE},
    ),
    ("PALABRE_DATABASE_URL", "postgresql://u:p@db/palabre", "store", "postgresql://u:p@db/palabre"),
    ("PALABRE_REDIS_URL", "unix:///run/redis.sock?db=2", "redis_url", "unix:///run/redis.sock?db=2"),
    (
        "PALABRE_REDIS_URL",
        "rediss://a:b@redis:6380/1?ssl_ca_certs=/ca.crt",
        "redis_url",
        "rediss://a:b@redis:6380/1?ssl_ca_certs=/ca.crt",
    ),
    ("PALABRE_TELEGRAM_API_URL", "http://[::1]:8081/", "telegram_api_url", "http://[::1]:8081"),
    ("PALABRE_TELEGRAM_API_URL", "https://bots.example", "telegram_api_url", "https://bots.example"),
    ("PALABRE_TWILIO_API_URL", "http://127.0.0.1:4010", "twilio_api_url", "http://127.0.0.1:4010"),
]
BAD = [
    ("PALABRE_PORT", "99999"),
    ("PALABRE_PORT", "http"),
    ("PALABRE_LANGUAGES", "français"),
    ("PALABRE_LANGUAGES", "fr,fr"),
    ("PALABRE_LANGUAGES", ","),
    ("PALABRE_TIMEZONE", "Europe/Pariss"),
    ("PALABRE_SIMULATOR", "peut-être"),
    ("PALABRE_LOG_LEVEL", "chatty"),
    ("PALABRE_PUBLIC_URL", "palabre.example"),
    ("PALABRE_PUBLIC_URL", "ftp://palabre.example"),
    ("PALABRE_DATABASE_URL", "mysql://db/palabre"),
    ("PALABRE_REDIS_URL", "localhost:6379"),
    ("PALABRE_REDIS_URL", "redis://:p@ss:w/ord@redis:6379/0"),
    ("PALABRE_REDIS_URL", "redis://:p#ss@redis:6379/0"),
    ("PALABRE_REDIS_URL", "redis://redis:6379/town"),
    ("PALABRE_REDIS_URL", "redis://redis:6379/0?ssl_ca_certs=/ca.crt"),
    ("PALABRE_REDIS_URL", "rediss://redis:6379/0?timeouts"),
    ("PALABRE_SECRET_KEY", "court"),
    ("PALABRE_SMS_FOLDING", "cheap"),
    ("PALABRE_SMS_NUMBER", "MAIRIE"),
    ("PALABRE_SMS_NUMBER", "+33 6 12 34 56 78"),
    ("PALABRE_WHATSAPP_NUMBER", "06"),
    ("PALABRE_WHATSAPP_TEMPLATE", "a template"),
    ("PALABRE_WHATSAPP_TEMPLATE", f"français={TEMPLATE}"),
    ("PALABRE_WHATSAPP_TEMPLATE", f"fr={TEMPLATE},"),
    ("PALABRE_TELEGRAM_SECRET", "short"),
    ("PALABRE_TELEGRAM_SECRET", "à long secret with spaces"),
    ("PALABRE_TWILIO_ACCOUNT_SID", "SK123"),
    ("PALABRE_TERRITORY_NAME", "x" * 61),
    ("PALABRE_TELEGRAM_API_URL", "http://10.0.0.1"),
    ("PALABRE_TELEGRAM_API_URL", "http://no.such.host.invalid"),
    ("PALABRE_TWILIO_API_URL", "http://localhost.example"),
]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("PALABRE_")]:
        monkeypatch.delenv(name)


def read(env_file: Path | None = None) -> Settings:
    return read_settings(env_file)


@pytest.mark.parametrize(("variable", "value", "field", "expected"), GOOD)
def test_good_value_is_read(
    variable: str, value: str, field: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(read(), field) == expected


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_bad_value_is_refused_by_name(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as refused:
        read()
    assert refused.value.variable == variable
    assert str(refused.value).startswith(f"{variable} must be ")
    assert "\n" not in str(refused.value)


def test_nothing_set_is_a_working_demo() -> None:
    settings = read()
    assert settings.store == "sqlite:///data/palabre.db"
    assert not settings.simulator


def test_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_PORT", "")
    assert read().port == 8080


def test_refused_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_SECRET_KEY", "hunter2")
    with pytest.raises(SettingsError) as refused:
        read()
    assert "hunter2" not in str(refused.value)


def test_refused_value_is_shown_when_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_PORT", "99999")
    with pytest.raises(SettingsError, match="from 1 to 65535, not '99999'"):
        read()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_SECRET_KEY", "k" * 32)
    monkeypatch.setenv("PALABRE_DATABASE_URL", "postgresql://u:hunter2@db/palabre")
    assert "k" * 32 not in repr(read())
    assert "hunter2" not in repr(read())


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("PALABRE_PORT=9001\nPALABRE_HOST=0.0.0.0\n", encoding="utf-8")
    monkeypatch.setenv("PALABRE_PORT", "9002")
    settings = read(file)
    assert (settings.port, settings.host) == (9002, "0.0.0.0")


def test_bad_value_in_the_file_is_shown(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("PALABRE_PORT=zero\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"PALABRE_PORT .* not 'zero'"):
        read(file)


def test_a_bad_value_s_place_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("# a town\nPALABRE_HOST=::1\n\n\n  PALABRE_PORT=zero\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"not 'zero': mend it in .*\.env, line 5 "):
        read(file)
    monkeypatch.setenv("PALABRE_PORT", "one")
    with pytest.raises(SettingsError, match=r"not 'one': mend it in the environment "):
        read(file)


@pytest.mark.parametrize(
    "line", ["PALABRE_SIMULATOR: true", "PALABRE_SIMULATOR", 'PALABRE_TERRITORY_NAME="Saint', "une ligne"]
)
def test_a_line_that_sets_nothing_is_told(tmp_path: Path, line: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"PALABRE_PORT=9001\n\n{line}\nPALABRE_HOST=::1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"\.env, line 3, sets nothing: write NAME=value"):
        read(file)


def test_a_setting_set_twice_is_told(tmp_path: Path) -> None:
    file, told = tmp_path / ".env", list[str]()
    file.write_text("PALABRE_PORT=9001\nHOME=a\nHOME=b\npalabre_port=9002\n", encoding="utf-8")
    assert read_settings(file, report=told.append).port == 9002
    assert told == [f"PALABRE_PORT is set more than once in {file}: line 4 holds"]


def test_a_file_as_windows_writes_is_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"\xef\xbb\xbfPALABRE_PORT=9001\r\nPALABRE_HOST=::1\r\n")
    assert (read(file).port, read(file).host) == (9001, "::1")


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"PALABRE_TERRITORY_NAME=Orl\xe9ans\n")
    with pytest.raises(SettingsError, match=r"\.env cannot be read: save it as text in UTF-8"):
        read(file)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            {"PALABRE_TELEGRAM_SECRET": SECRET, "PALABRE_PUBLIC_URL": "https://a.example"},
            "PALABRE_TELEGRAM_TOKEN",
        ),
        ({"PALABRE_TELEGRAM_TOKEN": BOT, "PALABRE_TELEGRAM_SECRET": SECRET}, "PALABRE_PUBLIC_URL"),
        ({"PALABRE_TWILIO_ACCOUNT_SID": SID}, "PALABRE_TWILIO_AUTH_TOKEN"),
        ({"PALABRE_SMS_NUMBER": "+33939000000"}, "PALABRE_TWILIO_ACCOUNT_SID"),
    ],
)
def test_half_a_channel_is_refused(
    given: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{wanted} is missing"):
        read()


def test_typing_error_gets_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_TELEGRAM_TOKN", BOT)
    told: list[str] = []
    read_settings(None, report=told.append)
    [sentence] = told
    assert "did you mean PALABRE_TELEGRAM_TOKEN?" in sentence
    assert BOT not in sentence


def test_a_name_like_no_other_gets_none() -> None:
    [sentence] = review_names(["PALABRE_FROBNICATE"])
    assert "did you mean" not in sentence and "docs/settings.md lists them all" in sentence


def test_names_of_tests_are_not_doubted() -> None:
    assert review_names(["PALABRE_CI", "PALABRE_TEST_DATABASE_URL", "HOME"]) == []


def test_settings_cannot_change() -> None:
    with pytest.raises(ValidationError):
        read().port = 1  # type: ignore[misc]
