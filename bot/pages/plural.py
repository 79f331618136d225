"""Which form of a sentence suits a number? "1 personne", "2 personnes", by the rules of each language (CLDR)."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal

from dialogues.inputs import Json
from dialogues.phrasebook import plural_form


def say_count(forms: Json, n: float | str, language: str, /, **more: object) -> str:
    """Return a sentence in the form that suits `n`, which stands in its {count}; one form suits every number.

    `n` may be a number as it was typed; what is none stands as it is.
    """
    number = float(n) if isinstance(n, str) and n.isascii() and n.isdecimal() else n
    shown = n if isinstance(number, str) else format_decimal(number, locale=language)
    said = forms
    if isinstance(forms, Mapping):
        form = "other" if isinstance(number, str) else str(plural_form(language)(number))
        said = forms.get(form) or forms["other"]
    return str(said).format(count=shown, **more)
