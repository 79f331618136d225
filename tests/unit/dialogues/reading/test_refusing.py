"""Is the refusal of one purpose told from a wish to hear nothing more, which is STOP?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.reading.fold import fold
from dialogues.reading.refusing import LONGEST, PURPOSES, refused_purpose

REFUSED = [
    *(
        ("je ne veux plus recevoir les questions", "questions"),
        ("Bonjour, plus de sondages svp", "questions"),
    ),
    *(("arrêtez vos enquêtes", "questions"), ("je ne veux plus de nouvelles", "news")),
    *(("I don't want any more surveys", "questions"), ("no more news please", "news")),
    *(
        ("ya no quiero recibir las encuestas", "questions"),
        ("não quero mais receber as perguntas", "questions"),
    ),
    *(
        ("Stop sondages", "questions"),
        ("stop aux questionnaires svp", "questions"),
        ("stop les actus", "news"),
    ),
    *(("désabonnez-moi de la newsletter", "news"), ("stop surveys", "questions"), ("stop the news", "news")),
    *(("basta de encuestas", "questions"), ("stop noticias", "news"), ("chega de novidades", "news")),
    *(("stop الأخبار", "news"), ("أوقفوا الاستطلاعات", "questions")),
    *(("لا أريد استلام الأسئلة", "questions"), ("ya no quiero noticias", "news")),
]


@pytest.mark.parametrize(("text", "purpose"), REFUSED)
def test_one_purpose_is_refused(text: str, purpose: str) -> None:
    assert refused_purpose(fold(text)) == purpose


WIDER = [
    *("je ne veux plus recevoir vos messages", "stop", "stop sms", "stop tout", "stop infos", "ne m'envoyez plus rien"),
    *("je ne veux plus de questions ni de sms", "foutez-moi la paix avec vos sondages", "plus de questions, merci de m'oublier"),
    *("enlevez-moi de la liste des sondages", "no more texts", "", "svp", "plus de bancs"),
]  # fmt: skip


@pytest.mark.parametrize("text", WIDER)
def test_what_is_wider_is_no_purpose(text: str) -> None:
    assert refused_purpose(fold(text)) == ""


def test_a_long_message_says_more() -> None:
    assert refused_purpose("plus de sondages " * LONGEST) == ""


@given(st.text(max_size=200))
def test_any_text_refuses_one_or_none(text: str) -> None:
    assert refused_purpose(fold(text)) in ("", *PURPOSES)
