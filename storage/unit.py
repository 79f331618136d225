"""What can be done within one transaction?"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from storage.answers import Answers
from storage.attempts import Attempts
from storage.audit import Audit
from storage.broadcasts import Broadcasts
from storage.consents import Consents
from storage.consultations import Consultations
from storage.conversations import Conversations
from storage.definitions import Definitions
from storage.downloads import Downloads
from storage.ideas import Ideas
from storage.inbox import Inbox
from storage.initiated import Ledger
from storage.invitations import Invitations
from storage.links import Links
from storage.media import Media
from storage.misunderstood import Misunderstood
from storage.occurrences import Occurrences
from storage.outbox import Outbox
from storage.participants import Participants
from storage.passkeys import Passkeys
from storage.planning import Planning
from storage.recipients import Recipients
from storage.responses import Responses
from storage.retention import Retention
from storage.schedules import Schedules
from storage.segments.store import Segments
from storage.staff import StaffMembers
from storage.staff_sessions import StaffSessions
from storage.surveys import Surveys
from storage.territory import Territory

NewId = Callable[[], str]


class Unit:
    """One transaction on an open connection, and the repositories that write in it."""

    def __init__(self, connection: Connection, new_id: NewId) -> None:  # noqa: PLR0915  one line for each repository
        self.connection = connection
        self.participants = Participants(connection, new_id)
        self.inbox = Inbox(connection, self.participants)
        self.conversations = Conversations(connection)
        self.consents = Consents(connection)
        self.outbox = Outbox(connection)
        self.answers = Answers(connection)
        self.ideas = Ideas(connection)
        self.consultations = Consultations(connection, new_id)
        self.territory = Territory(connection, new_id)
        self.definitions = Definitions(connection)
        self.downloads = Downloads(connection)
        self.links = Links(connection)
        self.media = Media(connection)
        self.misunderstood = Misunderstood(connection)
        self.occurrences = Occurrences(connection)
        self.surveys = Surveys(connection, new_id)
        self.responses = Responses(connection)
        self.retention = Retention(connection)
        self.segments = Segments(connection)
        self.broadcasts = Broadcasts(connection, new_id)
        self.planning = Planning(connection)
        self.recipients = Recipients(connection)
        self.schedules = Schedules(connection)
        self.ledger = Ledger(connection)
        self.audit = Audit(connection)
        self.staff = StaffMembers(connection, new_id)
        self.staff_sessions = StaffSessions(connection)
        self.invitations = Invitations(connection)
        self.passkeys = Passkeys(connection)
        self.attempts = Attempts(connection)
