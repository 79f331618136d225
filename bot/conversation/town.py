"""What does every turn know of the territory? Its name, pledge, lists and open consultations, per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from storage.consultations import Consultation
from storage.territory import District, Theme
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Town:
    """The territory as a turn sees it, read anew when staff change something."""

    name: str
    #: in whose name the assistant speaks, and what they promise, by language
    authority: Mapping[str, str]
    pledge: Mapping[str, str]
    #: how to reach a person
    contact: str
    public_url: str
    timezone: ZoneInfo
    themes: tuple[Theme, ...] = ()
    districts: tuple[District, ...] = ()
    consultations: tuple[Consultation, ...] = ()

    def known(self, language: str, now: datetime) -> dict[str, Any]:
        """Return what a dialogue may know, in one language."""
        return {
            "territory": self.name,
            "authority": spoken(self.authority, language),
            "pledge": spoken(self.pledge, language),
            "contact": self.contact,
            "public_url": self.public_url,
            "themes": [{"id": t.slug, "label": spoken(t.labels, language)} for t in self.themes],
            "districts": [{"id": d.slug, "name": d.name, "aliases": list(d.aliases)} for d in self.districts],
            "consultations": [self._told(c, language) for c in self.open(now)],
        }

    def open(self, now: datetime) -> list[Consultation]:
        """Return the consultations that take ideas now."""
        return [c for c in self.consultations if _is_open(c, now)]

    def consultation(self, slug: str | None) -> Consultation | None:
        """Return a consultation by its slug, open or not."""
        return next((c for c in self.consultations if c.slug == slug), None)

    def _told(self, consultation: Consultation, language: str) -> dict[str, Any]:
        closes = consultation.closes_at
        title = spoken(consultation.title, language)
        rules = [f"- {spoken(rule['text'], language)}" for rule in consultation.rules if rule.get("text")]
        return {
            "id": consultation.slug,
            "label": title,
            "title": title,
            "description": spoken(consultation.description, language),
            "pledge": spoken(consultation.pledge, language),
            "rules": "\n".join(rules),
            "closes": format_date(closes.astimezone(self.timezone), "d MMMM y", language) if closes else "",
        }


def read_town(unit: Unit, town: Town) -> Town:
    """Return the town with the lists that are stored now."""
    return Town(
        town.name, town.authority, town.pledge, town.contact, town.public_url, town.timezone,
        tuple(unit.territory.themes()), tuple(unit.territory.districts()), tuple(unit.consultations.all()),
    )  # fmt: skip


def _is_open(consultation: Consultation, now: datetime) -> bool:
    opens, closes = consultation.opens_at, consultation.closes_at
    begun = opens is None or opens <= now
    return consultation.state == "published" and begun and (closes is None or now < closes)


def spoken(texts: Mapping[str, str] | str, language: str) -> str:
    """Return a text of the territory in a language, or in the first that it has."""
    if isinstance(texts, str):
        return texts
    return texts.get(language) or texts.get("fr") or next(iter(texts.values()), "")
