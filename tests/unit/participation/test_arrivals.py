"""Which lines of a list are taken, and does any list at all get an answer?"""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.participation.arrivals import Arrival, Fault, Manner, Unreadable, read_arrivals, read_text, region_of

MANNER = Manner("FR", ("fr", "en"), {"les lilas": "lilas"})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("06 12 34 56 78,Léa,fr,Les Lilas", Arrival(2, "+33612345678", "Léa", "fr", "lilas")),
        ("612345678,,,", Arrival(2, "+33612345678")),
        ("01 42 68 53 00,,,", Fault(2, "landline", "01 42 68 53 00")),
        ("6.12E+08,,,", Fault(2, "phone", "6.12E+08")),
        (",Léa,,", Fault(2, "missing", "")),
        ('0612345678,"=1+1",,', Fault(2, "name", "=1+1")),
        ("0612345678,Léa,xx,", Fault(2, "language", "xx")),
        ("0612345678,Léa,,Mars", Fault(2, "district", "Mars")),
    ],
)
def test_each_line_is_taken_or_told(line: str, found: Arrival | Fault) -> None:
    arrivals, faults = read_arrivals(f"Téléphone,Prénom,Langue,Quartier\n{line}\n", MANNER)
    assert [*arrivals, *faults] == [found]


def test_overseas_numbers_are_of_their_territory() -> None:
    manner = Manner(region_of("Indian/Reunion"), ("fr",), {})
    assert read_arrivals("tel\n0692 12 34 56\n", manner)[0] == [Arrival(2, "+262692123456")]


@given(st.binary(max_size=300))
def test_any_file_gets_an_answer(data: bytes) -> None:
    with suppress(Unreadable):
        read_arrivals(read_text(b"tel;prenom\n" + data), MANNER)
