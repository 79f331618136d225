"""What does every turn know of the territory? Its name, voice, lists and open consultations, per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dialogues.days import say_day
from dialogues.labels import spoken
from dialogues.phrasebook import Phrasebook
from storage.consultations import Consultation
from storage.territory import District, Theme, Voice
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Town:
    """The territory as a turn sees it, read anew when staff change something."""

    name: str
    public_url: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    phrasebook: Phrasebook
    voice: Voice = field(default_factory=Voice)
    themes: tuple[Theme, ...] = ()
    districts: tuple[District, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    #: who mends what is broken; "": whoever `voice` names
    problem_contact: str = ""
    #: what does not change with the hour, by language
    constant: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False)
    #: what is said of each consultation, by slug and language
    told: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict, compare=False)

    def known(self, language: str, now: datetime) -> dict[str, Any]:
        """Return what a dialogue may know, in one language."""
        if language not in self.constant:
            self.constant[language] = self._constant(language)
        return {**self.constant[language], "consultations": [self._told(c, language) for c in self.open(now)]}

    def open(self, now: datetime) -> list[Consultation]:
        """Return the consultations that take ideas now."""
        return [c for c in self.consultations if _is_open(c, now)]

    def consultation(self, slug: str | None) -> Consultation | None:
        """Return a consultation by its slug, open or not."""
        return next((c for c in self.consultations if c.slug == slug), None)

    def places(self) -> tuple[str, ...]:
        """Return the names of its districts, and what else they are called."""
        return tuple(name for d in self.districts for name in (d.name, *d.aliases))

    def _constant(self, language: str) -> dict[str, Any]:
        authority = self._voiced(self.voice.authority, language) or self.name
        return {
            "territory": self.name,
            "authority": authority,
            "pledge": self._voiced(self.voice.pledge, language),
            # who is new has no number yet: a name, and no sentence that ends in nothing
            "contact": self.voice.contact or authority,
            "public_url": self.public_url,
            "problem_contact": self.problem_contact,
            # in every language: a turn may change it
            "themes": [{"id": t.slug, "label": t.labels} for t in self.themes],
            "districts": [{"id": d.slug, "name": d.name, "aliases": list(d.aliases)} for d in self.districts],
            "languages": [self._named(code, language) for code in self.languages],
        }

    def _voiced(self, texts: Mapping[str, str], language: str) -> str:
        """Return what the territory says of itself, "" in a language that it did not write: no half sentence in another."""
        return (
            self._spoken(texts, language) if language == self.phrasebook.default else texts.get(language, "")
        )

    def _spoken(self, texts: Mapping[str, str] | str, language: str) -> str:
        return spoken(texts, language, self.phrasebook.default)

    def _named(self, code: str, language: str) -> dict[str, Any]:
        """Return a language as an option: by its own name, and the names others give to it."""
        key = f"language.name.{code}"
        aliases = self.phrasebook.aliases(key, language)
        return {"id": code, "label": self.phrasebook.say(key, language), "aliases": list(aliases)}

    def _told(self, consultation: Consultation, language: str) -> dict[str, Any]:
        """Return what is said of a consultation; made once, for only whether it is open changes with the hour."""
        key = (consultation.slug, language)
        if key not in self.told:
            self.told[key] = self._describe(consultation, language)
        return self.told[key]

    def _describe(self, consultation: Consultation, language: str) -> dict[str, Any]:
        closes = consultation.closes_at
        title = self._spoken(consultation.title, language)
        rules = [
            f"- {self._spoken(rule['text'], language)}" for rule in consultation.rules if rule.get("text")
        ]
        return {
            "id": consultation.slug,
            "label": consultation.title,
            "title": title,
            "description": self._spoken(consultation.description, language),
            "pledge": self._voiced(consultation.pledge, language),
            "rules": "\n".join(rules),
            "place_required": any(rule.get("kind") == "place_required" for rule in consultation.rules),
            "closes": say_day(closes.astimezone(self.timezone).date(), language) if closes else "",
        }


def _is_open(consultation: Consultation, now: datetime) -> bool:
    opens, closes = consultation.opens_at, consultation.closes_at
    begun = opens is None or opens <= now
    return consultation.state == "published" and begun and (closes is None or now < closes)


def read_town(unit: Unit, town: Town) -> Town:
    """Return the town with the voice and lists that are stored now."""
    return Town(
        town.name, town.public_url, town.timezone, town.languages, town.phrasebook, unit.territory.voice(),
        tuple(unit.territory.themes()), tuple(unit.territory.districts()), tuple(unit.consultations.all()),
        town.problem_contact,
    )  # fmt: skip
