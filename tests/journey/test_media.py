"""Do residents' photos come in after the turn, whatever dies, and go when they must?"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.channels.fetching import GONE, NETWORK, Unfetched
from bot.media.collector import DEADLINE, HELD, KEPT, STRAY, Collector
from dialogues.inputs import Attachment
from storage import models
from tests.journey.house import House

PLACE = "48.1021 rue des Lilas"


def photo() -> bytes:
    saved, exif = BytesIO(), Image.Exif()
    exif[0x010E] = PLACE
    Image.new("RGB", (30, 20), 90).save(saved, "JPEG", exif=exif)
    return saved.getvalue()


@dataclass
class Provider:
    """What fetches for the pretend phones."""

    answers: dict[str, bytes | Unfetched | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, reference: str) -> bytes | Unfetched:
        """Answer as planned, with a photo else."""
        self.asked.append(reference)
        answer = self.answers.get(reference, photo())
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def provider(house: House) -> Provider:
    provider = Provider()
    house.service.collector.fetchers = {"simulator": provider}
    return provider


def kept(house: House) -> list[Path]:
    return [path for path in house.service.collector.folder.root.rglob("*") if path.is_file()]


async def only(house: House) -> dict[str, Any]:
    (row,) = await house.rows(models.Medium)
    return row


async def send(house: House, *references: str, value: str = "telegram-lea") -> Collector:
    for reference in references:
        await house.resident(value).send(Attachment(reference, "image/jpeg", "moi & mon jardin.jpg"))
    return house.service.collector


async def test_a_photo_is_kept_without_its_place(house: House, provider: Provider) -> None:
    collector = await send(house, "telegram:a")
    assert provider.asked == [] and (await only(house))["status"] == "waiting"
    assert await collector.drain() == 1
    row, (path,) = await only(house), kept(house)
    assert (row["status"], row["media_type"], row["size"]) == ("kept", "image/jpeg", path.stat().st_size)
    assert path.name == f"{row['digest']}-{row['id']}.jpg" and path.parent.name == row["digest"][:2]
    assert PLACE.encode() in photo() and PLACE.encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await collector.drain() == 0
    figures = house.service.metrics.page().decode()
    assert 'palabre_media_total{channel="simulator",outcome="kept"} 1.0' in figures


async def test_a_file_is_tried_again_then_given_up(house: House, provider: Provider) -> None:
    provider.answers["a"] = NETWORK
    collector = await send(house, "a")
    assert await collector.drain() == 1
    row = await only(house)
    assert (row["status"], row["error_code"], row["attempt"]) == ("waiting", "network", 1)
    assert row["due_at"] > datetime.now(UTC)
    assert await collector.drain() == 0
    await house.change(models.Medium, created_at=datetime.now(UTC) - DEADLINE, due_at=datetime.now(UTC))
    assert await collector.drain() == 1
    assert (await only(house))["status"] == "failed" and kept(house) == []


@pytest.mark.parametrize(
    ("answer", "code"), [(GONE, "gone"), (b"MZ an executable", "type"), (photo()[:99], "broken")]
)
async def test_what_cannot_be_kept_is_recorded(
    house: House, provider: Provider, answer: bytes | Unfetched, code: str
) -> None:
    provider.answers["a"] = answer
    await (await send(house, "a")).drain()
    row = await only(house)
    assert (row["status"], row["error_code"], kept(house)) == ("failed", code, [])
    assert f'outcome="{code}"' in house.service.metrics.page().decode()


async def test_a_fault_of_ours_harms_no_other(house: House, provider: Provider) -> None:
    provider.answers["a"] = RuntimeError("a test")
    await (await send(house, "a", "b")).drain()
    rows = await house.rows(models.Medium)
    assert [(row["status"], row["error_code"]) for row in rows] == [("waiting", "fault"), ("kept", None)]


async def test_a_collector_that_dies_is_replaced(house: House, provider: Provider) -> None:
    """It had claimed the file, and written some of it."""
    collector = await send(house, "a")
    now = datetime.now(UTC)
    await house.service.database.transact(lambda unit: unit.media.claim(9, now, now + HELD))
    assert await collector.drain() == 0
    await house.restart()
    house.service.collector.fetchers = {"simulator": provider}
    assert await house.service.collector.round(now + HELD) == 1
    assert (await only(house))["status"] == "kept"


async def test_erasure_takes_the_photo_along(house: House, provider: Provider) -> None:
    collector = await send(house, "a")
    await send(house, "b", value="telegram-sam")
    await collector.drain()
    assert len(kept(house)) == 2
    lea = house.resident("telegram-lea")
    await lea.play("SUPPRIMER", "oui")
    assert await collector.drain() == 1
    rows = await house.rows(models.Medium)
    assert [row["reference"] for row in rows] == ["b"] and len(kept(house)) == 1


async def test_old_photos_of_nothing_go(house: House, provider: Provider) -> None:
    collector = await send(house, "a")
    await collector.drain()
    now = datetime.now(UTC)
    assert await collector.tidy(now + timedelta(days=KEPT - 1)) == 0
    assert await collector.tidy(now + timedelta(days=KEPT + 1)) == 1
    assert kept(house) == [] and await house.rows(models.Medium) == []


async def test_strays_are_swept(house: House, provider: Provider) -> None:
    collector = await send(house, "a")
    await collector.drain()
    (path,) = kept(house)
    stray, cut = path.with_name(path.name.replace("-", "-9")), path.with_suffix(".partial")
    for each in (stray, cut):
        each.write_bytes(b"x")
    assert await collector.tidy(datetime.now(UTC)) == 0

    long_ago = datetime.now(UTC).timestamp() - 2 * STRAY
    for each in (path, stray, cut):
        os.utime(each, (long_ago, long_ago))
    assert await collector.tidy(datetime.now(UTC)) == 2
    assert kept(house) == [path]


async def test_my_data_tells_of_my_photos(house: House, provider: Provider) -> None:
    await (await send(house, "a")).drain()
    who = await house.participant("telegram-lea")
    held = await house.service.database.read(lambda unit: unit.participants.export(who))
    assert [(row["reference"], row["status"]) for row in held["media"]] == [("a", "kept")]
