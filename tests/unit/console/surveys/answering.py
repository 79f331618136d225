"""Residents who answered a survey, as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storage.answers import Answer
from storage.responses import Response
from storage.unit import Unit
from tests.unit.console.office import NOW, Office

#: what one person gave: question → (type, value)
Given = Mapping[str, tuple[str, Any]]


async def answer(office: Office, name: str, people: Sequence[Given], **marks: str) -> None:
    """Store one finished response for each person; `marks` are those of all of them."""

    def store(unit: Unit) -> None:
        survey = unit.surveys.by_slug(name)
        assert survey is not None
        began = unit.findings.stamp(survey.id)[0]
        for n, given in enumerate(people, start=began):
            session = f"{n:06d}.{survey.dialogue}"
            about = {"channel": "sms", "language": "fr", "district": None, "state": "done"} | marks
            response = Response(
                session, survey.id, f"p{n}", survey.version, about["channel"] or "", about["language"] or "",
                NOW, NOW, district=about["district"], state=about["state"] or "",
            )  # fmt: skip
            unit.responses.note([response])
            unit.answers.add(
                [
                    Answer(
                        session,
                        f"p{n}",
                        survey.dialogue,
                        survey.version,
                        step,
                        type,
                        value,
                        str(value),
                        "said",
                        NOW,
                    )
                    for step, (type, value) in given.items()
                ]
            )

    await office.service.database.transact(store)


async def stand(office: Office, name: str, step: str, states: Sequence[str]) -> None:
    """Store a response for each state, that stands at this question."""

    def store(unit: Unit) -> None:
        survey = unit.surveys.by_slug(name)
        assert survey is not None
        unit.responses.note([
            Response(
                f"s{n}.{survey.dialogue}", survey.id, f"s{n}", survey.version, "sms", "fr", NOW, NOW,
                state=state, step=step,
            )
            for n, state in enumerate(states)
        ])  # fmt: skip

    await office.service.database.transact(store)
