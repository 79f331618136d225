"""Does every section of the norms that a comment names exist, where a reader of a clone finds it?"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"norms ((?:§\d+(?:, )?)+)")


def sections() -> set[str]:
    text = (ROOT / "docs" / "norms.md").read_text("utf-8")
    return set(re.findall(r"^## (\d+)\. ", text, re.MULTILINE))


def test_named_sections_of_the_norms_exist() -> None:
    known, wrong, found = sections(), [], 0
    for folder in ("bot", "dialogues", "storage", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".py", ".md", ".yml"):
                continue
            for named in NAMED.findall(path.read_text("utf-8")):
                numbers = set(re.findall(r"\d+", named))
                found += 1
                if numbers - known:
                    wrong.append((str(path.relative_to(ROOT)), named))
    assert found > 0
    assert wrong == []
