"""How does Alembic move the schema, without a configuration file? Read when there is something to move."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def move(connection: Connection, revision: str) -> bool:
    """Bring the schema to `revision`; False, and nothing is done, when it is a later release's."""
    config, script = _open(connection)
    if not _is_known(connection, script):
        return False
    command.upgrade(config, revision)
    return True


def following(connection: Connection, revision: str) -> str | None:
    """Return the first revision on the way there; None at the end of it, and in a later release's schema."""
    _, script = _open(connection)
    if not _is_known(connection, script):
        return None
    heads = MigrationContext.configure(connection).get_current_heads()
    way = [step.revision for step in script.iterate_revisions(revision, heads or "base")]
    return way[-1] if way else None


def _open(connection: Connection) -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config, ScriptDirectory.from_config(config)


def _is_known(connection: Connection, script: ScriptDirectory) -> bool:
    known = {step.revision for step in script.walk_revisions()}
    return known.issuperset(MigrationContext.configure(connection).get_current_heads())
