"""Which words make a whole idea, on each kind of phone?"""

from __future__ import annotations

from tests.journey.resident import Resident

#: As people type: blanks, quotes, emoji, accents, signs of other scripts, two lines.
SOLUTION = "Des arceaux à vélos   devant l'école « Jean Moulin » 🚲\nPas 2 : 10 !"
PROBLEM = "on attache nos vélos aux grilles œ’…€ <b>_*[x](y)"
BENEFIT = "les enfants viendront à vélo, même بالعربية et 👨‍👩‍👧"

WORDS = (SOLUTION, PROBLEM, BENEFIT)

#: style → what is written from the first word to the thanks; phones that draw less ask less
TEXTS: dict[str, tuple[str, ...]] = {
    "sms": ("une idée", *WORDS, "8"),
    "telegram": ("une idée", "Idée libre", *WORDS, "Mobilité", "passer", "passer", "envoyer"),
    "whatsapp": ("une idée", "3", *WORDS, "1", "passer", "passer", "ok"),
}


async def propose(resident: Resident) -> list[str]:
    """Propose the idea; return the thanks, and the question that follows them."""
    return await resident.play(*TEXTS[resident.value.partition("-")[0]])
