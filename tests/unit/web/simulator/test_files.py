"""Are photos kept, shown again, and everything else kept out?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from PIL import Image

from bot.web.simulator.files import FILE_LIMIT
from tests.unit.web.conftest import Client
from tests.unit.web.town import Town

#: tag of EXIF's block on where a photo was taken (EXIF 2.3, GPS IFD), and of the camera's maker
GPS, MAKER = 0x8825, 0x010F


def picture(kind: str = "PNG", **written: Any) -> bytes:
    """Return a small picture."""
    file = BytesIO()
    Image.new("RGB", (8, 6), "green").save(file, kind, **written)
    return file.getvalue()


PNG = picture()


def form(
    content: bytes, media_type: str = "image/png", name: str = "cour.png", field: str = "file"
) -> FormData:
    data = FormData(quote_fields=False)
    data.add_field(field, BytesIO(content), content_type=media_type, filename=name)
    return data


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def plant(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PNG)


async def upload(front: Client, data: FormData) -> dict[str, str]:
    response = await front.post("/simulator/files", data=data)
    assert response.status == 201
    attachment: dict[str, str] = await response.json()
    return attachment


async def test_photo_comes_back_whole(front: Client) -> None:
    attachment = await upload(front, form(PNG))
    assert (attachment["media_type"], attachment["name"]) == ("image/png", "cour.png")
    response = await front.get(f"/simulator/files/{attachment['reference']}")
    with Image.open(BytesIO(await response.read())) as shown:
        assert (shown.format, shown.size, shown.getpixel((3, 3))) == ("PNG", (8, 6), (0, 128, 0))
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "Content-Disposition" not in response.headers


async def test_a_photo_forgets_where_it_was_taken(front: Client) -> None:
    exif = Image.Exif()
    exif[MAKER] = "Fabricant"
    exif.get_ifd(GPS)[1] = "N"
    photo = picture("JPEG", exif=exif)
    assert b"Fabricant" in photo
    attachment = await upload(front, form(photo, "image/jpeg", "cour.jpg"))
    kept = await (await front.get(f"/simulator/files/{attachment['reference']}")).read()
    assert b"Exif" not in kept and b"Fabricant" not in kept


async def test_a_file_is_what_its_bytes_say(front: Client) -> None:
    attachment = await upload(front, form(picture("GIF"), "application/pdf", "plan.pdf"))
    assert attachment["media_type"] == "image/png"


async def test_pdf_is_downloaded(front: Client) -> None:
    attachment = await upload(front, form(b"%PDF-1.7", "application/pdf", "plan.pdf"))
    response = await front.get(f"/simulator/files/{attachment['reference']}")
    assert response.headers["Content-Disposition"].startswith("attachment")


async def test_photo_can_be_sent(front: Client, town: Town) -> None:
    attachment = await upload(front, form(PNG))
    message = {"address": "telegram-lea", "attachments": [attachment]}
    assert (await front.post("/simulator/messages", json=message)).status == 202
    assert town.received[0].attachments[0].reference == attachment["reference"]


async def test_same_name_twice_is_two_files(front: Client, files: Path) -> None:
    references = {(await upload(front, form(PNG)))["reference"] for _ in range(2)}
    assert names_in(files) == references
    assert len(references) == 2


async def test_names_lose_paths_and_marks(front: Client) -> None:
    attachment = await upload(front, form(PNG, name="..\\..\\ma\u202e photo.png"))
    assert attachment["name"] == "ma photo.png"


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/zip"])
async def test_other_kinds_are_refused(front: Client, files: Path, media_type: str) -> None:
    response = await front.post("/simulator/files", data=form(b"<svg onload=alert(1)>", media_type))
    assert response.status == 415
    assert names_in(files) == set()


async def test_too_large_is_refused(front: Client, files: Path) -> None:
    paper = b"%PDF-1.7".ljust(FILE_LIMIT, b"\0")
    largest = await front.post("/simulator/files", data=form(paper))
    larger = await front.post("/simulator/files", data=form(paper + b"\0"))
    assert (largest.status, larger.status, len(names_in(files))) == (201, 413, 1)


async def test_forms_without_a_file_are_refused(front: Client) -> None:
    empty = await front.post("/simulator/files", data=form(b""))
    other = await front.post("/simulator/files", data=form(PNG, field="other"))
    plain = await front.post("/simulator/files", data=PNG)
    assert (empty.status, other.status, plain.status) == (400, 400, 400)


async def test_broken_multipart_is_refused(front: Client) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        response = await front.post("/simulator/files", data=b"--y\r\n\r\n", headers={"Content-Type": kind})
        assert response.status == 400


@pytest.mark.parametrize("reference", ["..%2f..%2fsecret.png", "a.png", ".hidden", "x" * 22 + ".exe"])
async def test_unknown_references_are_404(front: Client, files: Path, reference: str) -> None:
    plant(files / "a.png", files.parent / "secret.png")
    assert (await front.get(f"/simulator/files/{reference}")).status == 404
