"""All the sessions of one participant: the one that waits for a reply, and those that were left aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dialogues.session import Session


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is known of one participant's talk with the service; saved after every turn."""

    #: id of the participant
    participant: str
    language: str = "fr"
    #: has the assistant said that it is one (norms §1)?
    introduced: bool = False
    #: has the participant said STOP (norms §3)?
    stopped: bool = False
    #: sessions that are not over, the latest first; only the first may be open, the others are paused
    sessions: tuple[Session, ...] = ()
    #: when the member of staff who has the conversation took it, or last wrote; None: the assistant has it
    attended: datetime | None = None

    @property
    def active(self) -> Session | None:
        """The session that waits for the next reply."""
        first = self.sessions[0] if self.sessions else None
        return first if first is not None and first.state == "open" else None

    def paused(self, dialogue: str) -> Session | None:
        """Return the latest session of a dialogue that was left aside."""
        return next(
            (one for one in self.sessions if one.state == "paused" and one.dialogue == dialogue), None
        )

    def beneath(self, session: Session | None) -> Session | None:
        """Return the session that waits under this one: an interlude interrupted it, or is about it."""
        over = session.found.get("over") if session is not None else None
        return next((one for one in self.sessions if one.state == "paused" and one.id == over), None)
