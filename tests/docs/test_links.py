"""Do the links between pages lead somewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.convention.tree import ROOT, name_of
from tests.docs.fences import pages

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
#: what stands in a fence is no link
CODE = re.compile(r"```.*?```", re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links(page: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield where each link of a page leads: a file, and a heading of it."""
    for target, heading in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        yield (page.parent / target).resolve() if target else page, heading or None


def anchors(page: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    every = [*pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    lost = [
        f"{name_of(page)} → {target.name}#{heading or ''}"
        for page in every
        for target, heading in links(page)
        if not target.exists() or (heading and heading not in anchors(target))
    ]
    assert lost == []


def test_every_page_is_linked_to() -> None:
    reached = {target for page in pages() for target, _ in links(page)}
    assert [name_of(page) for page in pages()[1:] if page not in reached and page.parent.name != "adr"] == []
