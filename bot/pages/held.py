"""How does what is held about a person read to them: which columns, in which words, at which hour?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

import orjson
from babel.dates import format_datetime

#: table → its rows, by column
Held = Mapping[str, list[dict[str, Any]]]

#: what identifies rows to us, or says how a machine took them: it tells the person nothing; the file has it all
_OURS = frozenset(
    {"id", "participant_id", "session_id", "address_id", "inbound_id", "idea_id", "provider_id", "owner"}
    | {"consultation_id", "survey_id", "broadcast_id", "recipient_id"}
    | {"data", "version", "type", "how", "revision", "wave", "folded"}
)

#: columns that hold a whole message: people read its text
_MESSAGES = frozenset({"payload", "content"})

#: what look-ups found that opens something: shown nowhere, given in no file
_CODES = frozenset({"download_code", "link_code"})

#: day and hour, in the words of the page's language (CLDR): "21 nov. 2026, 22:29"
_MOMENT = "d MMM y, HH:mm"


def without_codes(held: Any) -> Any:
    """Return the same rows without the codes that a conversation keeps while it shows them, at any depth."""
    match held:
        case dict():
            return {name: without_codes(value) for name, value in held.items() if name not in _CODES}
        case list():
            return [without_codes(value) for value in held]
        case _:
            return held


@dataclass(frozen=True, slots=True)
class Reading:
    """Says rows in the words of one page, at the hours of one territory."""

    words: Mapping[str, Any]
    language: str
    zone: tzinfo

    def tables(self, held: Held) -> dict[str, list[dict[str, str]]]:
        """Return the rows as people read them, table by table in the page's order; what is ours is left out."""
        names = self.words["tables"] | self.words["personal_tables"]
        ordered = [*(name for name in names if name in held), *(name for name in held if name not in names)]
        rows = {name: [shown for row in held[name] if (shown := self._row(name, row))] for name in ordered}
        return {names.get(name, name): shown for name, shown in rows.items() if shown}

    def _row(self, table: str, row: Mapping[str, Any]) -> dict[str, str]:
        names = self.words["columns"] | self.words.get(f"columns_{table}", {})
        texts = {name: self._text(name, value) for name, value in row.items() if name not in _OURS}
        return {names.get(name, name): text for name, text in texts.items() if text}

    def _text(self, name: str, value: Any) -> str:
        """Return a value as a person reads it, "" for nothing; what is nested and no message stays JSON."""
        match value:
            case None | str() | list() | dict() if not value:
                return ""
            case bool():
                return str(self.words["yes_value" if value else "no_value"])
            case datetime():
                return format_datetime(value, _MOMENT, tzinfo=self.zone, locale=self.language)
            case dict() if name in _MESSAGES:
                return str(value.get("text") or "")
            case dict() | list():
                return orjson.dumps(value, default=str).decode()
            case _:
                known = self.words["values"] if name in self.words["value_columns"] else {}
                said = self.words["personal_values"].get(name, {}).get(str(value))
                return str(said or known.get(str(value), value))
