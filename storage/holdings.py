"""What is held about one participant? Everything, table by table (norms §1, MES DONNEES)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, select

from storage import models
from storage.models.base import table

_people = table(models.Participant)
_addresses = table(models.Address)
_inbound = table(models.Inbound)
_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
_events = table(models.IdeaEvent)

#: The tables whose rows name their participant.
OWNED = tuple(
    table(model)
    for model in (
        models.Address,
        models.Consent,
        models.Session,
        models.Outbound,
        models.Answer,
        models.Idea,
        models.Download,
        models.Link,
        models.Medium,
        models.Response,
        models.Recipient,
        models.GroupMember,
        models.Appeal,
        models.StaffPhone,
    )
)

#: What protects a page is not part of what the page shows; who of the staff answered is about somebody else.
_SECRET = {"code_hash", "staff_id"}


def holdings(connection: Connection, participant: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table that are about a participant, as dictionaries; times are aware, in UTC."""
    return {
        str(rows.name): [_shown(row._mapping) for row in connection.execute(query)]
        for rows, query in _queries(participant)
    }


def written_by(participant: str) -> ColumnElement[bool]:
    """Return the condition on `inbound` rows that came from a participant's addresses."""
    theirs = and_(
        _addresses.c.participant_id == participant,
        _addresses.c.channel == _inbound.c.channel,
        _addresses.c.value == _inbound.c.address,
    )
    return select(_addresses.c.id).where(theirs).correlate(_inbound).exists()


def _queries(participant: str) -> list[tuple[Table, Select[Any]]]:
    words = select(_versions).join(_ideas, _ideas.c.id == _versions.c.idea_id)
    told = select(*(c for c in _events.c if c.name not in ("actor", "outbox_id")))
    told = told.join(_ideas, _ideas.c.id == _events.c.idea_id)
    return [
        (_people, select(_people).where(_people.c.id == participant)),
        *(
            (one, select(one).where(one.c.participant_id == participant).order_by(*one.primary_key))
            for one in OWNED
        ),
        (_versions, words.where(_ideas.c.participant_id == participant).order_by(*_versions.primary_key)),
        (_events, told.where(_ideas.c.participant_id == participant).order_by(_events.c.id)),
        (_inbound, select(_inbound).where(written_by(participant)).order_by(_inbound.c.id)),
    ]


def _shown(row: Any) -> dict[str, Any]:
    return {str(name): value for name, value in row.items() if name not in _SECRET}
