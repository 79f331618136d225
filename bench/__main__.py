"""Which benches are asked for? All, or those named on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from bench import broadcast, console, engine, idle, soak, store, year
from bench.many import command as many
from bench.table import Measurement, format_table
from bench.webhook import command as webhook

#: name → what it measures
BENCHES: Mapping[str, Callable[[], Sequence[Measurement]]] = {
    "engine": engine.run,
    "store": store.run,
}

#: name → a bench with options of its own, which takes minutes or wants PostgreSQL: it runs when it is named
LONG: Mapping[str, Callable[[Sequence[str]], None]] = {
    "webhook": webhook.main,
    "many": many.main,
    "broadcast": broadcast.main,
    "console": console.main,
    "idle": idle.main,
    "soak": soak.main,
    "year": year.main,
}


def main(names: Sequence[str]) -> int:
    """Run the benches and print their table; return the exit code."""
    if names and names[0] in LONG:
        LONG[names[0]](names[1:])
        return 0
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"no bench {unknown[0]!r}: use {', '.join((*BENCHES, *LONG))}", file=sys.stderr)
        return 2
    print(format_table([found for name in names or BENCHES for found in BENCHES[name]()]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
