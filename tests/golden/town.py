"""What does the made-up town of the golden conversations know?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: a consultation that is open
SCHOOLS: Mapping[str, Any] = {
    "id": "idees-ecole",
    "label": "Nos écoles en 2030",
    "title": "Nos écoles en 2030",
    "description": "Comment imaginez-vous les écoles de demain ?",
    "pledge": "une réponse à chaque idée soutenue par 20 personnes",
    "rules": "- L'idée concerne une école de la ville.\n- Elle coûte moins de 50 000 euros.",
    "closes": "30 juin 2026",
}

#: another, without rules nor pledge
PARKS: Mapping[str, Any] = {
    **SCHOOLS, "id": "parcs", "label": "Nos parcs", "title": "Nos parcs", "description": "Quels parcs pour demain ?",
    "pledge": "", "rules": "", "closes": "",
}  # fmt: skip

#: how the survey of tests/golden/survey.yml stands to who asks
DISTRICT: Mapping[str, Any] = {
    "id": "quartier", "label": "Votre quartier", "title": "Votre quartier", "dialogue": "survey-quartier",
    "state": "open", "anonymous": False, "length": "9", "given": {},
}  # fmt: skip

#: the same, answered already
ANSWERED: Mapping[str, Any] = {
    **DISTRICT,
    "state": "answered",
    "given": {"bus": "never", "why": None, "mark": 8, "people": 3, "since": None, "place": None, "picture": None,
              "again": True, "correcting": True},
}  # fmt: skip

#: names that only come when a turn wanted them
LOOKED_UP: Mapping[str, Any] = {
    "suggested_theme": "mobilite",
    "reference": "MOBI-7K2Q",
    "similar_ideas": [],
    "similar_to_mine": None,
    "my_ideas": None,
    "inadmissible": [],
    "download_code": "4KQ7M2XP",
    "my_surveys": [],
}

#: how the town speaks of itself, by language
VOICES: Mapping[str, Mapping[str, str]] = {
    "fr": {"authority": "la mairie", "pledge": "La mairie répond à chaque idée."},
    "en": {"authority": "the town hall", "pledge": "The town hall answers each idea."},
    "es": {"authority": "el ayuntamiento", "pledge": "El ayuntamiento responde a cada idea."},
    "pt": {"authority": "a câmara municipal", "pledge": "A câmara responde a cada ideia."},
    "ar": {"authority": "البلدية", "pledge": "تجيب البلدية عن كل فكرة."},
}

#: what the town knows at every turn, then the results of look-ups, always the same
TOWN: Mapping[str, Any] = {
    "territory": "Saint-Exemple",
    **VOICES["fr"],
    "contact": "01 99 00 00 00",
    "public_url": "https://palabre.example",
    "first_name": "Léa",
    "themes": [
        {"id": "mobilite", "label": "Mobilité"},
        {"id": "nature", "label": "Nature"},
        {"id": "ecole", "label": "École et jeunesse"},
    ],
    "districts": [
        {"id": "centre", "name": "Centre", "aliases": ["centre-ville"]},
        {"id": "gare", "name": "Quartier de la Gare", "aliases": ["la gare"]},
    ],
    "languages": [
        {"id": "fr", "label": "Français", "aliases": ["francais", "french", "frances", "الفرنسية"]},
        {"id": "en", "label": "English", "aliases": ["anglais", "ingles", "الإنجليزية"]},
        {"id": "es", "label": "Español", "aliases": ["espagnol", "spanish", "espanhol", "الإسبانية"]},
        {"id": "pt", "label": "Português", "aliases": ["portugais", "portuguese", "البرتغالية"]},
        {"id": "ar", "label": "العربية", "aliases": ["arabe", "arabic"]},
    ],
    "consultations": [],
    "consents_asked": [],
    "consents_given": [],
    **LOOKED_UP,
}

#: words of a golden file's header that stand for a value
NAMED: Mapping[str, Any] = {"SCHOOLS": SCHOOLS, "PARKS": PARKS, "DISTRICT": DISTRICT, "ANSWERED": ANSWERED}
