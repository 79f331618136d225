"""Which dialogues run? Those that are shipped, those that sessions began with, and the last good version of each."""

from __future__ import annotations

from datetime import datetime

import structlog

from dialogues.definition import Definition, Library
from dialogues.errors import DialogueError
from dialogues.inputs import Json
from dialogues.loader import Loaded, restore_definition
from dialogues.phrasebook import Phrasebook
from dialogues.reading.lexicon import load_lexicons
from storage.unit import Unit

log = structlog.get_logger()


def publish(unit: Unit, loaded: Loaded, phrasebook: Phrasebook, now: datetime) -> Library:
    """Store what is new of the loaded dialogues; return the library that the service runs on.

    A script that could not be loaded keeps the version that was published last; sessions finish on theirs.
    """
    for definition in loaded.definitions.values():
        unit.definitions.publish(definition.name, definition.version, definition.source, now)
    stored = [_restore(name, source, phrasebook) for name, source in unit.definitions.needed()]
    versions = {(d.name, d.version): d for d in stored if d is not None}
    latest = {**_last_good(unit, loaded, phrasebook), **loaded.definitions}
    return Library(latest, versions)


def _last_good(unit: Unit, loaded: Loaded, phrasebook: Phrasebook) -> dict[str, Definition]:
    """Return the last published version of dialogues whose script cannot be loaded now."""
    found = {}
    for fault in loaded.faults:
        name = fault.file.removesuffix(".yml")
        last = unit.definitions.latest(name)
        restored = _restore(name, last.source, phrasebook) if last else None
        log.error("script refused", dialogue=name, version=restored.version if restored else None)
        if restored is not None:
            found[name] = restored
    return found


def _restore(name: str, source: Json, phrasebook: Phrasebook) -> Definition | None:
    """Rebuild a stored version; one that this release cannot read any more is left out, and told."""
    try:
        return restore_definition(source, phrasebook, load_lexicons(phrasebook.entries))
    except (DialogueError, KeyError, TypeError):
        log.exception("version unreadable", dialogue=name)
        return None
