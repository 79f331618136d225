"""Is the option that people mean found, and never guessed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.content import Option
from dialogues.reading.choices import find, find_several
from dialogues.reading.vocabulary import LANGUAGES
from tests.unit.dialogues.scenes import EVENINGS, USUAL, lexicons, phrasebook

FR = lexicons()["fr"]
PLACES = (
    Option("park", "Parc"),
    Option("north", "Parc Nord"),
    Option("garden", "Un jardin partagé"),
    Option("hall", "Bibliothèque"),
)

MEANT = [
    *(
        ("1", "often"),
        ("2️⃣", "sometimes"),
        ("②", "sometimes"),
        ("2.", "sometimes"),
        ("n°2", "sometimes"),
        ("٢", "sometimes"),
    ),
    *(
        ("le 2eme", "sometimes"),
        ("le 2ème", "sometimes"),
        ("2e", "sometimes"),
        ("1er", "often"),
        ("deuxième", "sometimes"),
    ),
    *(
        ("la 3", "never"),
        ("le 3 svp", "never"),
        ("trois", "never"),
        ("le dernier", "never"),
        ("réponse 1", "often"),
    ),
    *(
        ("b", "sometimes"),
        ("B)", "sometimes"),
        ("a", "often"),
        ("option c", "never"),
        ("Souvent", "often"),
        ("SOUVENT!", "often"),
    ),
    *(
        ("souv", "often"),
        ("souvant", "often"),
        ("jamai", "never"),
        ("jamaiis", "never"),
        ("des fois", "sometimes"),
    ),
    *(
        ("de temps en temps", "sometimes"),
        ("je dirais parfois", "sometimes"),
        ("plutôt souvent merci", "often"),
    ),
    *(
        ("c'est le 2", "sometimes"),
        ("numéro deux", "sometimes"),
        ("parf", "sometimes"),
        ("  2  ", "sometimes"),
    ),
]


@pytest.mark.parametrize(("text", "value"), MEANT)
def test_one_option_is_meant(text: str, value: str) -> None:
    assert [o.value for o in find(text, USUAL, FR)] == [value]


@pytest.mark.parametrize(
    "text", ["1 ou 2", "souvent ou parfois", "1 et 2", "souvent, parfois", "a b", "soit 1 soit 2"]
)
def test_two_options_are_both_found(text: str) -> None:
    assert [o.value for o in find(text, USUAL, FR)] == ["often", "sometimes"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0",
            "4",
            "13",
            "12",
            "2,5",
            "-1",
            "p",
            "z",
            "pas souvent",
            "moins souvent",
            "ni 1 ni 2",
            "tout sauf 1",
            "🚲",
        ),
        *(
            "je sais pas",
            "ça dépend",
            "toujours",
            "",
            "\x00",
            "x" * 100_000,
            "parfois mais pas trop",
            "1 ou plus",
            "souvent ou je sais pas",
            "99999999999999",
        ),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert find(text, USUAL, FR) == ()


def test_the_longest_label_is_meant() -> None:
    assert [o.value for o in find("plutôt au parc nord", PLACES, FR)] == ["north"]


def test_a_shared_beginning_is_ambiguous() -> None:
    assert [o.value for o in find("par", PLACES, FR)] == ["park", "north"]


def test_an_exact_label_beats_a_longer_one() -> None:
    assert [o.value for o in find("parc", PLACES, FR)] == ["park"]


@pytest.mark.parametrize(("language", "text"), [("en", "idea"), ("es", "idea"), ("pt", "ideia")])
def test_its_own_name_beats_one_that_is_bared(language: str, text: str) -> None:
    """The menu offers "idea" and "my idea", of which "idea" is left once "my" is dropped."""
    book = phrasebook()
    keys = ("menu.menu.idea", "menu.menu.my_ideas")
    menu = [Option(key, book.say(key, language), book.aliases(key, language)) for key in keys]
    assert [o.value for o in find(text, menu, lexicons()[language])] == ["menu.menu.idea"]


@pytest.mark.parametrize("text", ["no sé", "no lo sé", "No se"])
def test_not_knowing_is_no_beginning(text: str) -> None:
    going = (Option("restart", "Volver a empezar"), Option("resume", "Seguir", ("no",)))
    assert find(text, going, lexicons()["es"]) == ()


def test_one_word_of_a_label_is_enough() -> None:
    assert [o.value for o in find("jardin", PLACES, FR)] == ["garden"]


def test_two_slips_in_a_long_word() -> None:
    assert [o.value for o in find("la bibliotèqe", PLACES, FR)] == ["hall"]


def test_a_label_that_is_another_number_is_ambiguous() -> None:
    children = (Option("none", "0"), Option("one", "1"), Option("two", "2"))
    assert {o.value for o in find("1", children, FR)} == {"none", "one"}


LISTS = [
    *(
        ("1 et 3", "thu sat"),
        ("1,3", "thu sat"),
        ("1, 3", "thu sat"),
        ("a, c", "thu sat"),
        ("a c", "thu sat"),
        ("1 3", "thu sat"),
    ),
    *(
        ("1+3", "thu sat"),
        ("1/3", "thu sat"),
        ("1.3", "thu sat"),
        ("1;3", "thu sat"),
        ("1\n3", "thu sat"),
        ("3 et 1", "thu sat"),
    ),
    *(
        ("ven et samedi", "fri sat"),
        ("vendredi samedi", "fri sat"),
        ("jeudii", "thu"),
        ("jeudi puis le 3", "thu sat"),
    ),
    *(
        ("1", "thu"),
        ("le 1 et le 3", "thu sat"),
        ("1, 2 et 3", "thu fri sat"),
        ("Jeudi, Vendredi", "thu fri"),
    ),
    *(
        ("1 & 2", "thu fri"),
        ("1 et 1", "thu"),
        ("- jeudi\n- samedi", "thu sat"),
        ("un et trois", "thu sat"),
        ("2️⃣ 3️⃣", "fri sat"),
    ),
]


@pytest.mark.parametrize(("text", "values"), LISTS)
def test_several_options_are_meant(text: str, values: str) -> None:
    assert [o.value for o in find_several(text, EVENINGS, FR).chosen] == values.split()


@pytest.mark.parametrize(
    "text",
    [
        "13",
        "123",
        "1-3",
        "3 à 1",
        "jeudi, mardi",
        "tous sauf 4",
        "jeudi sauf mardi",
        "les 4 premiers",
        "",
        "pas jeudi",
    ],
)
def test_a_doubtful_list_is_not_taken(text: str) -> None:
    assert find_several(text, EVENINGS, FR).chosen == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tous sauf 2", "thu sat"),
        ("tous les soirs sauf vendredi et samedi", "thu"),
        ("tous, sauf le vendredi et le samedi", "thu"),
        ("jeudi, samedi mais pas vendredi", "thu sat"),
        ("les deux premiers sauf le 1", "fri"),
        ("le 1 le 3", "thu sat"),
    ],
)
def test_all_but_some_are_meant(text: str, values: str) -> None:
    assert [o.value for o in find_several(text, EVENINGS, FR).chosen] == values.split()


@pytest.mark.parametrize(
    ("text", "language"),
    [("les deux", "fr"), ("les trois", "fr"), ("los dos", "es"), ("as duas", "pt"), ("كلاهما", "ar")],
)
def test_both_is_no_second_place(text: str, language: str) -> None:
    assert find(text, EVENINGS, lexicons()[language]) == ()


def test_a_portuguese_day_is_no_place() -> None:
    days = tuple(Option(str(n), f"{day}-feira") for n, day in enumerate(("Quinta", "Segunda", "Terça")))
    assert [find(day, days, lexicons()["pt"])[0].value for day in ("segunda", "a quinta", "terça")] == [
        "1",
        "0",
        "2",
    ]


def test_or_in_a_list_is_asked() -> None:
    assert [o.value for o in find_several("1 ou 2", EVENINGS, FR).doubtful] == ["thu", "fri"]


def test_the_missing_part_is_named() -> None:
    assert find_several("jeudi, mardi", EVENINGS, FR).missing == "mardi"


@pytest.mark.parametrize("text", ["١ و٣", "1 و3", "1 و 3", "١، ٣", "الخميس والسبت"])
def test_arabic_lists_are_read(text: str) -> None:
    days = (Option("thu", "الخميس"), Option("fri", "الجمعة"), Option("sat", "السبت"))
    assert [o.value for o in find_several(text, days, lexicons()["ar"]).chosen] == ["thu", "sat"]


def test_thirteen_is_one_option_of_thirteen() -> None:
    many = tuple(Option(str(n), f"Lieu {chr(96 + n) * 5}") for n in range(1, 14))
    assert [o.value for o in find_several("13", many, FR).chosen] == ["13"]


LABELS = st.lists(
    st.text(st.characters(categories=["Ll"], max_codepoint=0x17F), min_size=5, max_size=15),
    min_size=1,
    max_size=8,
    unique_by=lambda label: label,
)


@given(LABELS, st.data(), st.sampled_from(LANGUAGES))
def test_its_own_number_reads_back(labels: list[str], data: st.DataObject, language: str) -> None:
    options = tuple(Option(f"v{n}", f"Zz{label}") for n, label in enumerate(labels))
    place = data.draw(st.integers(0, len(options) - 1))
    assert find(str(place + 1), options, lexicons()[language]) == (options[place],)


@given(LABELS, st.data(), st.sampled_from(LANGUAGES))
def test_its_own_label_reads_back(labels: list[str], data: st.DataObject, language: str) -> None:
    options = tuple(Option(f"v{n}", f"Zz{label}") for n, label in enumerate(labels))
    chosen = data.draw(st.sampled_from(options))
    assert chosen in find(chosen.label, options, lexicons()[language])


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_what_is_found_was_shown(text: str, language: str) -> None:
    found = find_several(text, USUAL, lexicons()[language])
    assert {*found.chosen, *found.doubtful, *find(text, USUAL, lexicons()[language])} <= {*USUAL}
