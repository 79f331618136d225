"""Can each state be reached and left as it should, by those who may?"""

from __future__ import annotations

import pytest

from bot.console.role import Role
from bot.participation.idea_states import (
    ALIVE,
    APART,
    MODERATORS,
    MOVES,
    STATES,
    UNREAD,
    WRITERS,
    find_move,
    moves_from,
)
from bot.participation.refusals import reasons_of
from dialogues.loader import load_phrasebook
from storage.ideas import SHOWN


def test_every_state_can_be_reached() -> None:
    reached = {move.target for move in MOVES} | set(UNREAD)
    assert set(STATES) - reached == set()
    assert {move.target for move in MOVES} - set(STATES) == {""}


def test_no_state_is_a_dead_end() -> None:
    left = {source for move in MOVES for source in move.sources}
    assert set(STATES) == left


def test_roles_are_those_of_the_console() -> None:
    assert {role for move in MOVES for role in move.roles} <= set(Role)
    assert WRITERS < MODERATORS


def test_a_moderator_reads_and_does_not_promise() -> None:
    assert [move.name for move in moves_from("waiting", "moderator")] == ["accept", "refuse", "withdraw"]
    assert find_move("plan", "published", "moderator") is None
    assert find_move("plan", "published", "editor") is not None


@pytest.mark.parametrize("role", ["analyst", "organisation", "dpo", "nobody"])
def test_other_roles_move_nothing(role: str) -> None:
    assert [move for state in STATES for move in moves_from(state, role)] == []


def test_nothing_skips_the_reading() -> None:
    for state in UNREAD:
        targets = {move.target for move in moves_from(state, "admin")}
        assert targets == {"published", "refused", "withdrawn"}


def test_merges_are_no_plain_moves() -> None:
    offered = {move.name for state in STATES for move in moves_from(state, "admin")}
    assert offered.isdisjoint(APART)


def test_a_reasoned_move_has_reasons() -> None:
    assert {move.name for move in MOVES if reasons_of(move.name)} == {
        move.name for move in MOVES if move.reasoned
    }


def test_what_others_see_is_read_or_alive() -> None:
    assert set(SHOWN) <= ALIVE | {"declined"}
    assert {"waiting", "refused", "withdrawn", "merged"}.isdisjoint(SHOWN)


def test_authors_can_be_told_of_all() -> None:
    book = load_phrasebook()
    for language in book.entries:
        for move in MOVES:
            assert book.has(f"told.{move.name}", language) == move.tells
            for reason in reasons_of(move.name):
                assert book.has(f"told.reason.{reason}", language) == (reason != "other")
        for state in STATES:
            assert book.has(f"my_ideas.state.{state}", language)
