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
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        return False
    command.upgrade(config, revision)
    return True
