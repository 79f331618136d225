"""How are a consultation's rules of admissibility shown as boxes and numbers, and read back?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.console.settings.section import YES, Ask, Faults, Place, Typed
from bot.participation.admissibility import Rule

#: parts of an idea that may be too short or too long
PARTS = ("solution", "problem", "benefit", "title")
#: rules on the length of a part, and how their fields begin
LENGTHS = {"minimum_length": "least", "maximum_length": "most"}
#: rules that hold or do not
SIMPLE = ("one_each", "place_required")
#: characters that an answer may have at most (SMS of some twelve parts)
LONGEST = 2_000


def fill_rules(place: Place, rules: Sequence[Rule]) -> dict[str, str]:
    """Return the fields of rules."""
    kinds = {rule.get("kind") for rule in rules}
    shown = {kind: YES if kind in kinds else "" for kind in SIMPLE}
    for kind, name in LENGTHS.items():
        held = {rule["part"]: str(rule["characters"]) for rule in rules if rule.get("kind") == kind}
        shown |= {f"{name}_{part}": held.get(part, "") for part in PARTS}
    themes = next((rule["themes"] for rule in rules if rule.get("kind") == "themes"), ())
    return shown | {f"theme_{slug}": YES if slug in themes else "" for slug, _ in _themes(place)}


def ask_rules(place: Place) -> list[Ask]:
    """Return what is asked of rules."""
    found = [Ask(kind, kind, "tick", kind, group="rules") for kind in SIMPLE]
    found += [
        Ask(f"theme_{slug}", "theme", "tick", group="rule_themes", said=label)
        for slug, label in _themes(place)
    ]
    for name in LENGTHS.values():
        found += [Ask(f"{name}_{part}", part, "number", group=name, most=5) for part in PARTS]
    return found


def check_rules(place: Place, typed: Typed, before: Sequence[Rule]) -> tuple[list[Rule], Faults]:
    """Return the rules of a form, and what is wrong with it; kinds that no form shows stay as they were."""
    faults = {name: "number" for name in _lengths() if not _is_number(typed[name])}
    if faults:
        return list(before), faults
    for part in PARTS:
        least, most = typed[f"least_{part}"], typed[f"most_{part}"]
        if least and most and int(least) > int(most):
            faults[f"most_{part}"] = "crossed"
    wanted = list(_wanted(place, typed))
    shown = {*SIMPLE, *LENGTHS, "themes"}
    others = [rule for rule in before if rule.get("kind") not in shown]
    return [*(_told(place, rule, before) for rule in wanted), *others], faults


def _wanted(place: Place, typed: Typed) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = [{"kind": kind} for kind in SIMPLE if typed[kind]]
    for kind, name in LENGTHS.items():
        given = [(part, typed[f"{name}_{part}"]) for part in PARTS]
        rules += [{"kind": kind, "part": part, "characters": int(text)} for part, text in given if text]
    themes = [slug for slug, _ in _themes(place) if typed[f"theme_{slug}"]]
    return [*rules, {"kind": "themes", "themes": themes}] if themes else rules


def _told(place: Place, rule: dict[str, Any], before: Sequence[Rule]) -> Rule:
    """Return a rule with what is announced of it: as it was written where it is the same rule."""
    for known in before:
        if {name: value for name, value in known.items() if name != "text"} == rule and known.get("text"):
            return known
    room = place.desk.room()
    labels = {theme.slug: theme.labels for theme in room.town.themes}
    texts = {}
    for language in place.desk.languages:
        params = {"n": rule.get("characters", ""), "part": "", "themes": ""}
        if "part" in rule:
            params["part"] = room.say(f"idea.recap.{rule['part']}", language).lower()
        if "themes" in rule:
            names = [labels[slug].get(language) or labels[slug].get("fr", slug) for slug in rule["themes"]]
            params["themes"] = ", ".join(names)
        texts[language] = room.say(f"rule.told.{rule['kind']}", language, **params)
    return {**rule, "text": texts}


def _themes(place: Place) -> list[tuple[str, str]]:
    themes = place.desk.room().town.themes
    return [(t.slug, t.labels.get(place.language) or next(iter(t.labels.values()), t.slug)) for t in themes]


def _lengths() -> list[str]:
    return [f"{name}_{part}" for name in LENGTHS.values() for part in PARTS]


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST)
