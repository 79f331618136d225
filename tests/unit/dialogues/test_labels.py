"""Is a territory's text had in the language asked for, or in the next best?"""

from __future__ import annotations

import pytest

from dialogues.labels import spoken
from tests.golden.stage import Stage


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ("Mobilité", "Mobilité"),
        ({"fr": "Mobilité", "en": "Mobility", "es": "Movilidad"}, "Movilidad"),
        ({"fr": "Mobilité", "en": "Mobility"}, "Mobility"),
        ({"fr": "Mobilité", "es": ""}, "Mobilité"),
        ({"ar": "التنقل"}, "التنقل"),
        ({}, ""),
    ],
)
def test_the_language_asked_for_then_the_usual_one(texts: str | dict[str, str], said: str) -> None:
    assert spoken(texts, "es", usual="en") == said


def test_a_list_follows_the_language_at_once() -> None:
    themes = [{"id": "nature", "label": {"fr": "Nature en ville", "en": "Nature in town"}}]
    stage = Stage("telegram", known={"themes": themes, "suggested_theme": None})
    for text in ("une idée", "des bancs devant la poste", "les vieux restent debout", "ils iront au marché"):
        said = stage.write(text)
    assert "[Nature en ville]" in said[-1]
    assert "[Nature in town]" in "\n".join(stage.write("langue anglais"))
