"""Where do the settings come from, and what is said when one is wrong?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings.file import ENCODING, Line, read_lines
from bot.settings.model import PREFIX, Settings, extra_of, fields, variable_of

#: Settings that are useless alone: the second must come with the first.
TOGETHER = (
    ("telegram_secret", "telegram_token"),
    ("telegram_secret", "public_url"),
    ("twilio_account_sid", "twilio_auth_token"),
    ("twilio_auth_token", "twilio_account_sid"),
    ("twilio_account_sid", "public_url"),
    ("sms_number", "twilio_account_sid"),
    ("whatsapp_number", "twilio_account_sid"),
    ("rasa_token", "rasa_url"),
)
#: Names that checks and tests use; the service does not read them.
FOR_TESTS = (f"{PREFIX}CI", f"{PREFIX}TEST_")


def read_settings(
    env_file: Path | None = Path(".env"), *, report: Callable[[str], None] | None = None
) -> Settings:
    """Read the environment, then `env_file`. Raise SettingsError for the first bad value.

    Names that no setting has are told to `report` (default: standard error), with the nearest name.
    """
    lines = read_lines(env_file)
    names = [*lines, *(name.upper() for name in os.environ)]
    for sentence in (*_repeated(lines, env_file), *review_names(names)):
        (report or _tell)(sentence)
    try:
        settings = Settings(_env_file=env_file, _env_file_encoding=ENCODING)
    except ValidationError as error:
        raise _explain(error, lines, env_file) from None
    _check_together(settings)
    return settings


def review_names(names: Iterable[str]) -> list[str]:
    """Return one sentence for each name that looks like a setting and is none."""
    known = [variable_of(field) for field in fields()]
    unknown = sorted(
        n for n in {*names} if n.startswith(PREFIX) and n not in known and not n.startswith(FOR_TESTS)
    )
    return [_doubt(name, known) for name in unknown]


def _repeated(lines: Mapping[str, Line], file: Path | None) -> list[str]:
    """Return one sentence for each setting that a file sets twice: the first one is read by nobody."""
    again = [(name, line) for name, line in lines.items() if line.again and name.startswith(PREFIX)]
    return [f"{name} is set more than once in {file}: line {line.number} holds" for name, line in again]


def _doubt(name: str, known: list[str]) -> str:
    # what all names begin with would make any two alike
    ends = [one.removeprefix(PREFIX) for one in known]
    near = get_close_matches(name.removeprefix(PREFIX), ends, n=1, cutoff=0.6)
    hint = f"did you mean {PREFIX}{near[0]}?" if near else "docs/settings.md lists them all."
    return f"{name} is not a setting and is not read: {hint}"


def _explain(error: ValidationError, lines: Mapping[str, Line], file: Path | None) -> SettingsError:
    field = str(error.errors()[0]["loc"][0])
    extra = extra_of(fields()[field])
    variable = variable_of(field)
    value, remedy = _found(variable, lines, file)
    shown = "" if extra["secret"] else f", not {value!r}"
    return SettingsError(variable, f"must be {extra['expects']}{shown}", remedy)


def _found(variable: str, lines: Mapping[str, Line], file: Path | None) -> tuple[str, str]:
    """Return the value that was read, and where to mend it; the environment wins over the file."""
    for name, value in os.environ.items():
        if name.upper() == variable and value:
            return value, "mend it in the environment"
    line = lines[variable]
    return line.value, f"mend it in {file}, line {line.number}"


def _check_together(settings: Settings) -> None:
    for first, second in TOGETHER:
        if getattr(settings, first) is not None and getattr(settings, second) is None:
            raise SettingsError(
                variable_of(second), f"is missing: {variable_of(first)} does not work without it"
            )


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
