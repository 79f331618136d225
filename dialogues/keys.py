"""Which sentences does a step say?"""

from __future__ import annotations

from dialogues.definition import Ask, Say, Step


def keys_of(step: Step) -> set[str]:
    """Return the keys of the sentences that a step says, its options' labels among them."""
    match step:
        case Say():
            return {step.text}
        case Ask():
            labels = {choice.label for choice in step.choices}
            refusal = step.constraint.message if step.constraint else ""
            said = (step.text, step.example, step.hint, step.nudge, step.topic, refusal)
            own = {key for key in said if key}
            return own | labels | {f"{label}.aliases" for label in labels}
        case _:
            return set()
