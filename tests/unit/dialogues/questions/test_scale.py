"""Is a mark read literally, and never the place of an option?"""

from __future__ import annotations

import pytest

from dialogues.content import Capabilities
from dialogues.questions.scale import ScaleQuestion
from dialogues.questions.shape import Accepted, Refused, Unclear
from tests.unit.dialogues.scenes import TELEGRAM, reply, scene

NPS = ScaleQuestion(0, 10, "pas du tout", "tout à fait")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *(
            ("8", 8),
            ("huit", 8),
            ("8/10", 8),
            ("8 sur 10", 8),
            ("sept sur dix", 7),
            ("dix sur dix", 10),
            ("10/10", 10),
            ("0", 0),
            ("zéro", 0),
            ("dix", 10),
            ("8.", 8),
        ),
        *(
            ("je mets 7", 7),
            ("un bon 4", 4),
            ("note : 6", 6),
            ("8️⃣", 8),
            ("٨", 8),
            ("plutôt 9", 9),
            ("9 points", 9),
            ("8 / 10", 8),
        ),
        *(
            ("pas du tout", 0),
            ("Tout à fait", 10),
            ("8,0", 8),
            ("5 svp", 5),
            ("un", 1),
            ("le 3", 3),
            ("  7 ", 7),
            ("c'est 2", 2),
        ),
    ],
)
def test_a_mark_is_taken(text: str, mark: int) -> None:
    assert NPS.read(reply(text), scene()) == Accepted(mark)


@pytest.mark.parametrize(
    ("text", "marks"), [("8 ou 9", "8 9"), ("8,5", "8 9"), ("8-9", "8 9"), ("entre 6 et 8", "6 8")]
)
def test_two_marks_are_asked(text: str, marks: str) -> None:
    read = NPS.read(reply(text), scene())
    assert isinstance(read, Unclear) and [o.value for o in read.options] == marks.split()


@pytest.mark.parametrize("text", ["11", "-1", "100", "8/20", "9999999999999999999"])
def test_out_of_the_scale_is_refused(text: str) -> None:
    assert isinstance(NPS.read(reply(text), scene()), Refused)


@pytest.mark.parametrize("text", ["", "bien", "ça dépend", "pas 5", "environ 8", "x" * 10_000])
def test_no_mark_gets_a_hint(text: str) -> None:
    assert NPS.read(reply(text), scene()) == Refused("question.scale.hint.unknown", {"low": 0, "high": 10})


def test_a_list_too_short_shows_a_line() -> None:
    # WhatsApp's lists have ten rows: eleven would be numbered lines, "9) 8"
    ten = Capabilities(buttons=3, rows=10)
    assert ScaleQuestion(0, 10).ask(scene(capabilities=ten)).options == ()
    assert len(ScaleQuestion(1, 10).ask(scene(capabilities=ten)).options) == 10


def test_sms_shows_a_line_not_eleven() -> None:
    prompt = ScaleQuestion(0, 10).ask(scene())
    assert (prompt.options, prompt.hint) == ((), "(de 0 à 10)")


def test_buttons_show_each_mark() -> None:
    assert [o.value for o in ScaleQuestion().ask(scene(capabilities=TELEGRAM)).options] == [
        "1",
        "2",
        "3",
        "4",
        "5",
    ]


def test_a_tap_is_taken() -> None:
    assert ScaleQuestion().read(reply(choice="4"), scene(capabilities=TELEGRAM)) == Accepted(4)
