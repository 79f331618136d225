"""Can a service stand on these settings: a folder for its data, languages that it speaks?"""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import Settings
from dialogues.loader import LANGUAGES

DATA = "PALABRE_DATA"
SPOKEN = "PALABRE_LANGUAGES"


def check_languages(settings: Settings) -> None:
    """Raise SettingsError for a language that has no sentences."""
    if strange := [language for language in settings.languages if language not in LANGUAGES]:
        what = f"names {strange[0]!r}, which the service does not speak"
        raise SettingsError(SPOKEN, what, f"use some of {','.join(LANGUAGES)}")


def check_folder(settings: Settings) -> None:
    """Raise SettingsError for a data folder that cannot be used; makes nothing."""
    folder = settings.data
    there = next((path for path in (folder, *folder.absolute().parents) if os.path.lexists(path)), folder)
    if not there.is_dir():
        raise _unusable(folder, f"{there} is not a folder")
    # with a database elsewhere and a key that is set, nothing need be written here
    if (settings.database_url is None or settings.secret_key is None) and not os.access(
        there, os.W_OK | os.X_OK
    ):
        raise _unusable(folder, f"nothing may be written in {there}")


def make_folder(settings: Settings) -> None:
    """Make the data folder where it is not there. Raise SettingsError when it cannot be used."""
    check_folder(settings)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(settings.data, error.strerror or "it cannot be made") from error


def _unusable(folder: Path, why: str) -> SettingsError:
    return SettingsError(DATA, f"is {str(folder)!r}, which cannot hold data ({why})", "name another folder")
