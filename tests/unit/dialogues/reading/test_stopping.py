"""Are plain opt-outs obeyed as people type them, and ideas left alone?"""

from __future__ import annotations

import pytest

from dialogues.reading.fold import fold
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import lexicons

PLAIN = [
    *("arretez", "Arrêtez !", "ARRETEZ SVP", "arrete", "Arrête", "arrêtez merci", "arrete stop"),
    *("arrete de mecrire", "arretez de mecrire", "Arrêtez de m'écrire", "arretez de menvoyer des sms"),
    *("je veu arreté", "je veux arreter", "Je veux arrêter svp", "je voudrais arrêter", "jveux arreter"),
    *("stoop", "STOPP", "Stoop !", "stopp svp"),
    *("plus de msg svp", "plus de messages", "Plus de SMS svp", "plus aucun message", "bonjour plus de sms"),
    *(
        "oui stop",
        "ah non stop",
        "nan mais stop quoi",
        "mais arretez svp",
        "ok stop",
        "bon arretez",
        "توقف",
        "أوقف من فضلك",
        "parar",
        "PARAR POR FAVOR",
        "quiero parar",
        "parem",
    ),
    *(
        "stop ça",
        "stop ca !!",
        "stop ça svp",
        "stop c bon",
        "stop ça suffit",
        "stoppez",
        "arretez ça",
        "désinscription",
    ),
    *(
        "stop j'en ai marre de vos sms",
        "mais arretez avec vos questions",
        "lachez moi",
        "lâchez-moi la grappe",
        "S T O P",
        "s.t.o.p",
        "desabonner moi svp",
        "désabonnez nous",
        "je veux stoper les sms",
        "je voudrais arrêter de recevoir vos messages",
        "stoper",
    ),
    *("arrete les sms", "ARRÊTE LES SMS", "ne mecrivez plus", "mécrivez plus"),
]

IDEAS = [
    *("arretez de polluer", "arrete de couper les arbres", "arrêtez les travaux la nuit"),
    *("plus de messages de prévention", "plus de messages sur les panneaux", "il faut plus de messages"),
    *("je veux arrêter les voitures devant l'école", "je veux arreter le bruit", "je veux arrêter de fumer"),
    *("plus de bancs svp", "plus de bus", "plus de SMS pour prévenir des travaux"),
    *("non stop", "ok stop aux voitures", "توقف عن قطع الأشجار", "parar los coches", "parem as obras"),
    *(
        "stop ça pollue",
        "arretez ça dans le parc",
        "lachez moi des bancs partout",
        "je veux stopper les voitures",
        "je veux arrêter les messages racistes sur les murs",
        "s t o p au bruit",
        "stop aux questions de parking",
    ),
    *("arrêté municipal", "arretez le bruit svp", "stopp aux voitures", "arrete de bus"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_opt_out_is_a_stop(text: str) -> None:
    assert {lexicons()[language].stop(fold(text)) for language in LANGUAGES} == {""}


@pytest.mark.parametrize("text", IDEAS)
def test_an_idea_stays_an_idea(text: str) -> None:
    assert {lexicons()[language].stop(fold(text)) for language in LANGUAGES} == {None}


@pytest.mark.parametrize("text", ["stop pub", "STOP PUB svp"])
def test_stop_pub_never_stops_all(text: str) -> None:
    assert lexicons()["fr"].stop(fold(text)) not in ("", None)
