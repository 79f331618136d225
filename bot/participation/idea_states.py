"""Which states does an idea go through, who may move it on, and which moves is its author told of? One table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: Handed in, and shown to nobody before staff have read it (PALABRE_MODERATION=before).
WAITING = "waiting"
#: Handed in and shown, though staff have not read it yet (PALABRE_MODERATION=after).
SUBMITTED = "submitted"
PUBLISHED = "published"
REFUSED = "refused"
#: The authority looks into it.
STUDIED = "studied"
PLANNED = "planned"
DONE = "done"
#: The authority will not do it, and says why.
DECLINED = "declined"
#: Taken back by its author.
WITHDRAWN = "withdrawn"
#: Part of another idea that says the same.
MERGED = "merged"

#: Every state but `draft`, in the order of an idea's life.
STATES = (WAITING, SUBMITTED, PUBLISHED, STUDIED, PLANNED, DONE, DECLINED, REFUSED, WITHDRAWN, MERGED)

#: States that wait for a moderator.
UNREAD = (WAITING, SUBMITTED)

#: States in which an idea lives on: others may be merged into it.
ALIVE = frozenset((WAITING, SUBMITTED, PUBLISHED, STUDIED, PLANNED, DONE))

#: Roles that may, as bot.console.role writes them.
MODERATORS = frozenset(("admin", "editor", "moderator"))
WRITERS = frozenset(("admin", "editor"))


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another."""

    name: str
    sources: frozenset[str]
    #: "": what the idea was before
    target: str
    roles: frozenset[str]
    #: whether the author is told, by the sentence `told.<name>`
    tells: bool = True
    #: whether staff must say why
    reasoned: bool = False


MOVES: tuple[Move, ...] = (
    Move("accept", frozenset(UNREAD), PUBLISHED, MODERATORS),
    Move("refuse", frozenset((*UNREAD, PUBLISHED)), REFUSED, MODERATORS, reasoned=True),
    Move("study", frozenset((PUBLISHED,)), STUDIED, WRITERS),
    Move("plan", frozenset((PUBLISHED, STUDIED)), PLANNED, WRITERS),
    Move("finish", frozenset((PUBLISHED, STUDIED, PLANNED)), DONE, WRITERS),
    Move("decline", frozenset((PUBLISHED, STUDIED, PLANNED)), DECLINED, WRITERS, reasoned=True),
    Move("withdraw", frozenset((*UNREAD, PUBLISHED, STUDIED, PLANNED)), WITHDRAWN, MODERATORS),
    # a step too far is taken back; the author knew of the state that is left, and is told
    Move("reopen", frozenset((REFUSED, STUDIED, PLANNED, DONE, DECLINED, WITHDRAWN)), PUBLISHED, MODERATORS),
    Move("merge", frozenset((*UNREAD, PUBLISHED, STUDIED)), MERGED, MODERATORS),
    Move("unmerge", frozenset((MERGED,)), "", MODERATORS),
)

#: Moves that have a form of their own.
APART = frozenset(("merge", "unmerge"))


def moves_from(state: str, role: str) -> list[Move]:
    """Return the moves that a role may make from a state, in order; merges, which name another idea, are left out."""
    return [move for move in _possible(state, role) if move.name not in APART]


def find_move(name: str, state: str, role: str) -> Move | None:
    """Return one move, None when this role may not make it from this state."""
    return next((move for move in _possible(state, role) if move.name == name), None)


def _possible(state: str, role: str) -> Iterable[Move]:
    return (move for move in MOVES if state in move.sources and role in move.roles)
