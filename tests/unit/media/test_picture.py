"""Does a photo keep its pixels, and nothing else that its phone wrote?"""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.media import picture
from bot.media.picture import Unfit, clean

SECRET = b"48.1021 rue des Lilas"


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    saved = BytesIO()
    Image.new(mode, size, 200).save(saved, kind, **more)
    return saved.getvalue()


def with_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (48.0, 6.0, 7.0)
    return exif


def png_text() -> PngInfo:
    info = PngInfo()
    info.add_text("Location", SECRET.decode())
    return info


MARKED = {
    "exif": photo(exif=with_exif()),
    "comment": photo(comment=SECRET),
    "xmp": photo(xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"),
    "profile": photo(icc_profile=SECRET),
    "png": photo("PNG", pnginfo=png_text()),
    "png exif": photo("PNG", exif=with_exif()),
    "webp": photo("WEBP", exif=with_exif(), xmp=SECRET),
    "gif": photo("GIF", mode="L", comment=SECRET),
}


@pytest.mark.parametrize("content", MARKED.values(), ids=MARKED)
def test_what_the_phone_wrote_is_gone(content: bytes) -> None:
    assert SECRET in content
    kept = clean(content)
    assert SECRET not in kept.content
    with Image.open(BytesIO(kept.content)) as image:
        assert not dict(image.getexif()) and image.size == (40, 20)
        assert not {"exif", "xmp", "comment", "icc_profile", "Location"} & image.info.keys()


def test_a_photo_stands_upright() -> None:
    with Image.open(BytesIO(clean(photo(exif=with_exif(6))).content)) as image:
        assert image.size == (20, 40)


def test_colours_stay() -> None:
    with Image.open(BytesIO(clean(photo("PNG", mode="RGBA")).content)) as image:
        assert image.mode == "RGBA"
    for mode in ("CMYK", "L", "1"):
        assert clean(photo(mode=mode)).media_type == "image/jpeg"


def test_a_large_photo_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "SIDE", 16)
    with Image.open(BytesIO(clean(photo()).content)) as image:
        assert image.size == (16, 8)


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "PIXELS", 799)
    with pytest.raises(Unfit) as told:
        clean(photo())
    assert told.value.code == "pixels"


@pytest.mark.parametrize(("content", "code"), [
    (b"", "type"), (b"<svg onload='x'/>", "type"), (b"MZ\x90\x00", "type"), (photo("BMP"), "type"), (photo("TIFF"), "type"),
    (photo()[:200], "broken"), (photo("PNG")[:60], "broken"),
])  # fmt: skip
def test_what_is_no_photo_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unfit) as told:
        clean(content)
    assert told.value.code == code


def test_a_pdf_is_kept_as_it_is() -> None:
    kept = clean(b"%PDF-1.7 plan")
    assert (kept.content, kept.media_type) == (b"%PDF-1.7 plan", "application/pdf")
