"""Is every expression of every lexicon one, and is none compiled before it is asked?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

import pytest

from dialogues.reading.expression import Expression
from dialogues.reading.lexicon import load_lexicons
from dialogues.reading.vocabulary import LANGUAGES


def expressions(found: object) -> Iterable[Expression]:
    """Yield the expressions in a lexicon, however deep."""
    if isinstance(found, Expression):
        yield found
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from expressions(value)
    elif is_dataclass(found):
        for field in fields(found):
            yield from expressions(getattr(found, field.name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expression_can_be_compiled(language: str) -> None:
    found = list(expressions(load_lexicons((language,))[language]))
    assert len(found) > 15
    assert all(expression.compiled.pattern == expression.pattern for expression in found)


def test_it_is_compiled_when_it_is_asked() -> None:
    expression = Expression("salut|bonjour")
    assert "compiled" not in vars(expression)
    assert expression.match("bonjour a tous") and expression.search("oh bonjour")
    assert expression.fullmatch("salut") and not expression.fullmatch("salut toi")
    assert vars(expression)["compiled"] is expression.compiled
