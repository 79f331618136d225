"""Which tables are there? All of them hang on `metadata` once this package is imported."""

from __future__ import annotations

from storage.models.answer import Answer
from storage.models.appeal import Appeal, CannedAnswer
from storage.models.audit import Audit, Download
from storage.models.base import Base
from storage.models.broadcast import Broadcast, Recipient
from storage.models.choice import Choice, Revision
from storage.models.consent import Consent, OptOut
from storage.models.idea import Counter, Idea, IdeaEvent, IdeaVersion
from storage.models.inbound import Inbound
from storage.models.link import Link
from storage.models.medium import Medium
from storage.models.misunderstood import Misunderstood
from storage.models.occurrence import Occurrence
from storage.models.outbox import Outbound
from storage.models.participant import Address, Participant
from storage.models.schedule import Schedule
from storage.models.segment import GroupMember, Segment
from storage.models.session import Definition, Session
from storage.models.staff import Attempt, Invitation, Passkey, RecoveryCode, Staff, StaffPhone, StaffSession
from storage.models.survey import Ballot, Response, Survey
from storage.models.survey_draft import SurveyDraft
from storage.models.tally import Tally, TallyMark
from storage.models.territory import Consultation, District, Territory, Theme

metadata = Base.metadata

__all__ = [
    "Address",
    "Answer",
    "Appeal",
    "Attempt",
    "Audit",
    "Ballot",
    "Broadcast",
    "CannedAnswer",
    "Choice",
    "Consent",
    "Consultation",
    "Counter",
    "Definition",
    "District",
    "Download",
    "GroupMember",
    "Idea",
    "IdeaEvent",
    "IdeaVersion",
    "Inbound",
    "Invitation",
    "Link",
    "Medium",
    "Misunderstood",
    "Occurrence",
    "OptOut",
    "Outbound",
    "Participant",
    "Passkey",
    "Recipient",
    "RecoveryCode",
    "Response",
    "Revision",
    "Schedule",
    "Segment",
    "Session",
    "Staff",
    "StaffPhone",
    "StaffSession",
    "Survey",
    "SurveyDraft",
    "Tally",
    "TallyMark",
    "Territory",
    "Theme",
    "metadata",
]
