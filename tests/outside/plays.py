"""What does a resident write in a whole idea dialogue, and what is asked next?"""

from __future__ import annotations

from tests.journey.ideas import BENEFIT, PROBLEM, SOLUTION

#: (words, or the value of a button after "tap:") → found in what is asked next
TELEGRAM = (
    ("/start", "Acceptez-vous"),
    ("non", "Que voulez-vous faire"),
    ("tap:idea", "défi en cours"),
    ("Idée libre", "1/3"),
    (SOLUTION, "2/3"),
    (PROBLEM, "3/3"),
    (BENEFIT, "thème"),
    ("Mobilité", "Où"),
    ("passer", "photo"),
    ("passer", "Tout est bon"),
    ("tap:ok", "Merci"),
)

#: what is written by SMS, where less is asked
SMS = (
    ("une idée", "1/3"),
    (SOLUTION, "2/3"),
    (PROBLEM, "3/3"),
    (BENEFIT, "OK pour envoyer"),
    ("ok", "Merci"),
)

#: what is written by WhatsApp; a tap is a ButtonPayload
WHATSAPP = (
    ("une idée", "défi en cours"),
    ("tap:none", "1/3"),
    (SOLUTION, "2/3"),
    (PROBLEM, "3/3"),
    (BENEFIT, "thème"),
    ("tap:mobilite", "Où"),
    ("passer", "photo"),
    ("passer", "Tout est bon"),
    ("tap:ok", "Merci"),
)
