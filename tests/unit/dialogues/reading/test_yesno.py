"""Is a yes a yes, as people write it, and a doubt a doubt?"""

from __future__ import annotations

import pytest

from dialogues.reading.yesno import Verdict, read_yesno
from tests.unit.dialogues.scenes import lexicons

SAID: dict[Verdict, list[str]] = {
    "yes": [
        *(
            "oui",
            "OUI !!!",
            "ouais",
            "oui oui",
            "ouii",
            "ouiiiiiii",
            "ouep",
            "wi",
            "yep",
            "ok",
            "oki",
            "👍",
            "👍🏽",
            "✅",
        ),
        *(
            "chui d'accord",
            "je suis d'accord",
            "dac",
            "d'accord",
            "bah oui",
            "ben oui",
            "oui bien sûr",
            "carrément",
        ),
        *(
            "pas de souci",
            "sans problème",
            "oui merci",
            "je veux bien",
            "ça me va",
            "oiu",
            "oui, oui",
            "évidemment",
        ),
        "oui parce que j'habite là",
    ],
    "no": [
        *(
            "non",
            "NON",
            "nan",
            "nn",
            "nope",
            "noooon",
            "non non",
            "non merci",
            "ben non",
            "bah non",
            "👎",
            "❌",
        ),
        *(
            "pas du tout",
            "non pas du tout",
            "jamais de la vie",
            "pas d'accord",
            "je ne suis pas d'accord",
            "hors de question",
        ),
        *(
            "sans façon",
            "je veux pas",
            "non je veux pas",
            "pas question",
            "certainement pas",
            "merci non",
            "nom",
        ),
        "non parce que c'est loin",
    ],
    "unclear": [
        *(
            "ça dépend",
            "sa depend",
            "oui et non",
            "non mais oui",
            "pas oui",
            "peut-être",
            "peut etre",
            "ptet",
            "bof",
        ),
        *(
            "oui mais pas le soir",
            "oui si c'est gratuit",
            "plutôt oui",
            "pas vraiment",
            "oui ou non",
            "pourquoi pas",
        ),
        *("je sais pas", "chais pas", "pas ok", "👍👎", "oui sauf le lundi", "d'accord, pas d'accord"),
    ],
    "unknown": ["haricots", "", "12", "bonjour", "merci", "c'est pas bon", "x" * 5000, "🚲"],
}


@pytest.mark.parametrize(("verdict", "text"), [(v, t) for v, texts in SAID.items() for t in texts])
def test_french_yes_and_no(verdict: Verdict, text: str) -> None:
    assert read_yesno(text, lexicons()["fr"]) == verdict


@pytest.mark.parametrize(
    ("language", "yes", "no", "doubt"),
    [
        ("en", "yeah sure", "no thanks", "it depends"),
        ("es", "sí, claro", "no gracias", "depende"),
        ("pt", "sim, claro", "não obrigado", "talvez"),
        ("ar", "نعم", "لا شكرا", "ربما"),
    ],
)
def test_other_languages(language: str, yes: str, no: str, doubt: str) -> None:
    lexicon = lexicons()[language]
    assert [read_yesno(text, lexicon) for text in (yes, no, doubt)] == ["yes", "no", "unclear"]


def test_consent_takes_no_reasons() -> None:
    assert read_yesno("oui parce que j'habite là", lexicons()["fr"], strict=True) == "unclear"


def test_consent_takes_a_clear_yes() -> None:
    assert read_yesno("oui oui d'accord merci", lexicons()["fr"], strict=True) == "yes"


@pytest.mark.parametrize(
    "text", ["bien sûr que non", "bah non", "évidemment que non", "jamais", "clairement pas"]
)
def test_a_plain_no_is_read(text: str) -> None:
    assert read_yesno(text, lexicons()["fr"], strict=True) == "no"


@pytest.mark.parametrize("text", ["évidemment", "Ben évidemment !", "bien entendu", "ah oui", "c'est clair"])
def test_a_plain_yes_is_read(text: str) -> None:
    assert read_yesno(text, lexicons()["fr"], strict=True) == "yes"
