"""What can be done within one transaction?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from sqlalchemy import Connection

from storage.answers import Answers
from storage.appeals import Appeals
from storage.attempts import Attempts
from storage.audit import Audit
from storage.broadcasts import Broadcasts
from storage.canned import CannedAnswers
from storage.choices import Choices
from storage.consents import Consents
from storage.consultations import Consultations
from storage.conversations import Conversations
from storage.definitions import Definitions
from storage.directory import Directory
from storage.downloads import Downloads
from storage.findings import Findings
from storage.idea_catalogue import IdeaCatalogue
from storage.idea_history import IdeaHistory
from storage.idea_talk import IdeaTalk
from storage.ideas import Ideas
from storage.inbox import Inbox
from storage.initiated import Ledger
from storage.invitations import Invitations
from storage.journal import Journal
from storage.links import Links
from storage.losses import Losses
from storage.media import Media
from storage.misunderstood import Misunderstood
from storage.notices import Notices
from storage.occurrences import Occurrences
from storage.outbox import Outbox
from storage.overview import Overview
from storage.participants import Participants
from storage.passkeys import Passkeys
from storage.planning import Planning
from storage.recipients import Recipients
from storage.responses import Responses
from storage.retention import Retention
from storage.schedules import Schedules
from storage.segments.store import Segments
from storage.staff import StaffMembers
from storage.staff_phones import StaffPhones
from storage.staff_sessions import StaffSessions
from storage.survey_drafts import SurveyDrafts
from storage.surveys import Surveys
from storage.tallies import Tallies
from storage.territory import Territory
from storage.threads import Threads

NewId = Callable[[], str]


class Unit:
    """One transaction on an open connection, and the repositories that write in it, each made when first asked for."""

    def __init__(self, connection: Connection, new_id: NewId) -> None:
        self.connection = connection
        self._new_id = new_id

    participants = cached_property[Participants](lambda unit: Participants(unit.connection, unit._new_id))
    inbox = cached_property[Inbox](lambda unit: Inbox(unit.connection, unit.participants))
    conversations = cached_property[Conversations](lambda unit: Conversations(unit.connection))
    consents = cached_property[Consents](lambda unit: Consents(unit.connection))
    outbox = cached_property[Outbox](lambda unit: Outbox(unit.connection))
    answers = cached_property[Answers](lambda unit: Answers(unit.connection))
    ideas = cached_property[Ideas](lambda unit: Ideas(unit.connection))
    idea_catalogue = cached_property[IdeaCatalogue](lambda unit: IdeaCatalogue(unit.connection))
    idea_history = cached_property[IdeaHistory](lambda unit: IdeaHistory(unit.connection))
    idea_talk = cached_property[IdeaTalk](lambda unit: IdeaTalk(unit.connection))
    notices = cached_property[Notices](lambda unit: Notices(unit.connection))
    consultations = cached_property[Consultations](lambda unit: Consultations(unit.connection, unit._new_id))
    choices = cached_property[Choices](lambda unit: Choices(unit.connection))
    territory = cached_property[Territory](lambda unit: Territory(unit.connection, unit._new_id))
    definitions = cached_property[Definitions](lambda unit: Definitions(unit.connection))
    downloads = cached_property[Downloads](lambda unit: Downloads(unit.connection))
    links = cached_property[Links](lambda unit: Links(unit.connection))
    media = cached_property[Media](lambda unit: Media(unit.connection))
    misunderstood = cached_property[Misunderstood](lambda unit: Misunderstood(unit.connection))
    occurrences = cached_property[Occurrences](lambda unit: Occurrences(unit.connection))
    surveys = cached_property[Surveys](lambda unit: Surveys(unit.connection, unit._new_id))
    survey_drafts = cached_property[SurveyDrafts](lambda unit: SurveyDrafts(unit.connection))
    findings = cached_property[Findings](lambda unit: Findings(unit.connection))
    responses = cached_property[Responses](lambda unit: Responses(unit.connection))
    retention = cached_property[Retention](lambda unit: Retention(unit.connection))
    segments = cached_property[Segments](lambda unit: Segments(unit.connection))
    broadcasts = cached_property[Broadcasts](lambda unit: Broadcasts(unit.connection, unit._new_id))
    planning = cached_property[Planning](lambda unit: Planning(unit.connection))
    losses = cached_property[Losses](lambda unit: Losses(unit.connection))
    recipients = cached_property[Recipients](lambda unit: Recipients(unit.connection))
    schedules = cached_property[Schedules](lambda unit: Schedules(unit.connection))
    ledger = cached_property[Ledger](lambda unit: Ledger(unit.connection))
    audit = cached_property[Audit](lambda unit: Audit(unit.connection))
    journal = cached_property[Journal](lambda unit: Journal(unit.connection))
    staff = cached_property[StaffMembers](lambda unit: StaffMembers(unit.connection, unit._new_id))
    staff_phones = cached_property[StaffPhones](lambda unit: StaffPhones(unit.connection))
    staff_sessions = cached_property[StaffSessions](lambda unit: StaffSessions(unit.connection))
    invitations = cached_property[Invitations](lambda unit: Invitations(unit.connection))
    passkeys = cached_property[Passkeys](lambda unit: Passkeys(unit.connection))
    attempts = cached_property[Attempts](lambda unit: Attempts(unit.connection))
    directory = cached_property[Directory](lambda unit: Directory(unit.connection))
    overview = cached_property[Overview](lambda unit: Overview(unit.connection))
    appeals = cached_property[Appeals](lambda unit: Appeals(unit.connection, unit._new_id))
    canned = cached_property[CannedAnswers](lambda unit: CannedAnswers(unit.connection, unit._new_id))
    threads = cached_property[Threads](lambda unit: Threads(unit.connection))
    tallies = cached_property[Tallies](lambda unit: Tallies(unit.connection))
