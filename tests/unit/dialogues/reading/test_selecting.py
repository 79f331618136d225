"""Is what is left out told from what is chosen, in each language?"""

from __future__ import annotations

import pytest

from tests.unit.dialogues.scenes import lexicons


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("tous les jours sauf dimanche", "fr", ("tous les jours", "dimanche")),
        ("oui mais pas le soir", "fr", ("oui", "le soir")),
        ("all except sunday", "en", ("all", "sunday")),
        ("oui", "fr", ("oui", "")),
        ("sauf", "fr", ("", "")),
    ],
)
def test_what_is_left_out_stands_apart(text: str, language: str, parts: tuple[str, str]) -> None:
    assert lexicons()[language].selecting.parted(text) == parts
