"""How does everything that is stored move to another store: all of it, or nothing?

One transaction on each end. Every table is carried in the order of its foreign keys, counted and digested as it leaves;
then the target is read again, and kept only when it says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Table
from sqlalchemy.util import greenlet_spawn

from storage import migrations
from storage.copying.end import Side, check_revision, hold, make_room, open_end
from storage.copying.numbering import carry_numbers
from storage.copying.rows import carry, digest
from storage.database import is_there, parse_url
from storage.errors import BadDatabaseUrl, CannotCopy, told_apart
from storage.models import metadata


@dataclass(frozen=True, slots=True)
class Copied:
    """One table that both ends hold alike."""

    table: str
    rows: int
    #: sum of the rows' hashes, the same whatever their order
    digest: str


async def copy(source: str, target: str, tell: Callable[[Copied], None]) -> Sequence[Copied]:
    """Copy every row, telling each table once both ends hold it alike; the target must be empty.

    The target's schema is moved to this release first. Raise CannotCopy when something runs on an end, the target holds
    rows, the source's schema is another release's, or the ends differ after all; Unavailable when one goes away.
    """
    begin, end = _parse(source, "source"), _parse(target, "target")
    if begin == end:
        raise CannotCopy("both addresses are the same store")
    with told_apart():
        async with open_end(begin, "source") as left:
            # a source that is refused leaves the target as it was
            await greenlet_spawn(_take, left, "source")
            is_new = not is_there(end)
            await migrations.upgrade(target)
            async with open_end(end, "target", is_new=is_new) as right:
                return await greenlet_spawn(_copy, left, right, tell)


def _copy(source: Connection, target: Connection, tell: Callable[[Copied], None]) -> list[Copied]:
    _take(target, "target")
    make_room(target)
    copied = [_copy_table(source, target, table) for table in metadata.sorted_tables]
    for one in copied:
        _compare(target, one)
        tell(one)
    return copied


def _parse(url: str, side: Side) -> URL:
    try:
        return parse_url(url)
    except BadDatabaseUrl:
        raise CannotCopy(
            f"the {side} is no address of a store: sqlite:///file.db or postgresql://…"
        ) from None


def _take(connection: Connection, side: Side) -> None:
    check_revision(connection, side)
    hold(connection, side)


def _copy_table(source: Connection, target: Connection, table: Table) -> Copied:
    seen = carry(source, target, table)
    carry_numbers(source, target, table)
    return Copied(table.name, seen.rows, seen.hexadecimal)


def _compare(target: Connection, copied: Copied) -> None:
    found = digest(target, metadata.tables[copied.table])
    if (found.rows, found.hexadecimal) != (copied.rows, copied.digest):
        raise CannotCopy(
            f"{copied.table} differs after copying: {copied.rows} rows left, {found.rows} arrived"
        )
