"""Is a data folder that cannot be used refused in one sentence, and a language nobody speaks?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.bootstrap.ground import check_folder, make_folder
from bot.errors import SettingsError
from bot.keys import read_key
from bot.settings import Settings


def settings(data: Path) -> Settings:
    return Settings(_env_file=None, data=data)


@pytest.mark.parametrize("below", [".", "further/down"])
def test_a_file_is_no_data_folder(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.touch()
    for refuse in (check_folder, make_folder, build):
        with pytest.raises(SettingsError, match=r"PALABRE_DATA .*file is not a folder"):
            refuse(settings(file / below))


def test_a_link_to_nothing_is_no_folder(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(SettingsError, match="PALABRE_DATA"):
        make_folder(settings(link))


def test_checking_makes_nothing(tmp_path: Path) -> None:
    check_folder(settings(tmp_path / "a" / "b"))
    assert list(tmp_path.iterdir()) == []
    make_folder(settings(tmp_path / "a" / "b"))
    assert (tmp_path / "a" / "b").is_dir()


def test_a_key_that_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="PALABRE_DATA"):
        read_key(settings(tmp_path / "file"))


def test_a_language_not_spoken_is_refused(tmp_path: Path) -> None:
    strange = Settings(_env_file=None, data=tmp_path / "data", languages=("fr", "xx"))
    with pytest.raises(SettingsError, match=r"PALABRE_LANGUAGES names 'xx'.*fr,en,es,pt,ar"):
        build(strange)
    assert not (tmp_path / "data").exists()
