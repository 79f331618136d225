"""Does a shape with its values say what the message says?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.whatsapp.content import MAX_LINES, definition, shape_of, variables
from bot.channels.whatsapp.render import Choice, WhatsApp, WhatsAppCall
from tests.unit.channels.messages import ANY_TEXT, OPTIONS, offering, outbound

CHAT = "whatsapp:+33612345678"
YES = (Choice("yes", "Oui"),)


def filled(call: WhatsAppCall) -> Any:
    """Return the content as Twilio fills it: each place with its value, once."""
    shape = shape_of(call)
    assert shape is not None
    values = variables(call)

    def fill(part: Any) -> Any:
        if isinstance(part, str):
            return re.sub(r"\{\{(\w+)\}\}", lambda place: values[place[1]], part)
        if isinstance(part, dict):
            return {name: fill(value) for name, value in part.items()}
        return [fill(each) for each in part]

    return fill(definition(shape)["types"])


def test_buttons_are_quick_replies() -> None:
    (call,) = WhatsApp().render(outbound("Vraiment ?\nOui ?", "Oui", "Non", to=CHAT))
    actions = [
        {"type": "QUICK_REPLY", "title": "Oui", "id": "oui"},
        {"type": "QUICK_REPLY", "title": "Non", "id": "non"},
    ]
    assert filled(call) == {"twilio/quick-reply": {"body": "Vraiment ?\nOui ?", "actions": actions}}


def test_rows_are_a_list() -> None:
    (call,) = WhatsApp().render(outbound("Thème ?", *"ABCD", to=CHAT))
    items = [{"item": label, "id": label.lower()} for label in "ABCD"]
    assert filled(call) == {"twilio/list-picker": {"body": "Thème ?", "button": "Choisir", "items": items}}


def test_text_alone_has_no_shape() -> None:
    assert shape_of(WhatsAppCall("+33612345678", "Bonjour")) is None


def test_too_many_lines_have_no_shape() -> None:
    assert shape_of(WhatsAppCall("+1", "\n".join("x" * (MAX_LINES + 1)), YES)) is None
    assert shape_of(WhatsAppCall("+1", "\n".join("x" * MAX_LINES), YES)) is not None


@pytest.mark.parametrize(
    ("body", "said"), [("a\tb", "a b"), ("a" + " " * 9 + "b", "a    b"), ("  a \n \nb", "a\n\nb")]
)
def test_values_are_what_twilio_takes(body: str, said: str) -> None:
    assert filled(WhatsAppCall("+1", body, YES))["twilio/quick-reply"]["body"] == said


def test_shapes_are_told_apart_by_name() -> None:
    calls = [WhatsAppCall("+1", body, YES * count) for body in ("a", "a\nb", "a\n\nb") for count in (1, 2)]
    assert len({shape.name for call in calls if (shape := shape_of(call))}) == len(calls)


@given(ANY_TEXT, OPTIONS, st.sampled_from(["fr", "ar"]))
def test_every_value_fits_its_place(text: str, options: list[Any], language: str) -> None:
    for call in WhatsApp().render(offering(text, options, to=CHAT)):
        if shape := shape_of(call):
            values = variables(call)
            places = set(re.findall(r"\{\{(\w+)\}\}", str(definition(shape)["types"])))
            assert places == set(values) and len(places) <= 100
            assert all(values.values())
            body = [value for name, value in values.items() if name.isdigit()]
            assert not any(re.search(r"[\n\t]| {5}", value) for value in body)
