"""Which surveys are staff writing, that residents see nothing of yet?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Document


class SurveyDraft(Base):
    """What staff wrote so far: a survey that is to come, or the next version of one that is there."""

    __tablename__ = "survey_drafts"

    #: slug of the survey
    name: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[Any] = mapped_column(Document)
    #: version of the survey that it began with; "" for a new one
    base: Mapped[str]
    #: staff who changed it last, as the audit names them
    changed_by: Mapped[str]
    #: counts its changes
    revision: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
