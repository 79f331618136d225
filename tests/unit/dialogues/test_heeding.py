"""Is a wish to hear no more heeded, however politely it is said, and no excuse taken for it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from dialogues.heeding import OPT_OUT, courteous
from dialogues.inputs import Reply
from dialogues.reading.lexicon import Lexicon
from dialogues.talk import Talk
from dialogues.understanding import Opinion
from tests.unit.dialogues.scenes import lexicons, reply

SURE = Opinion(sure=OPT_OUT, certain=True)

#: obeyed: what follows the excuse is STOP in words, or there is none
OBEYED = [
    ("fr", "excusez-moi de vous déranger mais ne m'envoyez plus de sms"),
    ("fr", "pardon de vous embêter, mais svp ne m'écrivez plus"),
    ("fr", "plus de sms la nuit"),
    ("en", "sorry to bother you but please stop texting me"),
    ("es", "disculpe la molestia pero no me escriban más"),
]

#: asked: it may be that wish
ASKED = [
    ("fr", "pardon de vous déranger, vous pouvez me retirer de la liste ?"),
    ("fr", "excusez-moi de vous déranger, j'aimerais avoir la paix"),
    ("fr", "je veux être tranquille le dimanche"),
    ("fr", "sms illimités ?"),
]

#: neither: the excuse alone made it sound so
EXCUSED = [("fr", "excusez-moi de vous déranger"), ("fr", "pardon de vous embêter j'ai une question")]


@dataclass(frozen=True, slots=True)
class Speaking:
    """As much of a talk as is needed."""

    lexicon: Lexicon


def heard(language: str, text: str) -> Reply:
    talk = cast(Talk, Speaking(lexicons()[language]))
    return courteous(talk, reply(text)._replace(opinion=SURE))


@pytest.mark.parametrize(("language", "text"), OBEYED)
def test_a_polite_stop_is_obeyed(language: str, text: str) -> None:
    assert heard(language, text).opinion == SURE


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_what_may_be_that_wish_is_asked(language: str, text: str) -> None:
    opinion = heard(language, text).opinion
    assert opinion is not None and opinion.sure == OPT_OUT and not opinion.certain


@pytest.mark.parametrize(("language", "text"), EXCUSED)
def test_an_excuse_alone_is_no_wish(language: str, text: str) -> None:
    opinion = heard(language, text).opinion
    assert opinion is not None and opinion.sure == "" and OPT_OUT not in opinion.guesses
