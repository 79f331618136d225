"""How does a test use the phones of the page?"""

from __future__ import annotations

from playwright.async_api import Locator, Page


def phone(page: Page, address: str) -> Locator:
    """Return the phone of an address ("sms-lea")."""
    return page.locator(f"[data-address={address}]")


def bubbles(page: Page, address: str) -> Locator:
    """Return what the town said on a phone."""
    return phone(page, address).locator(".theirs")


async def write(page: Page, address: str, text: str) -> None:
    """Write a text and send it with Enter."""
    field = phone(page, address).locator("textarea")
    await field.fill(text)
    await field.press("Enter")
