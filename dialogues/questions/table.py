"""Which question types are there?"""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.questions.choice import ChoiceQuestion
from dialogues.questions.choices import ChoicesQuestion
from dialogues.questions.consent import ConsentQuestion
from dialogues.questions.date import DateQuestion
from dialogues.questions.location import LocationQuestion
from dialogues.questions.number import NumberQuestion
from dialogues.questions.photo import PhotoQuestion
from dialogues.questions.recap import RecapQuestion
from dialogues.questions.scale import ScaleQuestion
from dialogues.questions.shape import Question
from dialogues.questions.text import TextQuestion
from dialogues.questions.yesno import YesNoQuestion

#: Every type, by the name scripts use.
QUESTIONS: Mapping[str, type[Question]] = {
    "text": TextQuestion,
    "choice": ChoiceQuestion,
    "choices": ChoicesQuestion,
    "yesno": YesNoQuestion,
    "scale": ScaleQuestion,
    "number": NumberQuestion,
    "date": DateQuestion,
    "location": LocationQuestion,
    "photo": PhotoQuestion,
    "consent": ConsentQuestion,
    "recap": RecapQuestion,
}
