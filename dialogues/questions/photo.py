"""How are photos and files asked for and read?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dialogues.inputs import Attachment, Json, Reply
from dialogues.questions.options import quoted
from dialogues.questions.shape import Accepted, Prompt, Reading, Refused, Scene
from dialogues.reading.fold import is_blank

#: Media types that are taken, and the beginnings of those that are.
TAKEN, TAKEN_FAMILIES = ("application/pdf",), ("image/",)


@dataclass(frozen=True, slots=True)
class PhotoQuestion:
    """One or several photos or PDF files; the value is a list of {reference, media_type, name}."""

    name: ClassVar[str] = "photo"

    #: most that are kept
    maximum: int = 5

    def ask(self, scene: Scene) -> Prompt:
        """Ask for a picture where the channel carries one; say where to send it elsewhere."""
        key = "question.photo.ask.media" if scene.capabilities.media else "question.photo.ask.none"
        return Prompt(
            options=scene.options, wants="photo" if scene.capabilities.media else None, hint=scene.say(key)
        )

    def read(self, reply: Reply, scene: Scene) -> Reading:
        """Accept the files; words alone, or a file of another kind, get a hint."""
        if not reply.attachments:
            hint = "question.photo.hint.empty" if is_blank(reply.text[:100]) else "question.photo.hint.text"
            return Refused(hint, declines=scene.has_none(reply.text))
        refused = next((a for a in reply.attachments if not _taken(a)), None)
        if refused is not None:
            return Refused(
                "question.photo.hint.type",
                {"what": quoted(refused.name) or quoted(refused.media_type) or "?"},
            )
        if len(reply.attachments) > self.maximum:
            return Refused("question.photo.hint.many", {"n": self.maximum})
        return Accepted(
            [
                {"reference": a.reference, "media_type": a.media_type, "name": a.name}
                for a in reply.attachments
            ]
        )

    def usable(self, files: Sequence[Attachment]) -> tuple[Attachment, ...]:
        """Return those of the files that can be kept, where they came before they were asked for."""
        return tuple(file for file in files if _taken(file))[: self.maximum]

    def show(self, value: Json, scene: Scene) -> str:
        """Return how many there are."""
        return scene.say("question.photo.shown", n=len(value))


def _taken(attachment: Attachment) -> bool:
    kind = attachment.media_type.lower().partition(";")[0].strip()
    return kind in TAKEN or kind.startswith(TAKEN_FAMILIES)
