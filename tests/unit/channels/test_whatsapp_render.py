"""Is a message drawn on WhatsApp with buttons, a list or numbers, whichever fits?"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given

from bot.channels.tapped import restore
from bot.channels.whatsapp.render import Choice, WhatsApp, WhatsAppCall
from bot.channels.width import utf16_width
from dialogues.content import Option
from tests.unit.channels.messages import ANY_TEXT, OPTIONS, offering, outbound

LEA = "whatsapp:+33639980001"
NUMBER = "+33639980001"


def draw(text: str, *labels: str, language: str = "fr") -> Sequence[WhatsAppCall]:
    return WhatsApp().render(outbound(text, *labels, to=LEA, language=language))


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label.lower(), label) for label in labels)


def test_plain_words_are_plain_text() -> None:
    assert draw("Bonjour *Léa*") == [WhatsAppCall(NUMBER, "Bonjour *Léa*")]


def test_three_short_options_are_buttons() -> None:
    names = ("Oui", "Non", "Je ne sais pas encor")
    assert draw("D'accord ?", *names) == [WhatsAppCall(NUMBER, "D'accord ?", buttons=choices(*names))]


def test_more_options_are_a_list() -> None:
    names = tuple(f"Quartier {letter}" for letter in "ABCDEFGHIJ")
    rows = choices(*names)
    assert draw("Où ?", *names) == [WhatsAppCall(NUMBER, "Où ?", rows=rows, opener="Choisir")]
    assert draw("?", *names, language="ar")[0].opener == "اختيار"


def test_a_label_too_long_for_a_button_is_a_row() -> None:
    [call] = draw("Où ?", "Le quartier de la gare")
    assert (call.buttons, call.rows) == ((), choices("Le quartier de la gare"))


def test_labels_too_long_for_a_row_are_numbered() -> None:
    assert draw("Où ?", "Le quartier de la gare du Nord", "Ailleurs") == [
        WhatsAppCall(NUMBER, "Où ?\n1 Le quartier de la gare du Nord\n2 Ailleurs")
    ]


def test_eleven_options_are_numbered() -> None:
    [call] = draw("Note ?", *map(str, range(11)))
    assert call.body.endswith("\n11) 10")
    assert (call.buttons, call.rows) == ((), ())


def test_options_of_one_name_are_numbered() -> None:
    assert draw("Où ?", "Rue Haute", "Rue Haute")[0].body == "Où ?\n1 Rue Haute 2 Rue Haute"


def test_options_without_text_are_numbered() -> None:
    assert draw("", "Oui", "Non") == [WhatsAppCall(NUMBER, "1 Oui 2 Non")]


def test_a_long_text_has_its_buttons_at_the_end() -> None:
    first, last = draw("mot " * 400, "Oui")
    assert (len(first.body), first.buttons, last.buttons) == (1023, (), choices("Oui"))


def test_nothing_to_read_is_not_sent() -> None:
    assert draw(" \n") == []


@given(ANY_TEXT.map(lambda text: text * 9), OPTIONS)
def test_every_call_is_within_the_limits(text: str, options: list[Option]) -> None:
    for call in WhatsApp().render(offering(text, options, LEA)):
        assert call.body.strip()
        assert utf16_width(call.body) <= 1024
        assert len(call.buttons) <= 3
        assert len(call.rows) <= 10
        assert all(0 < utf16_width(button.title) <= 20 for button in call.buttons)
        assert all(0 < utf16_width(row.title) <= 24 for row in call.rows)


@given(ANY_TEXT, OPTIONS)
def test_every_option_is_in_reach(text: str, options: list[Option]) -> None:
    calls = WhatsApp().render(offering(text, options, LEA))
    taps = [choice.id for call in calls for choice in (*call.buttons, *call.rows)]
    if taps:
        assert [restore(one, options) for one in taps] == [option.value for option in options]
    else:
        sent = "\n".join(call.body for call in calls)
        assert all(str(number) in sent for number in range(1, len(options) + 1))
