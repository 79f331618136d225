"""Does every form of the console come through one door, which keeps out the signs that nobody sees?"""

from __future__ import annotations

from pathlib import Path

import bot.console
from bot.console.role import Role
from tests.unit.console.office import Office
from tests.unit.console.surveys.pages import Editor

#: the door itself, and the gate, which reads the token before it
DOORS = {"form.py", "gate.py"}

#: "Le bus" and its end turned round
TURNED = "Le bus \u202etiun ed\u202c \u2067x\u2069"


def test_nobody_reads_a_form_past_the_door() -> None:
    folder = Path(bot.console.__file__).parent
    reading = {path.name for path in folder.rglob("*.py") if "request.post()" in path.read_text("utf-8")}
    assert reading == DOORS


async def test_no_title_turns_round(office: Office) -> None:
    editor = Editor(office, await office.as_(Role.EDITOR))
    name = await editor.begin(TURNED, pasted=f"{TURNED} ?\n- {TURNED}\n- Non")
    for path in ("", "/frame", "/translations?language=en"):
        page = await editor.see(f"/surveys/{name}{path}")
        assert "tiun ed" in page and not [sign for sign in page if "\u202a" <= sign <= "\u202e"]
