"""Which photos, files and recordings came with a message?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.channels.telegram.fields import Fields, part, whole, words
from dialogues.inputs import Attachment

#: What comes before a file id in an attachment's reference: `telegram:AgAC…`.
REFERENCE = "telegram:"
#: Longest file name that is kept, in characters.
NAME = 255
#: Longest file id that is kept; those seen have fewer than 100 characters.
FILE_ID = 512
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}")

#: Field of a message → media type when Telegram gives none. An animation repeats itself under `document`.
_KINDS: Mapping[str, str] = {
    "animation": "video/mp4",
    "document": "application/octet-stream",
    "video": "video/mp4",
    "video_note": "video/mp4",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
}


def attachments(message: Fields) -> tuple[Attachment, ...]:
    """Return what a message carries: a photo in its largest size, files and recordings."""
    found = (*_photos(message), *_files(message))
    return found[:1] if "animation" in message else found


def _photos(message: Fields) -> Iterator[Attachment]:
    sizes = message.get("photo")
    known = [size for size in sizes if isinstance(size, dict)] if isinstance(sizes, list) else []
    if known and (file_id := words(max(known, key=_area), "file_id", FILE_ID)):
        yield Attachment(REFERENCE + file_id, "image/jpeg")


def _area(size: Fields) -> int:
    return (whole(size, "width") or 0) * (whole(size, "height") or 0)


def _files(message: Fields) -> Iterator[Attachment]:
    for kind, usual in _KINDS.items():
        file = part(message, kind)
        if file_id := words(file, "file_id", FILE_ID):
            media_type = words(file, "mime_type").lower()
            known = media_type if _MEDIA_TYPE.fullmatch(media_type) else usual
            yield Attachment(REFERENCE + file_id, known, words(file, "file_name", NAME))
