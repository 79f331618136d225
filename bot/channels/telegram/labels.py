"""What is written on Telegram's own buttons, in each language?"""

from __future__ import annotations

from collections.abc import Mapping

SHARE_LOCATION: Mapping[str, str] = {
    "fr": "📍 Partager ma position",
    "en": "📍 Share my location",
    "es": "📍 Compartir mi ubicación",
    "pt": "📍 Partilhar a minha localização",
    "ar": "📍 مشاركة موقعي",
}
SHARE_CONTACT: Mapping[str, str] = {
    "fr": "📱 Partager mon numéro",
    "en": "📱 Share my number",
    "es": "📱 Compartir mi número",
    "pt": "📱 Partilhar o meu número",
    "ar": "📱 مشاركة رقمي",
}
