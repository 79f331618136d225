"""How is a text sent that is too long for one SMS message?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from bot.channels.pages import Fits, lay
from bot.channels.sms.segments import JOINED, measure

#: Parts of one message: carriers deliver longer ones badly (Twilio advises 320 characters and refuses 1,600).
MAX_PARTS = 6


def split(text: str, menu: str = "", limit: int = MAX_PARTS) -> tuple[str, ...]:
    """Return messages of at most `limit` parts, the menu under the last; several end in "(1/2)", "(2/2)"."""
    whole = "\n".join(filter(None, (text, menu)))
    if measure(whole).parts <= limit:
        return (whole,) if whole else ()
    pages = next(found for digits in count(1) if (found := _pages(text, menu, limit, digits)))
    if len(pages) == 1:
        return tuple(pages)
    return tuple(page + _mark(page, number, len(pages)) for number, page in enumerate(pages, 1))


def _pages(text: str, menu: str, limit: int, digits: int) -> Sequence[str]:
    """Return the pages when their count has that many digits, else nothing."""
    pages = lay(text, menu, _fits(limit, digits), limit * JOINED["GSM-7"])
    return pages if len(pages) < 10**digits else ()


def _fits(limit: int, digits: int) -> Fits:
    """Return the test of a page that still has to take its mark."""
    widest = int("9" * digits)

    def fits(page: str) -> bool:
        return measure(page + _mark(page, widest, widest)).parts <= limit

    return fits


def _mark(page: str, number: int, total: int) -> str:
    """Return " (1/2)", on a line of its own where the page has lines."""
    blank = "\n" if "\n" in page else " "
    return f"{blank}({number}/{total})"
