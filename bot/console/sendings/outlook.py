"""What will happen if a sending is confirmed? How many, who is left out, when, at what cost, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels.sms.render import Sms
from bot.console.desk import Desk
from bot.console.segments.counting import price
from bot.console.sendings.composition import Composition, agenda, body, clock
from bot.console.sendings.phones import Phone, show_survey, show_text
from bot.console.sendings.times import Time, find_times
from bot.participation.broadcasts.agenda import read_agenda
from bot.participation.broadcasts.draft import Draft, read_draft
from bot.participation.broadcasts.rule import Timetable
from bot.scheduler.occurring import timetable
from bot.scheduler.previewing import Preview, preview
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Outlook:
    """What staff are shown before they confirm."""

    reached: int
    left_out: int
    #: cause, people
    excluded: Sequence[tuple[str, int]]
    #: channel, people
    channels: Sequence[tuple[str, int]]
    missing: Mapping[str, tuple[int, int]]
    #: SMS parts in all, of a survey those of its opening
    parts: int
    #: in euros; None without prices
    cost: float | None
    #: language → phones, the town's first one first
    phones: Mapping[str, Sequence[Phone]]
    #: when it fires, and in which hours its first messages leave
    due: datetime
    opens: datetime
    closes: datetime
    #: the next times of a repeated one
    times: Sequence[Time] = ()
    #: keys of sentences
    warnings: Sequence[str] = field(default_factory=list)

    @property
    def at_once(self) -> bool:
        """Whether it leaves as soon as it fires."""
        return self.opens <= self.due


def look_ahead(unit: Unit, desk: Desk, made: Composition) -> Outlook:
    """Return what a checked sending would do. Raise BadDraft or BadSegment for what cannot be."""
    now, sending = desk.now(), desk.sending
    draft = read_draft({"broadcast": made.slug or "apercu", **body(made)}, sending.known(unit, now))
    table = _table(unit, desk, made, now)
    times = find_times(table, desk) if table is not None else []
    due = times[0].at if times else _due(desk, made, now)
    opens = sending.window.opens(due)
    found = preview(unit, sending, draft, Sms(desk.settings.sms_folding), now, due)
    phones = _phones(unit, desk, draft, now)
    parts = found.parts if draft.texts else _opening_parts(found, phones)
    return Outlook(
        found.reached,
        sum(people for _, people in found.excluded),
        found.excluded,
        found.channels,
        found.missing,
        parts,
        price(found, parts, desk.settings),
        phones,
        due,
        opens,
        sending.window.closes(opens),
        times,
        [*_warnings(desk, draft, found, due, opens), *_warn_of_survey(unit, draft, table)],
    )


def show_phones(unit: Unit, desk: Desk, made: Composition) -> Mapping[str, Sequence[Phone]]:
    """Return the phones of a sending that is not complete yet: its text is shown as it is."""
    now = desk.now()
    if made.is_survey:
        survey = unit.surveys.by_slug(made["survey"])
        return {} if survey is None else {_first(desk): show_survey(unit, desk, survey, _first(desk), now)}
    return {language: show_text(desk, made.texts, language, now) for language in made.texts}


def _table(unit: Unit, desk: Desk, made: Composition, now: datetime) -> Timetable | None:
    """Return the times of what is repeated, None for what is sent once."""
    if made["when"] != "again":
        return None
    known, zone = desk.sending.known(unit, now), desk.sending.window.timezone
    schedule = read_agenda({**agenda(made), "schedule": made.slug or "apercu"}, known, zone, "preview", now)
    return timetable(schedule, desk.sending)


def _due(desk: Desk, made: Composition, now: datetime) -> datetime:
    text = clock(made) if made["when"] == "date" else ""
    zone = desk.sending.window.timezone
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC) if text else now


def _phones(unit: Unit, desk: Desk, draft: Draft, now: datetime) -> dict[str, Sequence[Phone]]:
    if draft.survey is None:
        return {language: show_text(desk, draft.texts, language, now) for language in draft.texts}
    survey = unit.surveys.by_slug(draft.survey)
    assert survey is not None
    spoken = [language for language in desk.languages if language in survey.title] or [_first(desk)]
    return {language: show_survey(unit, desk, survey, language, now) for language in spoken}


def _opening_parts(found: Preview, phones: Mapping[str, Sequence[Phone]]) -> int:
    """Return the SMS parts of a survey's opening and first question; the next ones depend on answers."""
    by_language = {
        language: next((phone.parts for phone in shown if phone.style == "sms"), 0)
        for language, shown in phones.items()
    }
    usual = next(iter(by_language.values()), 0)
    paid = [(language, people) for channel, language, _, people in found.voices if channel == "sms"]
    return sum(by_language.get(language, usual) * people for language, people in paid)


def _warnings(desk: Desk, draft: Draft, found: Preview, due: datetime, opens: datetime) -> list[str]:
    """Return what is not as one may think."""
    window, causes = desk.sending.window, dict(found.excluded)
    day = due.astimezone(window.timezone).date()
    wants = {
        "nobody": not found.reached,
        "holiday": opens > due and window.is_holiday(day),
        "quiet": opens > due and not window.is_holiday(day),
        "cap": bool(causes.get("cap")),
        "window": bool(causes.get("window")),
        "reserve": desk.sending.reserve,
        "slow": _is_slow(desk, found, opens),
        "pilot": bool(draft.pilot) and draft.pilot >= found.reached > 0,
        "missing": bool(draft.texts) and len(draft.texts) < len({voice[1] for voice in found.voices}),
    }
    return [key for key, holds in wants.items() if holds]


def _warn_of_survey(unit: Unit, draft: Draft, table: Timetable | None) -> Iterator[str]:
    """Yield what is not as one may think of a survey that is sent again: it is asked once of each, while it is open."""
    if table is None or not draft.survey or (survey := unit.surveys.by_slug(draft.survey)) is None:
        return
    yield "asked_once"
    if survey.closes_at is not None and table.next(survey.closes_at) is not None:
        yield "closes"


def _is_slow(desk: Desk, found: Preview, opens: datetime) -> bool:
    """Tell whether a channel takes longer than the hours of its first day."""
    seconds = (desk.sending.window.closes(opens) - opens).total_seconds()
    rates = desk.sending.channels
    return any(people / rates[channel] > seconds for channel, people in found.channels if channel in rates)


def _first(desk: Desk) -> str:
    return desk.languages[0]
