"""Which survey does a word name, and is the one that waits over? Then it says so, once, and what was said stays."""

from __future__ import annotations

from dialogues.reading.fold import fold
from dialogues.talk import Talk

#: known list of the surveys that take answers now, and the slugs of all that residents may have heard of
SURVEYS, SLUGS = "surveys", "survey_slugs"


def survey_named(talk: Talk, word: str) -> str | None:
    """Return the survey whose slug a poster or a link gave, as typed: "bus de nuit" is bus-de-nuit."""
    folded = fold(word)
    slugs = talk.circumstances.known.get(SLUGS) or ()
    return next((slug for slug in slugs if folded and fold(slug) == folded), None)


def close_overdue(talk: Talk) -> bool:
    """End the waiting session of a survey that takes no answers any more; tell whether there was one."""
    session, known = talk.active, talk.circumstances.known.get(SURVEYS)
    definition = talk.definition(session) if session is not None else None
    if session is None or definition is None or not definition.survey or known is None:
        return False
    if any(one["id"] == definition.survey for one in known):
        return False
    title = definition.phrasebook.say(definition.title, talk.circumstances.language)
    talk.say("survey.over", title=title)
    talk.drop(session, "expired")
    return True
