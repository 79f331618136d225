"""What of a file may be kept? A photo without what its phone wrote in it (where, when, with what), or a PDF."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

#: Most pixels of a photo that is opened: 50 million are 150 MB in memory.
PIXELS = 50_000_000
#: Longest side that is kept, in pixels.
SIDE = 4_096
QUALITY = 88
PDF = "application/pdf"

#: The only readers of the library that are let at strangers' bytes.
READERS = ("JPEG", "PNG", "GIF", "WEBP")
#: What they find → what it is kept as; an MPO is a JPEG with a second picture behind the first.
FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

#: Modes that are kept as they are; the others become one of these.
MODES = {"JPEG": ("L", "RGB"), "PNG": ("L", "RGB", "RGBA"), "WEBP": ("RGB", "RGBA")}


class Unfit(Exception):
    """A file that is not kept; `code` says why: type, pixels, broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that may be kept."""

    content: bytes
    media_type: str


def clean(content: bytes) -> Clean:
    """Return the file as it may be kept; what it is, is read from its bytes, not from its name. Raise Unfit."""
    if content.startswith(b"%PDF-"):
        return Clean(content, PDF)
    from PIL import Image, UnidentifiedImageError  # read with the first photo

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _repaint(content)
        except UnidentifiedImageError:
            raise Unfit("type") from None
        except Image.DecompressionBombError:
            raise Unfit("pixels") from None
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError, OverflowError):
            raise Unfit("broken") from None


def _repaint(content: bytes) -> Clean:
    """Paint the picture anew: what is not pixels (EXIF, XMP, comments, further frames) does not come along."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content), formats=READERS) as image:
        if image.width * image.height > PIXELS:
            raise Unfit("pixels")
        kind = FORMATS[image.format or ""]
        image.draft("RGB", (SIDE, SIDE))
        turned = ImageOps.exif_transpose(image)
    turned.thumbnail((SIDE, SIDE))
    shown = _in_mode(turned, kind)
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    saved = BytesIO()
    bare.save(saved, kind, quality=QUALITY)
    return Clean(saved.getvalue(), MEDIA_TYPES[kind])


def _in_mode(image: Image.Image, kind: str) -> Image.Image:
    if image.mode in MODES[kind]:
        return image
    transparent = kind != "JPEG" and image.has_transparency_data
    return image.convert("RGBA" if transparent else "RGB")
