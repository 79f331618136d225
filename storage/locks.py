"""Which locks of a whole PostgreSQL database are there? Two that shared a key would keep each other out for ever."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    """Keys of advisory locks; PostgreSQL keeps them apart for each database."""

    #: one process at a time moves the schema
    SCHEMA = 7_254_610_935
    #: one process leads
    SEAT = 7_254_610_936
    #: one claim at a time looks at the caps, so that two channels never write to one person at once
    CAPS = 7_254_610_937
