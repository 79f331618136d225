"""Is a message drawn on Telegram as the Bot API takes it, with every option in reach?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from bot.channels.tapped import restore
from bot.channels.telegram.render import Telegram, TelegramCall
from bot.channels.width import utf16_width
from dialogues.content import Option
from tests.unit.channels.messages import ANY_TEXT, OPTIONS, offering, outbound


def params(text: str, *labels: str, **more: Any) -> Any:
    """Return the parameters of the only call."""
    [call] = Telegram().render(outbound(text, *labels, **more))
    assert call.method == "sendMessage"
    return call.params


def key(label: str) -> dict[str, str]:
    return {"text": label, "callback_data": label.lower()}


def lines(*labels: str) -> list[list[str]]:
    """Return how buttons with these labels are laid out."""
    keyboard = params("?", *labels)["reply_markup"]["inline_keyboard"]
    return [[button["text"] for button in line] for line in keyboard]


def test_plain_words_are_plain_text() -> None:
    assert params("Bonjour _Léa_ <b>*") == {
        "chat_id": 3527065,
        "text": "Bonjour _Léa_ <b>*",
        "reply_markup": {"remove_keyboard": True},
    }


def test_short_options_are_side_by_side() -> None:
    assert params("D'accord ?", "Oui", "Non") == {
        "chat_id": 3527065,
        "text": "D'accord ?",
        "reply_markup": {"inline_keyboard": [[key("Oui"), key("Non")]]},
    }


def test_words_go_by_two_and_figures_by_six() -> None:
    assert lines("Souvent", "Parfois", "Jamais") == [["Souvent", "Parfois"], ["Jamais"]]
    assert lines("Proposer une idée", "Voir les idées", "Plus tard") == [
        ["Proposer une idée"],
        ["Voir les idées", "Plus tard"],
    ]
    assert [len(line) for line in lines(*map(str, range(11)))] == [6, 5]


def test_long_labels_are_written_out() -> None:
    long = "Une piste cyclable de la gare à l'école Jean Moulin"
    found = params("Laquelle ?", long, "Aucune")
    assert found["text"] == f"Laquelle ?\n1 {long}\n2 Aucune"
    assert found["reply_markup"]["inline_keyboard"] == [
        [{"text": "1", "callback_data": long.lower()}, {"text": "2", "callback_data": "aucune"}]
    ]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("fr", "📍 Partager ma position"),
        ("pt-BR", "📍 Partilhar a minha localização"),
        ("ar", "📍 مشاركة موقعي"),
    ],
)
def test_a_place_is_asked_by_a_button(language: str, label: str) -> None:
    assert params("Où ?", wants="location", language=language)["reply_markup"] == {
        "keyboard": [[{"text": label, "request_location": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


def test_options_stand_under_what_is_shared() -> None:
    keyboard = params("Où ?", "Passer", "Retour", wants="contact")["reply_markup"]["keyboard"]
    assert keyboard == [
        [{"text": "📱 Partager mon numéro", "request_contact": True}],
        [{"text": "Passer"}, {"text": "Retour"}],
    ]


def test_a_request_without_words_says_its_button() -> None:
    assert params("", wants="location")["text"] == "📍 Partager ma position"


def test_a_photo_needs_no_button() -> None:
    assert params("Une photo ?", wants="photo")["reply_markup"] == {"remove_keyboard": True}
    assert "inline_keyboard" in params("Une photo ?", "Passer", wants="photo")["reply_markup"]


def test_a_long_text_has_its_buttons_at_the_end() -> None:
    calls = Telegram().render(outbound("mot " * 1500, "Oui"))
    assert ["reply_markup" in call.params for call in calls] == [False, True]
    assert [len(call.params["text"]) for call in calls] == [4095, 1903]


def test_nothing_to_read_is_not_sent() -> None:
    assert Telegram().render(outbound(" \n\u00a0\0")) == []


def test_more_options_than_buttons_are_numbered() -> None:
    found = params("Laquelle ?", *[f"Rue {number}" for number in range(1, 102)])
    assert found["text"].endswith("\n101) Rue 101")
    assert found["reply_markup"] == {"remove_keyboard": True}


def test_a_chat_without_number_keeps_its_name() -> None:
    assert params("Oui", to="simulator:telegram-lea")["chat_id"] == "telegram-lea"
    assert params("Oui", to="telegram:-100123")["chat_id"] == -100123


def test_the_preview_shows_what_can_be_tapped() -> None:
    [call] = Telegram().render(outbound("Où ?", "Passer", wants="location"))
    assert [(tap.label, tap.value) for line in call.preview().buttons for tap in line] == [("Passer", None)]
    [call] = Telegram().render(outbound("D'accord ?", "Oui"))
    assert [(tap.label, tap.value) for line in call.preview().buttons for tap in line] == [("Oui", "oui")]


@given(ANY_TEXT, OPTIONS)
def test_every_option_comes_back_as_its_value(text: str, options: list[Option]) -> None:
    calls = Telegram().render(offering(text, options))
    buttons = [button for call in calls for line in keyboard_of(call) for button in line]
    carried = [button["callback_data"] for button in buttons]
    assert [restore(one, options) for one in carried] == [option.value for option in options]
    assert all(1 <= len(one.encode()) <= 64 for one in carried)
    assert all(button["text"].strip() for button in buttons)


@given(ANY_TEXT.map(lambda text: text * 40), OPTIONS)
def test_every_call_is_within_the_limits(text: str, options: list[Option]) -> None:
    for call in Telegram().render(offering(text, options)):
        assert 1 <= utf16_width(call.params["text"]) <= 4096
        assert call.params["text"].strip()
        assert "parse_mode" not in call.params
        call.params["text"].encode()


def keyboard_of(call: TelegramCall) -> Any:
    return call.params.get("reply_markup", {}).get("inline_keyboard", [])
