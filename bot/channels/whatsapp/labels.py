"""What is written on the button that opens a WhatsApp list, in each language?"""

from __future__ import annotations

from collections.abc import Mapping

#: At most 20 characters each.
CHOOSE: Mapping[str, str] = {
    "fr": "Choisir",
    "en": "Choose",
    "es": "Elegir",
    "pt": "Escolher",
    "ar": "اختيار",
}
