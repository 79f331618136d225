"""Is everything that a person can set, write or receive named in the docs?"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.settings.model import fields, variable_of
from bot.settings.page import write_page
from tests.convention.tree import ROOT

#: What is documented → its names, and the page that must hold each of them between backquotes.
TABLES: dict[str, tuple[Iterable[str], str]] = {
    "settings": ([variable_of(field) for field in fields()], "docs/settings.md"),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_name_is_on_its_page(table: str) -> None:
    names, page = TABLES[table]
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_page_of_settings_is_up_to_date() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == write_page(), "run `make docs`"
