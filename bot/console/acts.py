"""How does every change by staff leave its trace, in the transaction of the change?"""

from __future__ import annotations

from datetime import datetime

from bot.console.visit import Staff
from dialogues.inputs import Json
from storage.audit import Act
from storage.unit import Unit


def record(
    unit: Unit, staff: Staff, now: datetime, action: str, subject: str, detail: Json | None = None
) -> None:
    """Append one act of a member of staff to the audit; `detail` holds no text, number or token of residents."""
    unit.audit.add([Act(now, staff.actor, action, subject, detail if detail is not None else {})])
