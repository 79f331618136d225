"""Does the simulator's page get what each channel would show?"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from bot.channels.errors import BadAddress
from bot.channels.message import Address
from bot.channels.shape import Call, Channel
from bot.channels.simulator.address import Style, read_address
from bot.channels.simulator.render import Simulator
from bot.channels.sms.capabilities import CAPABILITIES as SMS
from bot.channels.sms.render import Sms
from bot.channels.telegram.capabilities import CAPABILITIES as TELEGRAM
from bot.channels.telegram.render import Telegram
from bot.channels.whatsapp.capabilities import CAPABILITIES as WHATSAPP
from bot.channels.whatsapp.render import WhatsApp
from dialogues.content import Capabilities, Wanted
from dialogues.inputs import Json
from tests.unit.channels.messages import outbound

STYLES: Mapping[Style, Channel[Call]] = {"telegram": Telegram(), "whatsapp": WhatsApp(), "sms": Sms()}
SIMULATOR = Simulator(STYLES)


def page(
    to: str, text: str, *labels: str, wants: Wanted | None = None, language: str = "fr"
) -> dict[str, Json]:
    """Return what the page gets, through JSON."""
    message = outbound(text, *labels, to=f"simulator:{to}", wants=wants, language=language)
    [call] = SIMULATOR.render(message)
    return dict(json.loads(json.dumps(call.to_json())))


def tap(label: str) -> dict[str, str]:
    return {"label": label, "value": label.lower()}


def test_telegram_shows_its_buttons() -> None:
    bubble = {"text": "Où ?", "buttons": [[tap("Oui"), tap("Non")]], "list": []}
    shown = {**bubble, "wants": None, "dir": "ltr", "sms": None}
    assert page("telegram-lea", "Où ?", "Oui", "Non") == {"style": "telegram", "bubbles": [shown]}


def test_whatsapp_shows_its_list() -> None:
    bubble = page("whatsapp-lea", "Où ?", "Un", "Deux", "Trois", "Quatre")["bubbles"][0]
    assert bubble["list"] == [tap("Un"), tap("Deux"), tap("Trois"), tap("Quatre")]
    assert bubble["buttons"] == []


def test_sms_shows_its_price() -> None:
    bubble = page("sms-lea", "D'accord ?", "Oui", "Non")["bubbles"][0]
    assert bubble["text"] == "D'accord ?\n1 Oui 2 Non"
    assert bubble["sms"] == {"encoding": "GSM-7", "parts": 1, "units": 22, "remaining": 138}


def test_wishes_are_those_the_style_can_meet() -> None:
    assert page("telegram-lea", "Où ?", wants="location")["bubbles"][0]["wants"] == "location"
    assert page("whatsapp-lea", "Une photo ?", wants="photo")["bubbles"][0]["wants"] == "photo"
    assert page("sms-lea", "Où ?", wants="location")["bubbles"][0]["wants"] is None


def test_a_typed_button_has_no_value() -> None:
    bubble = page("telegram-lea", "Où ?", "Passer", wants="location")["bubbles"][0]
    assert bubble["buttons"] == [[{"label": "Passer", "value": None}]]


def test_only_the_last_bubble_wants() -> None:
    bubbles = page("whatsapp-lea", "mot " * 300, wants="location")["bubbles"]
    assert [bubble["wants"] for bubble in bubbles] == [None, "location"]


def test_arabic_is_drawn_from_the_right() -> None:
    assert page("sms-lea", "مرحبا", language="ar")["bubbles"][0]["dir"] == "rtl"


def test_nothing_to_read_is_not_shown() -> None:
    assert SIMULATOR.render(outbound(" ", to="simulator:sms-lea")) == []


@pytest.mark.parametrize(("style", "can"), [("telegram", TELEGRAM), ("whatsapp", WHATSAPP), ("sms", SMS)])
def test_capabilities_are_those_of_the_style(style: str, can: Capabilities) -> None:
    assert SIMULATOR.capabilities(Address("simulator", f"{style}-lea")) == can


@pytest.mark.parametrize("value", ["", "lea", "sms-", "fax-lea", "sms-l/a", "sms-" + "a" * 41, "sms-a\n"])
def test_other_addresses_are_refused(value: str) -> None:
    with pytest.raises(BadAddress, match="a style and a name"):
        read_address(value)
    with pytest.raises(BadAddress):
        SIMULATOR.capabilities(Address("simulator", value))


def test_an_address_is_read_with_or_without_channel() -> None:
    assert read_address("sms-léa") == read_address("simulator:sms-léa") == Address("simulator", "sms-léa")
