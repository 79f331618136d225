"""Does the counter on the page count as the SMS channel does?"""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.channels.sms.segments import JOINED, SINGLE, measure
from tests.browser.phones import bubbles, phone, write

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.asyncio(loop_scope="session")]

TEXTS = [
    "a",
    "é" * 160,
    "a" * 161,
    "a" * 306,
    "a" * 307,
    "€" * 80,
    "a" * 159 + "€",
    "a" * 152 + "€" + "b" * 20,
    "[{€}]^~|\\" * 40,
    "ê" * 70,
    "ê" * 71,
    "ê" * 134,
    "ê" * 135,
    "a" * 66 + "👋" + "b" * 10,
    "👋" * 67,
    "مرحبا " * 30,
    "line\nfeed\r\n" * 20,
    "ç Ç œ ’ “ « –",
    "".join(map(chr, range(32, 700))),
]


async def test_page_counts_as_the_channel_does(page: Page) -> None:
    script = "async texts => { const { measure } = await import('/static/simulator/sms.js'); return texts.map(measure) }"
    for text, counted in zip(TEXTS, await page.evaluate(script, TEXTS), strict=True):
        size = measure(text)
        capacity = SINGLE[size.encoding] if size.parts == 1 else size.parts * JOINED[size.encoding]
        expected = (size.encoding, size.units, size.parts, capacity)
        assert (counted["encoding"], counted["units"], counted["parts"], counted["capacity"]) == expected, (
            text
        )


async def test_counter_follows_the_typing(page: Page) -> None:
    sms = phone(page, "sms-lea")
    counter, field = sms.locator(".counter"), sms.locator("textarea")
    await field.fill("bonjour")
    await expect(counter).to_have_text("7 / 160 · 1 SMS · GSM-7")
    await field.fill("a" * 161)
    await expect(counter).to_have_text("161 / 306 · 2 SMS · GSM-7")
    await field.fill("fête")
    await expect(counter).to_contain_text("4 / 70 · 1 SMS · UCS-2")
    await expect(counter).to_contain_text("ê fait passer en UCS-2")
    await field.press("Enter")
    await expect(counter).to_have_text("0 / 160 · 1 SMS · GSM-7")


async def test_received_parts_are_shown(page: Page) -> None:
    await write(page, "sms-lea", "long")
    await expect(bubbles(page, "sms-lea").locator(".parts")).to_have_text("3 SMS · 197 signes · UCS-2")
