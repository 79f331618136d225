"""Is each command's help on the page of commands, as it is?"""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from bot.cli import palabre
from tests.docs.fences import Fence, fences

#: Columns of a help text on the page.
WIDTH = 100


def commands(group: click.Group = palabre, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command that does something, and of the whole."""
    if not path:
        yield ()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def test_every_command_shows_its_help() -> None:
    assert sorted(fence.words for fence in fences("help")) == sorted(commands())


@pytest.mark.parametrize("fence", fences("help"), ids=str)
def test_the_help_is_as_it_is_given(fence: Fence, pytestconfig: pytest.Config) -> None:
    asked = CliRunner().invoke(palabre, [*fence.words, "--help"], prog_name="palabre", terminal_width=WIDTH)
    assert asked.exit_code == 0
    if pytestconfig.getoption("--update-golden"):
        fence.rewrite(asked.output)
    else:
        assert fence.body == asked.output
