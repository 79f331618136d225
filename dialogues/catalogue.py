"""Does every language say all that is said, and nothing else? Every fault of the messages with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogues.definition import Definition
from dialogues.errors import BadScript
from dialogues.keys import keys_of
from dialogues.lines import Lined
from dialogues.loader import LANGUAGES, read_file
from dialogues.mentions import Mentions, shipped_mentions
from dialogues.questions.table import QUESTIONS
from dialogues.review import Finding
from dialogues.wordings import find_faults, places_of

#: keys that code makes for each of these, so that all must be there; checked in the first language
FAMILIES: Mapping[str, Iterable[str]] = {
    "question.{}.help": QUESTIONS,
    "language.name.{}": LANGUAGES,
}


def review_messages(
    folder: Path, definitions: Iterable[Definition], mentions: Mentions | None = None, *, unused: bool = True
) -> list[Finding]:
    """Return every fault of messages/<language>.yml against the first language, the scripts and the sources.

    `mentions` are what sources say, those of the service unless given. Not `unused`: what nothing says is
    left out, as where the definitions are not all that there are.
    """
    files: dict[str, Lined] = {}
    findings: list[Finding] = []
    for language in LANGUAGES:
        try:
            files[language] = _flat(read_file(folder / f"{language}.yml"))
        except BadScript as fault:
            findings.append(Finding(fault.file, fault.line, fault.what))
    if LANGUAGES[0] in files:
        reviewer = _Reviewer(files[LANGUAGES[0]], files, tuple(definitions), mentions or shipped_mentions())
        findings += reviewer.findings(unused)
    return sorted(set(findings))


def _flat(messages: Lined) -> Lined:
    if not isinstance(messages.data, dict):
        raise messages.error((), "give a mapping: key: sentence")
    return messages


@dataclass(frozen=True, slots=True)
class _Reviewer:
    first: Lined
    files: Mapping[str, Lined]
    definitions: tuple[Definition, ...]
    mentions: Mentions

    def findings(self, unused: bool) -> Iterator[Finding]:
        for language, messages in self.files.items():
            yield from self._entries(language, messages)
            if messages is not self.first:
                yield from self._against_first(messages)
        if unused:
            yield from self._unused()
        yield from self._unsaid()

    def _entries(self, language: str, messages: Lined) -> Iterator[Finding]:
        for key, entry in messages.data.items():
            for path, what, grave in find_faults(entry, language):
                yield Finding(messages.file, messages.line((key, *path)), f"{key}: {what}", grave)

    def _against_first(self, messages: Lined) -> Iterator[Finding]:
        """Compare one language with the first: its keys, and the {places} of each wording."""
        here, there = messages.data, self.first.data
        for key in there.keys() - here.keys():
            what = f"{key} is missing: translate it from {self.first.file}:{self.first.line((key,))}"
            yield Finding(messages.file, self._line_for(key, messages), what)
        for key in here:
            if key not in there:
                what = f"{self.first.file} has no {key}: add it there, or remove it"
                yield Finding(messages.file, messages.line((key,)), what, grave=False)
            else:
                yield from self._places(key, messages)

    def _places(self, key: str, messages: Lined) -> Iterator[Finding]:
        theirs = places_of(self.first.data[key])
        for length, ours in places_of(messages.data[key]).items():
            wanted = theirs.get(length, theirs.get("long", frozenset()))
            for place in sorted(ours ^ wanted):
                does = "stands here, but not" if place in ours else "is missing here, but stands"
                what = f"{key}: {{{place}}} {does} in {self.first.file}"
                yield Finding(messages.file, messages.line((key, length)), what)

    def _line_for(self, key: str, messages: Lined) -> int:
        """Return the line after which a key belongs: that of the key before it in the first language."""
        keys = list(self.first.data)
        before = keys[: keys.index(key)] if key in self.first.data else _akin(key, keys)
        return next((messages.line((k,)) for k in reversed(before) if k in messages.data), 1)

    def _unused(self) -> Iterator[Finding]:
        said = {key for d in self.definitions for key in _said(d)}
        for key in self.first.data:
            if key not in said and not self.mentions.say(key):
                what = f"nothing says {key}: remove it from every language"
                yield Finding(self.first.file, self.first.line((key,)), what, grave=False)

    def _unsaid(self) -> Iterator[Finding]:
        """Find the sentences that scripts, sources and families say, and the first language lacks."""
        for definition in self.definitions:
            own = definition.phrasebook
            for key in sorted(k for k in _needed(definition) if not own.has(k)):
                yield self._absent(key, f"the dialogue {definition.name!r}")
        for family, members in FAMILIES.items():
            for key in map(family.format, members):
                if key not in self.first.data:
                    yield self._absent(key, "the engine")
        stems = {key.partition(".")[0] for key in self.first.data}
        for key, (file, line) in self.mentions.like_keys():
            if key.partition(".")[0] in stems and key not in self.first.data:
                yield Finding(file, line, f"there is no sentence {key}: add it to {self.first.file}")

    def _absent(self, key: str, who: str) -> Finding:
        what = f"{key} is missing, which {who} says: add it"
        return Finding(self.first.file, self._line_for(key, self.first), what)


def _said(definition: Definition) -> set[str]:
    return {definition.title}.union(*map(keys_of, definition.steps))


def _needed(definition: Definition) -> set[str]:
    """Return the keys without which a turn would fail: other words are not, nor the title of what is no draft."""
    optional = set() if definition.draft else {definition.title}
    return {key for key in _said(definition) - optional if not key.endswith(".aliases")}


def _akin(key: str, keys: list[str]) -> list[str]:
    """Return the keys up to the last that begins as this one does."""
    stem = key.rpartition(".")[0] + "."
    last = max((i for i, k in enumerate(keys) if k.startswith(stem)), default=len(keys) - 1)
    return keys[: last + 1]
