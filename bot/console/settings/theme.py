"""What is one theme: its name in each language, and the words that speak for it?"""

from __future__ import annotations

from bot.console.settings.keywords import check_words, split_words
from bot.console.settings.section import Ask, Content, Faults, Place, Section, Typed, from_each, in_each
from bot.console.settings.slug import make_slug
from dialogues.reading.fold import fold
from storage.territory import Theme
from storage.unit import Unit


def read(unit: Unit, id: str) -> Content:
    """Return a theme, offered or not."""
    found = next((theme for theme in unit.territory.themes(retired=True) if theme.slug == id), None)
    if found is None:
        return None
    return {"labels": found.labels, "keywords": list(found.keywords), "retired": found.retired}


def fill(place: Place, content: Content) -> Typed:
    """Return the form of a theme: keywords with commas."""
    labels = in_each(content["labels"], place.desk.languages, "label")
    return labels | {"keywords": ", ".join(content["keywords"])}


def asks(place: Place) -> list[Ask]:
    """Ask for its name in each language, then for its keywords."""
    names = [
        Ask(f"label_{language}", "label", lang=language, group="names", most=60, required=rank == 0,
            said=place.words["languages"][language])
        for rank, language in enumerate(place.desk.languages)
    ]  # fmt: skip
    return [*names, Ask("keywords", "keywords", "textarea", "keywords", group="keywords", most=2_000)]


def check(place: Place, typed: Typed, content: Content) -> tuple[Content, Faults]:
    """Return the theme, its keywords each once."""
    words = split_words(typed["keywords"])
    labels = from_each(typed, place.desk.languages, "label", content["labels"])
    found = {"labels": labels, "keywords": words, "retired": content["retired"]}
    return found, check_words("keywords", words)


def clash(unit: Unit, id: str, content: Content) -> Faults:
    """Refuse a name that another theme has in the same language."""
    for theme in unit.territory.themes():
        for language, label in content["labels"].items():
            if theme.slug != id and fold(theme.labels.get(language, "")) == fold(label):
                return {f"label_{language}": "taken"}
    return {}


def name_it(unit: Unit, content: Content) -> str:
    """Return the slug of a new theme."""
    taken = [theme.slug for theme in unit.territory.themes(retired=True)]
    return make_slug(next(iter(content["labels"].values())), taken)


def write(unit: Unit, id: str, content: Content) -> None:
    """Store the theme."""
    unit.territory.save(Theme(id, content["labels"], tuple(content["keywords"]), content["retired"]))


SECTION = Section(
    "themes",
    read,
    fill,
    asks,
    check,
    write,
    back="/settings/themes",
    blank=lambda _: {"labels": {}, "keywords": [], "retired": False},
    name_it=name_it,
    clash=clash,
)
