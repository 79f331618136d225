"""What need not be worked out again? Sentences and options that never change; forgetting it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.content import Option
from dialogues.inputs import Json

#: a message key or a step, the language, whether the channel is brief
Wording = tuple[str, str, bool]


@dataclass(slots=True)
class Memory:
    """What one definition has said so far; bounded by its sentences, and by the lists of the territory."""

    #: sentences without places or plural; "" for one that has them
    said: dict[Wording, str] = field(default_factory=dict)
    #: questions without places, with their progress and example; "" for one that has places
    put: dict[Wording, str] = field(default_factory=dict)
    #: options as last drawn, and the list they were drawn from: what is known never changes in place
    drawn: dict[tuple[Json, ...], tuple[Json, tuple[Option, ...]]] = field(default_factory=dict)
