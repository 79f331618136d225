"""Which examples does a page hold, and what is each for?

The words after a fence's language say it; pages show them to nobody:

    yaml script            a script that loads without a fault
    yaml refused           a script that does not; the next `text said` is why
    yaml messages fr       sentences that the page's scripts and Python may say
    python run             runs, after the page's earlier ones
    text played D STYLE    the dialogue D talked with on STYLE: R what is written, B what comes back
    text chat ARGUMENTS    what `palabre chat ARGUMENTS` says to the lines after "> "
    text help COMMAND      what `palabre COMMAND --help` says
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from tests.convention.tree import ROOT, name_of, our_files

FENCE = re.compile(
    r"^(?P<margin> *)```(?P<language>\w+) (?P<use>[^\n`]+)\n(?P<body>.*?)^(?P=margin)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Fence:
    """One example of a page."""

    page: Path
    #: which one of the page, from 0
    place: int
    line: int
    #: "script", "messages", "run"…
    use: str
    words: tuple[str, ...]
    body: str
    margin: str

    def __str__(self) -> str:
        return f"{name_of(self.page)}:{self.line}"

    def rewrite(self, body: str) -> None:
        """Put another body in the page."""
        text = self.page.read_text(encoding="utf-8")
        found = list(FENCE.finditer(text))[self.place]
        changed = text[: found.start("body")] + indent(body, self.margin) + text[found.end("body") :]
        self.page.write_text(changed, encoding="utf-8")


def pages() -> list[Path]:
    """Return every page: those of docs, and the README."""
    return [ROOT / "README.md", *(path for path in our_files(ROOT / "docs") if path.suffix == ".md")]


def fences(*uses: str) -> list[Fence]:
    """Return the examples of these uses, page by page."""
    return [fence for page in pages() for fence in read_fences(page) if fence.use in uses]


def read_fences(page: Path) -> Iterator[Fence]:
    """Yield the examples of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for place, found in enumerate(FENCE.finditer(text)):
        use, *words = found["use"].split()
        line = text.count("\n", 0, found.start()) + 1
        yield Fence(page, place, line, use, tuple(words), dedent(found["body"]), found["margin"])
