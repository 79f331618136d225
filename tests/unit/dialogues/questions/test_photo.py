"""Are photos taken, and other things told apart?"""

from __future__ import annotations

import pytest

from dialogues.inputs import Attachment
from dialogues.questions.photo import PhotoQuestion
from dialogues.questions.shape import Accepted, Refused
from tests.unit.dialogues.scenes import SMS, TELEGRAM, reply, scene

PICTURE = Attachment("media/1", "image/jpeg", "rue.jpg")
PAPER = Attachment("media/2", "application/pdf", "plan.pdf")


def test_several_files_are_taken() -> None:
    read = PhotoQuestion().read(reply("voilà", attachments=(PICTURE, PAPER)), scene())
    assert isinstance(read, Accepted) and [file["reference"] for file in read.value] == ["media/1", "media/2"]


@pytest.mark.parametrize(
    ("name", "kind"), [("son.mp3", "audio/mpeg"), ("page.html", "text/html"), ("x", "application/pdfx")]
)
def test_another_kind_of_file_is_named(name: str, kind: str) -> None:
    read = PhotoQuestion().read(reply(attachments=(PICTURE, Attachment("media/3", kind, name))), scene())
    assert read == Refused("question.photo.hint.type", {"what": name})


def test_words_are_told_how_to_send() -> None:
    assert PhotoQuestion().read(reply("une rue"), scene()) == Refused("question.photo.hint.text")


@pytest.mark.parametrize("none", ["non", "j'en ai pas", "pas de photo"])
def test_there_may_be_none(none: str) -> None:
    assert PhotoQuestion().read(reply(none), scene()) == Refused("question.photo.hint.text", declines=True)


def test_nothing_is_told_so() -> None:
    assert PhotoQuestion().read(reply(), scene()) == Refused("question.photo.hint.empty")


def test_too_many_are_refused() -> None:
    assert PhotoQuestion(1).read(reply(attachments=(PICTURE, PAPER)), scene()) == Refused(
        "question.photo.hint.many", {"n": 1}
    )


def test_a_photo_is_wanted_where_it_can_be_sent() -> None:
    assert [PhotoQuestion().ask(scene(capabilities=c)).wants for c in (TELEGRAM, SMS)] == ["photo", None]


def test_their_number_is_shown() -> None:
    assert [PhotoQuestion().show([{}] * n, scene()) for n in (1, 2)] == ["1 photo", "2 photos"]
