"""What does the service make of an understanding: sure of one wish, in doubt between some, or neither?"""

from __future__ import annotations

from bot.nlu.intents import OPT_OUT, OUT_OF_SCOPE
from bot.nlu.thresholds import Decision, Thresholds
from bot.nlu.understanding import Understanding
from dialogues.understanding import Opinion

#: wishes that are offered when none is sure
OFFERED = 3

#: a wish that is less likely than this is not offered, nor does it keep a text from being learnt from
DOUBTFUL = 0.1

#: intents that are acted upon even in doubt: the numbers said once too often harm nobody
ALARMS = frozenset({"danger", "distress"})

#: what cannot be undone is offered after everything else: a hasty "1" is no way to erase oneself
FINAL = frozenset({"erase_data", OPT_OUT})

#: what is never kept to learn from: it tells too much of who wrote it, or concerns nobody any more
PRIVATE = ALARMS | {OPT_OUT}


def form_opinion(understanding: Understanding, thresholds: Thresholds) -> Opinion | None:
    """Return what to make of it; None where nothing was understood at all, as without a back end."""
    if not understanding.guesses:
        return None
    best, entities = understanding.guesses[0], understanding.entities
    alarmed = best.intent in ALARMS and best.confidence >= thresholds.ask
    if best.confidence >= thresholds.act or alarmed:
        return Opinion(best.intent, best.confidence >= thresholds.obey, (), entities)
    if best.intent == OUT_OF_SCOPE or thresholds.decide(understanding) is Decision.MENU:
        return Opinion(entities=entities)
    likely = [g.intent for g in understanding.guesses[:OFFERED] if g.confidence >= DOUBTFUL]
    return Opinion(guesses=tuple(sorted(likely, key=FINAL.__contains__)), entities=entities)


def is_private(understanding: Understanding) -> bool:
    """Tell whether a text may be of danger, of distress, or an opt-out: it is not kept."""
    return any(g.intent in PRIVATE and g.confidence >= DOUBTFUL for g in understanding.guesses)
