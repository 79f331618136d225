"""What does the classifier see of a text?"""

from __future__ import annotations

import pytest

from bot.nlu.embedded.reading import LONGEST, read_words, spellings


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Jveux proposer 1 truc pr les vélos !", "je veux proposer 0 truc pour les velos"),
        ("C koi ce numéro ?", "c est quoi ce numero"),
        ("où en est MOBI-BE4D", "ou en est xref"),
        ("velo-7k2m svp", "xref s il vous plait"),
        ("peut-être demain", "peut etre demain"),
        ("PEUT-être", "peut etre"),
        ("06 12 34 56 78", "00 00 00 00 00"),
        ("😀 🎉", ""),
        ("", ""),
        ("   \n\t", ""),
    ],
)
def test_words_are_written_out(written: str, read: str) -> None:
    assert read_words(written, "fr") == read


def test_an_endless_text_is_cut() -> None:
    assert len(read_words("a" * 10_000, "fr")) == LONGEST


def test_other_languages_keep_their_words() -> None:
    assert read_words("c pr", "en") == "c pr"


def test_a_language_without_a_list_has_none() -> None:
    assert spellings("xx") == {}


#: Everyday words, folded: an accent that is lost must not turn one into another ("cé" would take "ce").
EVERYDAY = """ce se te le de ne me la les des du un une et ou que qui en au aux a as ai on il elle vous nous sur par pas plus
ses ces mes tes vos nos son ton mon sont sans tous pu vu lu su dit dis fait bus rue place""".split()


def test_no_short_form_is_a_word_of_its_own() -> None:
    assert spellings("fr").keys() & set(EVERYDAY) == set()
