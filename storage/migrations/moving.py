"""How does Alembic move the schema, without a configuration file? Read when there is something to move."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def move(connection: Connection, revision: str) -> bool:
    """Bring the schema to `revision`; False, and nothing is done, when it is a later release's."""
    script = _script()
    if not _is_known(connection, script):
        return False
    config = Config(attributes={"connection": connection})
    # what `alembic.command.upgrade` does, but for reading every revision's file anew at each of them
    steps = partial(_steps, script, revision)
    with EnvironmentContext(config, script, fn=steps, destination_rev=revision):
        script.run_env()
    return True


def following(connection: Connection, revision: str) -> str | None:
    """Return the first revision on the way there; None at the end of it, and in a later release's schema."""
    script = _script()
    if not _is_known(connection, script):
        return None
    heads = MigrationContext.configure(connection).get_current_heads()
    way = [step.revision for step in script.iterate_revisions(revision, heads or "base")]
    return way[-1] if way else None


@cache
def _script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return ScriptDirectory.from_config(config)


def _steps(script: ScriptDirectory, to: str, here: Any, _context: MigrationContext) -> list[Any]:
    return script._upgrade_revs(to, here)


def _is_known(connection: Connection, script: ScriptDirectory) -> bool:
    known = {step.revision for step in script.walk_revisions()}
    return known.issuperset(MigrationContext.configure(connection).get_current_heads())
