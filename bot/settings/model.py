"""Which settings are there, with which default, and what does each expect?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.settings import kinds

PREFIX = "PALABRE_"
#: Shortest key that signs sessions and hashes, in characters (256 bits in hexadecimal are 64).
SECRET_LENGTH = 32
#: What an address that gets a token with each call must be.
API = "an https:// address; http:// only where it is this machine's own (localhost, 127.0.0.1)"
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


def setting(default: Any, does: str, expects: str, *, secret: bool = False, **check: Any) -> Any:
    """Describe a setting: `does` says what for, `expects` ends the sentence "… must be …"."""
    return Field(
        default,
        description=does,
        repr=not secret,
        json_schema_extra={"expects": expects, "secret": secret},
        **check,
    )


class Settings(BaseSettings):
    """Everything that differs between two deployments; secrets never show in its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    data: Path = setting(
        Path("data"), "Folder of everything the service keeps: database, files, models.", "a folder"
    )
    database_url: kinds.Store | None = setting(
        None,
        "Where everything is stored. Left out: SQLite, in palabre.db of the data folder.",
        "sqlite:///path/to/file.db or postgresql://user:password@host/name",
        secret=True,
    )
    redis_url: kinds.Redis | None = setting(
        None,
        "Redis, shared by the processes of a scaled deployment. Left out: all in one process.",
        "redis:// or rediss://user:password@host:port/number (@ / : # ? % in a password as %40 %2F %3A %23 %3F %25)",
        secret=True,
    )
    public_url: kinds.Url | None = setting(
        None,
        "The address that providers call, as they see it: signatures are checked against it.",
        "an address that starts with https:// (or http://)",
    )
    host: str = setting("127.0.0.1", "Network address to listen on.", "an address of this machine")
    port: int = setting(8080, "Port to listen on.", "a port, from 1 to 65535", ge=1, le=65535)
    work_port: int = setting(
        8081,
        "Port on which `palabre work` shows its health and its figures; 0: none.",
        "a port, from 1 to 65535, or 0",
        ge=0,
        le=65535,
    )
    secret_key: SecretStr | None = setting(
        None,
        "Signs staff sessions and hashes what must be forgotten. Left out: one is made in the data folder.",
        f"at least {SECRET_LENGTH} characters that nobody can guess",
        secret=True,
        min_length=SECRET_LENGTH,
    )
    territory_name: Name = setting("Saint-Exemple", "Who the assistant speaks for.", "1 to 60 characters")
    timezone: ZoneInfo = setting(
        ZoneInfo("Europe/Paris"), "Time zone of the territory.", "a time zone such as Europe/Paris"
    )
    languages: kinds.Languages = setting(
        ("fr", "en", "es", "ar", "pt"),
        "Languages spoken to participants; the first one is the usual one.",
        "language codes with commas, such as fr,en",
    )
    simulator: bool = setting(
        False, "Serve the simulator, on which anyone plays a participant.", "true or false"
    )
    telegram_token: SecretStr | None = setting(
        None, "Token of the bot, from @BotFather.", "the token that @BotFather gave", secret=True
    )
    telegram_secret: kinds.TelegramSecret | None = setting(
        None,
        "Telegram shows it on each webhook call. Left out: the service asks Telegram by itself (long polling).",
        "16 to 256 letters, digits, _ or -, given together with PALABRE_TELEGRAM_TOKEN",
        secret=True,
    )
    telegram_api_url: kinds.Api = setting(
        "https://api.telegram.org",
        "Bot API server: Telegram's, your own, or one for tests.",
        API,
    )
    telegram_rate: float = setting(
        30.0,
        "Messages a second that Telegram takes from the bot; more only where Telegram has granted it.",
        "a number from 1 to 1000",
        ge=1,
        le=1000,
    )
    twilio_account_sid: Annotated[str, StringConstraints(pattern=r"^AC\w{32}$")] | None = setting(
        None, "Twilio account that carries SMS and WhatsApp.", "AC and 32 characters, as Twilio shows it"
    )
    twilio_auth_token: SecretStr | None = setting(
        None,
        "Key of the Twilio account; it also signs webhooks.",
        "the account's token, given together with PALABRE_TWILIO_ACCOUNT_SID",
        secret=True,
    )
    twilio_api_url: kinds.Api = setting("https://api.twilio.com", "Twilio's server, or one for tests.", API)
    sms_number: kinds.SmsNumber | None = setting(
        None,
        "Number that sends and receives SMS. Not a name (nobody can answer one), and in France not 06 or 07.",
        "a number such as +33939000000 or a short code; not a name, not a French mobile number",
    )
    sms_rate: float = setting(
        1.0,
        "SMS a second that the number may send: what the carrier grants it.",
        "a number from 0.1 to 1000",
        ge=0.1,
        le=1000,
    )
    sms_folding: Literal["exact", "economical"] = setting(
        "economical",
        "Send SMS with every accent (exact), or without those that make it dearer (economical).",
        "exact or economical",
    )
    whatsapp_number: kinds.Number | None = setting(
        None, "Number that sends and receives WhatsApp messages.", "a number such as +33939000000"
    )
    whatsapp_rate: float = setting(
        80.0, "WhatsApp messages a second that the number may send.", "a number from 1 to 1000", ge=1, le=1000
    )
    whatsapp_template: kinds.Templates | None = setting(
        None,
        "Approved template that carries a message more than 24 hours after a person's last one: {{1}} is the territory,"
        " {{2}} the message. Left out: such messages are refused, and recorded.",
        "a ContentSid (HX and 32 characters), or one for each language: fr=HX…,en=HX…",
    )
    rasa_url: kinds.Url | None = setting(
        None,
        "Rasa server that understands texts, such as that of `palabre nlu serve`. Left out, or when it does not"
        " answer: the embedded classifier.",
        "an address such as http://127.0.0.1:5005",
    )
    rasa_token: SecretStr | None = setting(
        None,
        "Secret that signs what Rasa is asked (its --jwt-secret). Left out: one that comes from the secret key.",
        f"at least {SECRET_LENGTH} characters that nobody can guess, given together with PALABRE_RASA_URL",
        secret=True,
        min_length=SECRET_LENGTH,
    )
    understand: bool = setting(
        True,
        "Understand free texts, by weights learnt at the first start; without, the menu reads what it can.",
        "true or false",
    )
    problem_contact: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = setting(
        "",
        "Whom residents tell of something to be mended: a number, an address. Left out: the territory's own contact.",
        "at most 80 characters",
    )
    keep_misunderstood: bool = setting(
        False,
        "Keep texts that were not understood, masked and without who wrote them, for 90 days, to learn from"
        " (`palabre nlu misunderstood`).",
        "true or false",
    )
    messages_per_minute: int = setting(
        20,
        "Messages a minute that one address may have answered. Beyond, they are stored and not answered, and their author "
        "is told once a minute; STOP and words of danger always pass.",
        "a number from 5 to 100000",
        ge=5,
        le=100_000,
    )
    writing_hours: kinds.WritingHours = setting(
        "mon-fri 08:00-20:00, sat 10:00-18:00",
        "When the service may write first, on the territory's clocks; answers leave at any time.",
        "days and hours such as mon-fri 08:00-20:00, sat 10:00-18:00",
    )
    holidays: kinds.Holidays = setting(
        "FR",
        "Public holidays, on which it does not: a country, or a part of it (FR-57 Moselle, FR-6AE Alsace, FR-974 Réunion).",
        "a country such as FR, a part of it such as FR-57, or none",
    )
    messages_per_day: int = setting(
        1,
        "Messages a day that nobody asked for and one person may get, whatever is scheduled.",
        "a number from 1 to 100",
        ge=1,
        le=100,
    )
    messages_per_week: int = setting(3, "The same of any seven days.", "a number from 1 to 700", ge=1, le=700)
    reserve: bool = setting(
        False,
        "Pre-electoral reserve (code électoral, L52-1): a broadcast waits for the approval of a second person.",
        "true or false",
    )
    sms_price: float | None = setting(
        None,
        "What one part of an SMS costs, in euros: the console tells what a sending costs. Left out: it tells parts only.",
        "a number from 0 to 10, such as 0.07",
        ge=0,
        le=10,
    )
    whatsapp_price: float | None = setting(
        None, "The same of one WhatsApp message.", "a number from 0 to 10, such as 0.05", ge=0, le=10
    )
    moderation: Literal["before", "after"] = setting(
        "after",
        "Whether staff read an idea before others may see it, or after.",
        "before or after",
    )
    log_level: kinds.LogLevel = setting("INFO", "How much the logs say.", "DEBUG, INFO, WARNING or ERROR")

    @property
    def store(self) -> str:
        """Address of the database, with the default in the data folder."""
        return self.database_url or f"sqlite:///{self.data / 'palabre.db'}"


def variable_of(field: str) -> str:
    """Return the name that a setting has in the environment."""
    return PREFIX + field.upper()


def fields() -> dict[str, FieldInfo]:
    """Return the settings in the order of the page, by field name."""
    return dict(Settings.model_fields)


def extra_of(field: FieldInfo) -> dict[str, Any]:
    """Return what `setting` noted beside the default: `expects`, `secret`."""
    extra = field.json_schema_extra
    return dict(extra) if isinstance(extra, dict) else {}
