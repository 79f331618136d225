"""Is everything that a person can set, write or receive named in the docs?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields as fields_of
from typing import get_args

import pytest

from bot.bootstrap.channels import TELEGRAM_HOOK
from bot.channels.message import Address, Consequence
from bot.channels.simulator.render import Simulator
from bot.channels.sms.render import Sms
from bot.channels.telegram.render import Telegram
from bot.channels.twilio.webhook import MESSAGES, STATUS
from bot.channels.whatsapp.render import WhatsApp
from bot.conversation.happenings import TOLD
from bot.conversation.lookups import LOOKUPS
from bot.metrics import Metrics
from bot.participation.admissibility import RULES
from bot.settings.model import fields, variable_of
from bot.settings.page import write_page
from dialogues.acts import ACTS
from dialogues.commands import COMMANDS
from dialogues.condition import COMBINATIONS, COMPARISONS, SUBJECTS
from dialogues.content import Capabilities
from dialogues.events import Event
from dialogues.questions.table import QUESTIONS
from dialogues.reading.fold import fold
from dialogues.reading.lexicon import load_lexicons
from dialogues.source import STEP_SOURCES, AskSource, ScriptSource, StepSource
from tests.convention.tree import ROOT
from tests.docs.test_help import commands

#: Channels that carry messages to people; the simulator plays them.
CARRIED = (Sms(), Telegram(), WhatsApp())
_ADDRESS = Address("sms", "+33939000000")

#: Fields of `ask` that the page tells beside the table: its first word, and what every step has.
ELSEWHERE = frozenset(("ask", "type", *StepSource.model_fields))

#: What is documented → its names, and the page that must hold each of them between backquotes.
TABLES: dict[str, tuple[Iterable[str], str]] = {
    "settings": ([variable_of(field) for field in fields()], "docs/settings.md"),
    "events": ([event.__name__ for event in get_args(Event)], "docs/events.md"),
    "question types": (QUESTIONS, "docs/questions.md"),
    "settings of question types": (
        [field.name for kind in QUESTIONS.values() for field in fields_of(kind)],  # type: ignore[arg-type]
        "docs/questions.md",
    ),
    "commands that residents type": (COMMANDS, "docs/commands.md"),
    "happenings": (TOLD, "docs/commands.md"),
    "commands of the service": ([" ".join(("palabre", *path)) for path in commands() if path], "docs/cli.md"),
    "channels": ([channel.name for channel in (*CARRIED, Simulator)], "docs/channels.md"),
    "capabilities": ([field.name for field in fields_of(Capabilities)], "docs/channels.md"),
    "ways in": ([f"POST {path}" for path in (TELEGRAM_HOOK, MESSAGES, STATUS)], "docs/channels.md"),
    "consequences": (get_args(Consequence), "docs/channels.md"),
    "step kinds": (STEP_SOURCES, "docs/dialogues.md"),
    "fields of a script": (ScriptSource.model_fields, "docs/dialogues.md"),
    "fields of a question": (AskSource.model_fields.keys() - ELSEWHERE, "docs/dialogues.md"),
    "acts": (ACTS, "docs/dialogues.md"),
    "look-ups": (LOOKUPS, "docs/dialogues.md"),
    "comparisons": (COMPARISONS, "docs/dialogues.md"),
    "rules": (RULES, "docs/how-to/change-the-town.md"),
}


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def rows(page: str, first: str) -> list[list[str]]:
    """Return the cells of the table whose first heading is `first`."""
    table = re.search(rf"^\| {first} .*?(?=^[^|]|\Z)", read(page) + "\n", re.MULTILINE | re.DOTALL)
    assert table, f"{page} has no table {first!r}"
    lines = [line for line in table[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]


@pytest.mark.parametrize("table", TABLES)
def test_every_name_is_on_its_page(table: str) -> None:
    names, page = TABLES[table]
    text = read(page)
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_page_of_settings_is_up_to_date() -> None:
    assert read("docs/settings.md") == write_page(), "run `make docs`"


def test_every_word_of_commands_is_obeyed() -> None:
    (_, *languages), *words = rows("docs/commands.md", "Command")
    lexicons = load_lexicons(languages)
    wrong = [
        (command, language, word)
        for command, *cells in words
        for language, cell in zip(languages, cells, strict=True)
        for word in cell.split(", ")
        if lexicons[language].command(fold(word)) != (command.strip("`"), "")
    ]
    assert wrong == []


def test_every_typed_command_has_words() -> None:
    typed = [row[0].strip("`") for row in rows("docs/commands.md", "Command")[1:]]
    assert sorted(typed) == sorted(COMMANDS.keys() - set(TOLD))


def test_capabilities_are_as_written() -> None:
    (_, *names, _means), *lines = rows("docs/channels.md", "Capability")
    written = {
        (channel.strip("`"), line[0].strip("`")): cell
        for line in lines
        for channel, cell in zip(names, line[1:], strict=False)
    }
    real = {
        (channel.name, field.name): _written(getattr(channel.capabilities(_ADDRESS), field.name))
        for channel in CARRIED
        for field in fields_of(Capabilities)
    }
    assert written == real


def test_conditions_have_their_subjects() -> None:
    text = read("docs/dialogues.md")
    assert [name for name in (*SUBJECTS, *COMBINATIONS) if f"`{{{name}: " not in text] == []


def test_figures_are_explained() -> None:
    text = read("docs/operations.md")
    names = [family.name for family in Metrics().registry.collect()]
    assert [name for name in names if f"`{name}`" not in text and f"`{name}_total`" not in text] == []


def _written(value: bool | int) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
