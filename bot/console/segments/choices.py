"""Which values may a condition have, and how are they called?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale

from bot.console.desk import Desk
from bot.participation.segments.reading import PURPOSES
from storage.unit import Unit

#: (value, label)
Options = Sequence[tuple[str, str]]

#: Latest broadcasts that a condition offers.
RECENT = 60


@dataclass(frozen=True, slots=True)
class Choices:
    """What conditions may name in this town, in the words of who asks."""

    options: Mapping[str, Options]
    #: of who asks
    language: str = "fr"

    def label(self, subject: str, value: str) -> str:
        """Return how a value is called; itself when it is there no more."""
        return dict(self.options.get(subject, ())).get(value, value)

    def of(self, subject: str, chosen: Sequence[str]) -> Options:
        """Return what a condition offers, what it names and is gone too."""
        known = list(self.options.get(subject, ()))
        there = {value for value, _ in known}
        return [*known, *((value, value) for value in chosen if value not in there)]

    def knows(self, subject: str, value: str) -> bool:
        """Tell whether a value is there."""
        return value in dict(self.options.get(subject, ()))


def find_choices(unit: Unit, desk: Desk, words: Mapping[str, Any], language: str) -> Choices:
    """Read what there is in the town."""
    town, known = desk.room().town, desk.sending.known(unit, desk.now())
    names = Locale.parse(language).languages

    def said(texts: Mapping[str, str] | str) -> str:
        return texts if isinstance(texts, str) else texts.get(language) or next(iter(texts.values()), "")

    surveys = {survey.slug: said(survey.title) for survey in unit.surveys.all()}
    group = _grouped(words)
    return Choices(
        {
            "channel": group("channels", desk.sending.channels),
            "language": [(code, str(names.get(code, code))) for code in desk.room().languages],
            "district": [(district.slug, district.name) for district in town.districts],
            "consent": group("purposes", PURPOSES),
            "consultation": [(one.slug, said(one.title)) for one in town.consultations],
            "theme": [(theme.slug, said(theme.labels)) for theme in town.themes],
            "answered": [(slug, title) for slug, title in surveys.items() if slug in known.names["answered"]],
            "received": [(slug, slug) for slug in unit.broadcasts.slugs(RECENT)],
            "group": [(name, name) for name in sorted(known.names["group"])],
        },
        language,
    )


def _grouped(words: Mapping[str, Any]) -> Callable[[str, Any], Options]:
    def group(key: str, values: Any) -> Options:
        return [(value, str(words[key].get(value, value))) for value in values]

    return group
