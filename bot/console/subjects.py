"""What is an act about, as people call it? A reference, a title or a name, where the journal keeps an id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.participation.pseudonym import write_pseudonym
from storage.journal import Entry
from storage.unit import Unit

#: sendings, and drafts of surveys, among which one is looked for: beyond, the id stands
LATEST = 1_000

#: first words of acts whose subject is a resident
_OF_PEOPLE = ("joined", "left", "participant", "address", "person", "linked")

Words = Mapping[str, Any]


def name_subjects(unit: Unit, entries: Sequence[Entry], words: Words, language: str) -> dict[int, str]:
    """Return what each act is about, by the act's number; what has gone keeps the name that the journal gave it."""
    ideas = {entry.subject.removeprefix("idea:") for entry in entries if _is_of_idea(entry)}
    names = _Names(unit, words, language, unit.ideas.references(ideas) if ideas else {})
    known, named = dict[tuple[str, str], str](), {}
    for entry in entries:
        key = (entry.action.partition(" ")[0], entry.subject)
        if key not in known:
            known[key] = names.of(*key)
        named[entry.id] = known[key]
    return named


def _is_of_idea(entry: Entry) -> bool:
    return "idea" in (entry.action.partition(" ")[0], entry.subject.partition(":")[0])


@dataclass(frozen=True)
class _Names:
    """What things are called, each kind read once."""

    unit: Unit
    words: Words
    language: str
    #: reference by id
    ideas: Mapping[str, str]

    def of(self, first: str, subject: str) -> str:
        """Return what an act's subject is called, by the act's first word or by the kind before its colon."""
        kind, colon, rest = subject.partition(":")
        if colon and kind in self._kinds:
            return self._kinds[kind](rest) or subject
        if first in _OF_PEOPLE and subject:
            return write_pseudonym(subject)
        if first in self._kinds and (found := self._kinds[first](subject)):
            return found
        return str(self.words["journal"]["subjects"].get(subject, subject))

    @cached_property
    def _kinds(self) -> Mapping[str, Callable[[str], str]]:
        """Return who names a thing of each kind, "" for what has gone."""
        roles = self.words["layout"]["roles"]
        return {
            "idea": lambda id: self.ideas.get(id, ""),
            "survey": lambda named: self._surveys.get(named, ""),
            "broadcast": lambda id: self._sendings.get(id, ""),
            "messages": lambda id: self._sendings.get(id, ""),
            "staff": lambda id: member.name if (member := self.unit.staff.by_id(id)) else "",
            "appeal": self._conversation,
            "canned": lambda id: found.title if (found := self.unit.canned.find(id)) else "",
            "group": lambda name: name,
            "role": lambda role: str(roles.get(role, role)),
            "settings": self._setting,
        }

    @cached_property
    def _sendings(self) -> Mapping[str, str]:
        return {one.id: one.slug for one in self.unit.broadcasts.all(LATEST)}

    @cached_property
    def _surveys(self) -> Mapping[str, str]:
        titles = {
            draft.name: self._title(draft.form["title"]) for draft in self.unit.survey_drafts.all(LATEST)
        }
        for one in self.unit.surveys.all():
            title = self._title(one.title) or one.slug
            titles |= {one.id: title, one.slug: title}
        return titles

    def _title(self, written: Mapping[str, str]) -> str:
        """Return a title in the language of who reads, else in the first that it has; "" for none."""
        return written.get(self.language) or next(iter(written.values()), "")

    def _conversation(self, id: str) -> str:
        found = self.unit.appeals.find(id)
        return write_pseudonym(found.participant_id) if found is not None else ""

    def _setting(self, place: str) -> str:
        """Return the page of settings that was changed, and what on it: "Thèmes · mobilite"."""
        section, _, id = place.partition(":")
        title = self.words["settings"]["titles"].get(section)
        return " · ".join(filter(None, (str(title or section), id)))
