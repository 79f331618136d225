"""Where do dialogues, sentences and words come from? From YAML files, read once, with every fault's line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogues.compiling import compile_script
from dialogues.definition import Definition, Library
from dialogues.errors import BadScript
from dialogues.inputs import Json
from dialogues.lines import Lined, read_lined
from dialogues.phrasebook import Entry, Phrasebook
from dialogues.reading.lexicon import Lexicon, load_lexicons
from dialogues.review import review

HOME = Path(__file__).parent
SCRIPTS = HOME / "scripts"
MESSAGES = HOME / "messages"

#: every language the service speaks; the first is the one that others fall back to
LANGUAGES = ("fr", "en", "es", "pt", "ar")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder of scripts gave: definitions, and the faults of those that could not be loaded."""

    definitions: Mapping[str, Definition]
    faults: tuple[BadScript, ...] = ()

    def library(self, last_good: Mapping[str, Definition] | None = None) -> Library:
        """Return the library; a script that cannot be loaded keeps its last good version."""
        return Library({**(last_good or {}), **self.definitions})


def read_file(path: Path) -> Lined:
    """Read a YAML file. Raise BadScript where it is not UTF-8, or not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadScript(
            path.name, 1, f"this is not UTF-8 (byte {error.start}): save the file as UTF-8"
        ) from error
    except OSError as error:
        raise BadScript(path.name, 1, f"this file cannot be read: {error.strerror}") from error
    return read_lined(path.name, text)


def load_phrasebook(folder: Path = MESSAGES, languages: Iterable[str] = LANGUAGES) -> Phrasebook:
    """Read messages/<language>.yml. Raise BadScript where a file is not a flat mapping of sentences."""
    spoken = tuple(languages)
    return Phrasebook({name: _entries(read_file(folder / f"{name}.yml")) for name in spoken}, spoken[0])


def _entries(messages: Lined) -> dict[str, Entry]:
    if not isinstance(messages.data, dict):
        raise messages.error((), "give a mapping: key: sentence")
    for key, entry in messages.data.items():
        if not isinstance(entry, str | dict):
            raise messages.error((key,), f"{key}: give a sentence between quotes, or its plural forms")
    return messages.data


def load_definition(
    script: Lined,
    phrasebook: Phrasebook,
    lexicons: Mapping[str, Lexicon],
    others: Collection[str] | None = None,
) -> Definition:
    """Compile and review a script that may go to the `others`. Raise BadScript at its first grave fault."""
    definition = compile_script(script, phrasebook, lexicons)
    for finding in review(script, definition, others):
        if finding.grave:
            raise BadScript(finding.file, finding.line, finding.what)
    return definition


def restore_definition(
    source: Mapping[str, Json], phrasebook: Phrasebook, lexicons: Mapping[str, Lexicon]
) -> Definition:
    """Rebuild a definition from the source it stored: the version that a session began with."""
    return compile_script(Lined(f"{source['dialogue']}.yml", source), phrasebook, lexicons, stored=True)


def _named(script: Lined, name: str) -> Lined:
    """Return the script. Raise BadScript when its dialogue is not called as its file: others go to it by that name."""
    if isinstance(script.data, dict) and script.data.get("dialogue", name) != name:
        raise script.error(("dialogue",), f"call the dialogue {name!r} as its file, or rename the file")
    return script


def load_scripts(
    phrasebook: Phrasebook, folder: Path = SCRIPTS, languages: Iterable[str] = LANGUAGES
) -> Loaded:
    """Load every script of a folder; those with faults are left out and reported."""
    lexicons = load_lexicons(languages)
    definitions: dict[str, Definition] = {}
    faults: list[BadScript] = []
    paths = sorted(folder.glob("*.yml"))
    names = [path.stem for path in paths]
    for path in paths:
        try:
            definition = load_definition(_named(read_file(path), path.stem), phrasebook, lexicons, names)
        except BadScript as fault:
            faults.append(fault)
        else:
            definitions[definition.name] = definition
    return Loaded(definitions, tuple(faults))
