"""Is a free text understood only where it is no answer?"""

from __future__ import annotations

import pytest

from dialogues.inputs import Circumstances, Reply
from dialogues.occasion import Occasion, occasion_of
from tests.golden.stage import Stage, library


def occasion(text: str, *before: str, choice: str | None = None, hours: float = 0) -> Occasion:
    """Return the occasion of a text after these messages of an SMS conversation."""
    stage = Stage("sms", known={"consents_asked": ["questions"]})
    for message in before:
        stage.write(message)
    stage.wait(hours=hours)
    return occasion_of(library(), stage.conversation, Reply(Circumstances(stage.at, "x"), text, choice))


IDEA = ("bonjour", "proposer une idée")
RECAP = (*IDEA, "des bancs devant la poste", "nulle part où s'asseoir", "les gens sortiront")


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ((), "c koi ce numéro", Occasion.WISH),
        ((), "jai 1 idée", Occasion.NONE),
        ((), "je soutiens l'idée 1", Occasion.WISH),
        ((), "STOP", Occasion.NONE),
        ((), "stop aux pesticides", Occasion.WISH),
        ((), "2", Occasion.NONE),
        ((), "  ", Occasion.NONE),
        ((), "mot " * 2000, Occasion.NONE),
        (("bonjour",), "c koi ce numéro", Occasion.WISH),
        (("bonjour",), "proposer une idée", Occasion.NONE),
        (("bonjour",), "oui", Occasion.NONE),
        (("bonjour",), "merci", Occasion.NONE),
        (("bonjour",), "retour", Occasion.NONE),
        (IDEA, "c koi ce numéro", Occasion.NONE),
        (RECAP, "envoi ça stp", Occasion.NONE),
        (RECAP, "t'es nul", Occasion.ASIDE),
        (IDEA, "ne m'envoyez plus rien de tout ça", Occasion.NONE),
        (IDEA, "il y a le feu quelque part", Occasion.DANGER),
        (IDEA, "je veux parler à quelqu'un", Occasion.ASIDE),
        (IDEA, "en fait jve parler a qqn svp", Occasion.ASIDE),
        (IDEA, "parler avec les gens du quartier", Occasion.NONE),
        (IDEA, "un lieu pour parler à quelqu'un quand on est seul", Occasion.NONE),
        (RECAP, "c koi ce numéro", Occasion.ASIDE),
        (RECAP, "titre", Occasion.NONE),
        (RECAP, "4", Occasion.NONE),
        ((*RECAP, "supprimer"), "je veux parler à quelqu'un", Occasion.ASIDE),
        ((*RECAP, "supprimer"), "où en est mon idée", Occasion.ASIDE),
        ((*RECAP, "supprimer"), "bof", Occasion.NONE),
    ],
)
def test_a_text_is_free_or_an_answer(before: tuple[str, ...], text: str, expected: Occasion) -> None:
    assert occasion(text, *before) is expected


def test_a_tap_is_never_read() -> None:
    assert occasion("c koi ce numéro", "bonjour", choice="x") is Occasion.NONE


def test_a_cold_draft_is_offered_first() -> None:
    assert occasion("c koi ce numéro", *RECAP, hours=13) is Occasion.NONE
