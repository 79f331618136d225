"""An editor and the demo town's console."""

from __future__ import annotations

import pytest

from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.surveys.pages import Editor


@pytest.fixture
async def editor(office: Office) -> Editor:
    """Give an editor who is signed in."""
    return Editor(office, await office.as_(Role.EDITOR))
