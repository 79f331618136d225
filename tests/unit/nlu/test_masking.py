"""Is what leads to a person taken out of a text, and the rest left?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.masking import LONGEST, mask


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("rappelez moi au 06 12 34 56 78", "rappelez moi au 00 00 00 00 00"),
        ("+33612345678 svp", "+00000000000 svp"),
        ("٠٦١٢٣٤٥٦٧٨", "0000000000"),
        ("ecrivez a jean.dupont@mairie.example merci", "ecrivez a …@… merci"),
        ("voir https://x.example/?moi=jean ici", "voir http://… ici"),
        ("je suis @leonie_75 sur insta", "je suis @… sur insta"),
        ("et VELO-7K2M alors", "et XXXX-0000 alors"),
        ("et velo 7k2m alors", "et XXXX-0000 alors"),
        ("ECOL-KMPT svp", "XXXX-0000 svp"),
        ("peut-etre un parc", "peut-etre un parc"),
        ("je m'appelle jean dupont", "je m'appelle …"),
        ("Bonjour, mon nom est Zoé, j'ai faim", "Bonjour, mon nom est …, j'ai faim"),
        ("my name is Ann Lee", "my name is …"),
        ("le jardin de Mme Le Goff", "le jardin de Mme …"),
        ("voyez madame Martin au 3e", "voyez madame … au 0e"),
        ("madame la maire est sympa", "madame la maire est sympa"),
        ("né le 3 mars 1961", "né le 0 mars 0000"),
        ("le vélo à l'école", "le vélo à l'école"),
        ("deux\nlignes\t et  blancs", "deux lignes et blancs"),
        ("\x1b[31mrouge\x07", "[00mrouge"),
        ("", ""),
    ],
)
def test_what_leads_to_a_person_goes(written: str, kept: str) -> None:
    assert mask(written) == kept


def test_a_story_is_cut() -> None:
    assert len(mask("bla " * 1000)) <= LONGEST


@given(st.text(max_size=400))
def test_no_figure_and_no_control_is_left(text: str) -> None:
    masked = mask(text)
    assert {sign for sign in masked if sign.isdecimal()} <= {"0"}
    assert masked.isprintable()
    assert len(masked) <= LONGEST


@given(st.emails())
def test_no_address_is_left(address: str) -> None:
    assert address not in mask(f"mon mail {address} voila")
