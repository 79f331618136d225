"""Does SQLite prepare each statement of the service once, and not at every execution?

It looks at a parameter before it plans, where the parameter is compared with a column of a partial index's condition
(exprCompareVariable in its source): such a statement is prepared anew each time. `storage.models.base.spelt` is the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from storage.models.base import Base
from tests.journey.reading import read_once
from tests.year.living import Life

#: Enough for every statement of a week with a sending, answers, a letter and departures.
WEEKS, RESIDENTS = 1, 40

#: Statements that a week executes at least: with fewer, it does not live.
LEAST = 60

_WORDS = re.compile(r"[a-z_]+")


def conditions() -> Iterator[re.Pattern[str]]:
    """Yield what a column of a partial index looks like beside a parameter."""
    for table in Base.metadata.sorted_tables:
        wheres = [str(index.dialect_options["sqlite"]["where"]) for index in table.indexes]
        # a column that only must (not) be NULL is compared with nothing
        words = {word for where in wheres if "NULL" not in where for word in _WORDS.findall(where)}
        for column in sorted(words & set(table.columns.keys())):
            yield re.compile(rf"\b{table.name}\.{column} (?:=|!=|IN) \(?\?")


@contextmanager
def executed() -> Iterator[set[str]]:
    """Give the SQL that any engine executes meanwhile."""
    found: set[str] = set()

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.add(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_no_statement_is_prepared_anew(sqlite_url: str, tmp_path: Path) -> None:
    with executed() as statements, read_once():
        life = Life(sqlite_url, tmp_path / "data", RESIDENTS, WEEKS, asked=RESIDENTS // 2)
        await life.live()
        await life.town.close()
    assert len(statements) > LEAST
    patterns = list(conditions())
    assert patterns
    for one in statements:
        for pattern in patterns:
            assert pattern.search(one.partition("WHERE")[2]) is None, one
