"""Is a wish to hear no more heeded, however politely it is said, and no excuse taken for it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from bot.nlu.corpus import read_corpus
from dialogues.heeding import OPT_OUT, courteous
from dialogues.inputs import Reply
from dialogues.reading.lexicon import Lexicon
from dialogues.reading.vocabulary import LANGUAGES
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

#: strong words of something else
EXAGGERATED = [
    ("fr", "la piscine c'est à mourir de rire"),
    ("fr", "les jeunes s'ennuient à mourir et tuent le temps à la gare"),
    ("fr", "je suis mort de fatigue"),
    ("en", "kids are bored to death after school"),
    ("es", "los niños se mueren de aburrimiento"),
    ("pt", "é para morrer de rir, as obras matam o tempo"),
    ("ar", "الأطفال يموتون من الملل"),
    # what an idea is for
    ("fr", "les enfants traverseront sans danger"),
    ("fr", "c'est un danger pour nos enfants"),
    # a place alone answers a question
    ("fr", "Chez moi"),
    ("fr", "chez ma mère"),
    ("fr", "je suis à la maison"),
    ("en", "I'm at home"),
    ("es", "en casa"),
    ("pt", "em casa dos meus pais"),
    ("ar", "في البيت"),
]

#: the same words, and somebody who may mean it
MEANT = [
    ("fr", "je suis mort de fatigue j'en peux plus de tout ça"),
    ("fr", "c'est à mourir de rire, moi j'ai envie de mourir"),
    ("fr", "je vais mourir de froid dehors"),
    ("fr", "ma fille est en danger"),
    ("fr", "je suis en danger chez moi"),
    ("fr", "il est chez moi"),
    ("fr", "y a le feu chez ma mère"),
    ("fr", "j'ai peur chez moi"),
    ("fr", "j'ai trop mal je veux en finir à en crever"),
    ("en", "i'm bored to death and i want to end it"),
]


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


def alarmed(language: str, text: str) -> bool:
    talk = cast(Talk, Speaking(lexicons()[language]))
    opinion = courteous(talk, reply(text)._replace(opinion=Opinion("distress", True))).opinion
    return opinion is not None and opinion.sure == "distress"


@pytest.mark.parametrize(("language", "text"), EXAGGERATED)
def test_a_strong_word_is_no_distress(language: str, text: str) -> None:
    assert not alarmed(language, text)


@pytest.mark.parametrize(("language", "text"), MEANT)
def test_who_may_mean_it_is_heard(language: str, text: str) -> None:
    assert alarmed(language, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cry_for_help_is_a_manner_of_speaking(language: str) -> None:
    cries = [one.text for one in read_corpus(language).sentences if one.intent in ("distress", "danger")]
    assert cries and [cry for cry in cries if not alarmed(language, cry)] == []
