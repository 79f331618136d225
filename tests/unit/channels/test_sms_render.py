"""Is a message drawn by SMS short, whole and readable?"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given

from bot.channels.menu import labels
from bot.channels.sms.render import Sms, SmsCall
from bot.channels.sms.segments import measure
from dialogues.content import Option
from tests.unit.channels.messages import ANY_TEXT, OPTIONS, offering, outbound

LEA = "sms:+33639980001"


def bodies(calls: Sequence[SmsCall]) -> list[str]:
    return [call.body for call in calls]


def test_a_message_goes_with_its_price() -> None:
    [call] = Sms().render(outbound("Bonjour, où êtes-vous ?", to=LEA))
    assert call == SmsCall("+33639980001", "Bonjour, où êtes-vous ?", measure("Bonjour, où êtes-vous ?"))
    assert call.measure.parts == 1


def test_options_are_a_numbered_line() -> None:
    calls = Sms().render(outbound("Le bus de nuit, vous l'avez pris ?", "Souvent", "Jamais", to=LEA))
    assert bodies(calls) == ["Le bus de nuit, vous l'avez pris ?\n1 Souvent 2 Jamais"]


def test_wishes_leave_no_trace() -> None:
    assert bodies(Sms().render(outbound("Ou ?", to=LEA, wants="location"))) == ["Ou ?"]


def test_text_and_menu_are_folded_together() -> None:
    text, label = "Le théâtre doit-il être rouvert l’été ? " * 2, "Plutôt"
    assert bodies(Sms().render(outbound(text, label, to=LEA))) == [
        ("Le théâtre doit-il être rouvert l'été ? " * 2).strip().replace("â", "a").replace("ê", "e")
        + "\n1 Plutot"
    ]


def test_exact_mode_keeps_accents() -> None:
    text = "Le théâtre doit-il être rouvert ? " * 3
    assert bodies(Sms("exact").render(outbound(text, to=LEA))) == [text.strip()]


def test_arabic_goes_as_it_is() -> None:
    [call] = Sms().render(outbound("ما هو اقتراحكم؟", "نعم", "لا", to=LEA, language="ar"))
    assert call.body == "ما هو اقتراحكم؟\n1 نعم 2 لا"
    assert call.measure.encoding == "UCS-2"


def test_a_long_text_is_several_messages() -> None:
    calls = Sms(limit=1).render(outbound("Un arbre de plus. " * 12, "Oui", to=LEA))
    assert bodies(calls) == [
        "Un arbre de plus. " * 8 + "Un arbre (1/2)",
        "de plus. " + "Un arbre de plus. " * 2 + "Un arbre de plus.\n1 Oui\n(2/2)",
    ]


def test_nothing_to_read_is_not_sent() -> None:
    assert Sms().render(outbound(" \0", to=LEA)) == []


def test_the_preview_tells_the_price() -> None:
    [call] = Sms().render(outbound("5 €", to=LEA))
    cost = call.preview().cost
    assert cost is not None
    assert (cost.encoding, cost.parts, cost.units, cost.remaining) == ("GSM-7", 1, 4, 156)


@given(ANY_TEXT, OPTIONS)
def test_every_option_has_its_number(text: str, options: list[Option]) -> None:
    sent = "\n".join(call.body for call in Sms("exact").render(offering(text, options, LEA)))
    numbers = [str(number) for number, name in enumerate(labels(options), 1)]
    assert all(number in sent for number in numbers)


@given(ANY_TEXT.map(lambda text: text * 9), OPTIONS)
def test_no_message_is_empty_or_too_dear(text: str, options: list[Option]) -> None:
    calls = Sms(limit=2).render(offering(text, options, LEA))
    assert all(call.body.strip() and 1 <= call.measure.parts <= 2 for call in calls)
    assert all(call.measure == measure(call.body) for call in calls)
