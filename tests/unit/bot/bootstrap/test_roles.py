"""Where may the work be shared between processes?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap.roles import SERVE, WEB, WORK, Role
from bot.errors import PalabreError
from bot.settings import Settings


def settings(url: str | None, folder: Path) -> Settings:
    return Settings(_env_file=None, data=folder, database_url=url, work_port=9000)


@pytest.mark.parametrize("role", [WEB, WORK])
def test_sqlite_serves_one_process_only(role: Role, tmp_path: Path) -> None:
    with pytest.raises(PalabreError, match=rf"^palabre {role.name} .* palabre serve.*PALABRE_DATABASE_URL"):
        role.check(settings(None, tmp_path))


@pytest.mark.parametrize("role", [SERVE, WEB, WORK])
def test_postgresql_serves_any_number(role: Role, tmp_path: Path) -> None:
    role.check(settings("postgresql://me@host/town", tmp_path))


def test_one_process_on_sqlite_is_well(tmp_path: Path) -> None:
    SERVE.check(settings(None, tmp_path))


def test_work_has_a_port_of_its_own(tmp_path: Path) -> None:
    given = settings(None, tmp_path)
    assert [role.port(given) for role in (SERVE, WEB, WORK)] == [8080, 8080, 9000]
    assert [role.port_setting for role in (WEB, WORK)] == ["PALABRE_PORT", "PALABRE_WORK_PORT"]
