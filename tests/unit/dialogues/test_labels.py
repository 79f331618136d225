"""Is a territory's text had in the language asked for, or in the next best?"""

from __future__ import annotations

import pytest

from dialogues.labels import spoken


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
