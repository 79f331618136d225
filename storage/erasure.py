"""How is a participant forgotten, and what proof stays that they wanted nothing more (norms §1)?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from storage import models
from storage.batch import Batch, insert_batch
from storage.belonging import forget
from storage.holdings import written_by
from storage.idea_history import forget_notes
from storage.media import release
from storage.models.base import table

#: Turns a channel and an address into a keyed hash; the key is the caller's.
Proof = Callable[[str, str], str]

_people = table(models.Participant)
_addresses = table(models.Address)
_inbound = table(models.Inbound)
_outbox = table(models.Outbound)
_ideas = table(models.Idea)
_versions = table(models.IdeaVersion)
_optouts = table(models.OptOut)
_ADDED = Batch(*_optouts.c)

#: Deleted whole; the others are emptied, made anonymous, or go with the participant's row (ON DELETE).
_DELETED = tuple(table(model) for model in (models.Session, models.Answer, models.Response))


def erase(connection: Connection, participant: str, now: datetime, proof: Proof) -> None:
    """Delete a participant's personal data; ideas handed in lose their author and photos, drafts go.

    Call it after `inbox.handled` and before the farewell enters the outbox: messages that are still pending
    are left to be handled as those of somebody new, messages that still wait to be sent are dropped.
    """
    _keep_proof(connection, participant, now, proof)
    _empty_messages(connection, participant)
    _anonymise_ideas(connection, participant)
    release(connection, participant)
    forget(connection, participant, now)
    for rows in _DELETED:
        connection.execute(delete(rows).where(rows.c.participant_id == participant))
    connection.execute(delete(_people).where(_people.c.id == participant))


def opted_out(connection: Connection, hashes: list[str]) -> set[str]:
    """Return those of the hashes whose addresses were erased: an import must leave them out."""
    return set(connection.execute(select(_optouts.c.hash).where(_optouts.c.hash.in_(hashes))).scalars())


def _keep_proof(connection: Connection, participant: str, now: datetime, proof: Proof) -> None:
    query = select(_addresses.c.channel, _addresses.c.value).where(_addresses.c.participant_id == participant)
    hashes = [(proof(channel, value), now) for channel, value in connection.execute(query)]
    statement = insert_batch(_ADDED, connection).on_conflict_do_nothing(index_elements=["hash"])
    _ADDED.run(connection, statement, hashes)


def _empty_messages(connection: Connection, participant: str) -> None:
    """Keep that messages came and went (the counts, and that a repeated one is known), not what they said."""
    dealt_with = and_(written_by(participant), _inbound.c.status != "pending")
    connection.execute(update(_inbound).where(dealt_with).values(payload={}, address="", error=None))
    theirs = _outbox.c.participant_id == participant
    connection.execute(delete(_outbox).where(theirs, _outbox.c.status == "waiting"))
    empty: dict[str, Any] = {"content": {}, "address": "", "participant_id": "", "error": None}
    connection.execute(update(_outbox).where(theirs).values(empty))


def _anonymise_ideas(connection: Connection, participant: str) -> None:
    forget_notes(connection, participant)
    theirs = _ideas.c.participant_id == participant
    connection.execute(delete(_ideas).where(theirs, _ideas.c.state == "draft"))
    left = _versions.c.idea_id.in_(select(_ideas.c.id).where(theirs))
    connection.execute(update(_versions).where(left).values(photos=[]))
    connection.execute(update(_ideas).where(theirs).values(participant_id=None))
