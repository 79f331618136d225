"""Is Arabic counted, and laid out, as Arabic is?"""

from __future__ import annotations

import re

import pytest

from dialogues.phrasebook import plural_form
from dialogues.wordings import wordings
from tests.unit.dialogues.scenes import phrasebook


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 11, 99, 100, 102])
def test_arabic_counts_in_its_six_forms(n: int) -> None:
    form = plural_form("ar")(n)
    entry = phrasebook().entries["ar"]["idea.similar"]
    assert not isinstance(entry, str)
    assert phrasebook().say("idea.similar", "ar", n=n) == entry[form].replace("{n}", str(n))


def test_arabic_has_no_brackets() -> None:
    texts = [text for entry in phrasebook().entries["ar"].values() for _, text in wordings(entry)]
    assert [text for text in texts if re.search(r"[()\[\]]", re.sub(r"\{[^}]*\}", "", text))] == []


def test_arabic_sentences_begin_in_arabic() -> None:
    """A line whose first letter is Latin is laid out from the left by most phones."""
    latin = {
        key
        for key, entry in phrasebook().entries["ar"].items()
        for _, text in wordings(entry)
        for line in text.split("\n")
        if not key.endswith(".aliases") and not key.startswith("language.name.")
        if re.match(r"[^\w{]*[A-Za-z]", line)
    }
    assert latin == set()
