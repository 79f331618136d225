"""Do committed files keep quiet about the machine they were written on?"""

from __future__ import annotations

import re

from tests.convention.tree import name_of, text_files

#: Written in parts, so that this file does not match itself.
PRIVATE = re.compile(
    r"|".join(
        (
            "/wo" + "rk/",
            "/ro" + "ot/",
            "/tmp/" + "brief",
            "/Us" + "ers/",
            "py" + r"pi\.org",
            "pythonhos" + r"ted\.org",
            "registry" + r"\.(npmjs|yarnpkg)",
            r"\s--(extra-)?ind" + "ex-url",
            r"\s--find-" + "links",
        )
    )
)
#: Files written by others, kept as they came.
FOREIGN = frozenset(("tests/browser/axe.min.js",))


def test_no_file_names_a_machine_or_an_index() -> None:
    found = {
        f"{name_of(path)}:{number}": line.strip()[:80]
        for path in text_files()
        if name_of(path) not in FOREIGN
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PRIVATE.search(line)
    }
    assert found == {}
