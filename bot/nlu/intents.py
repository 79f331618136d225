"""Which intents are there? The same names in the training data, the held-out sentences and the dialogues."""

from __future__ import annotations

#: What somebody may want, in the order of the tables.
INTENTS = (
    "propose_idea",
    "answer_survey",
    "list_surveys",
    "support_idea",
    "argue_against",
    "argue_for",
    "follow_idea",
    "list_ideas",
    "report_problem",
    "see_results",
    "who_are_you",
    "human_contact",
    "change_language",
    "my_data",
    "erase_data",
    "subscribe",
    "unsubscribe",
    "help",
    "greet",
    "thanks",
    "goodbye",
    "yes",
    "no",
    "skip",
    "back",
    "insult",
    "danger",
    "distress",
    "out_of_scope",
)

#: None of the others: weather, love, spam, mashed keys, what another town decides.
OUT_OF_SCOPE = "out_of_scope"

#: The wish to hear nothing more; the one that must never be missed.
OPT_OUT = "unsubscribe"

#: What a sentence may name.
ENTITIES = ("theme", "place", "idea_reference", "date")
