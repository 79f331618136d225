"""Does the page on the console say which roles there are?"""

from __future__ import annotations

from bot.console.role import Role
from tests.convention.test_documented import rows


def test_the_table_of_roles_is_the_code() -> None:
    _, *lines = rows("docs/console.md", "Role")
    assert [line[0].strip("`") for line in lines] == list(Role)
