"""Which addresses have the pages of surveys, and who may ask each?"""

from __future__ import annotations

from bot.console.role import READERS, WRITERS
from bot.console.route import get, post
from bot.console.surveys import (
    answers,
    beginning,
    composer,
    crossing,
    exports,
    frame,
    listing,
    playing,
    publishing,
    questions,
    results,
    translations,
)

ROUTES = (
    get("/surveys", listing.show_surveys, READERS),
    get("/surveys/new", beginning.show_new, WRITERS),
    post("/surveys", beginning.begin_survey, WRITERS),
    post("/surveys/import", beginning.import_survey, WRITERS),
    get("/surveys/{name}", composer.show_survey, WRITERS),
    get("/surveys/{name}/imported", beginning.show_imported, WRITERS),
    post("/surveys/{name}/preview", playing.play_survey, WRITERS),
    post("/surveys/{name}/questions", questions.add_question, WRITERS),
    get("/surveys/{name}/questions/{id}", questions.show_question, WRITERS),
    post("/surveys/{name}/questions/{id}", questions.change_question, WRITERS),
    post("/surveys/{name}/questions/{id}/move", questions.move_question, WRITERS),
    post("/surveys/{name}/questions/{id}/remove", questions.remove_question, WRITERS),
    get("/surveys/{name}/frame", frame.show_frame, WRITERS),
    post("/surveys/{name}/frame", frame.change_frame, WRITERS),
    get("/surveys/{name}/translations", translations.show_translations, WRITERS),
    post("/surveys/{name}/translations", translations.change_translations, WRITERS),
    post("/surveys/{name}/import", beginning.replace_survey, WRITERS),
    post("/surveys/{name}/duplicate", beginning.duplicate_survey, WRITERS),
    post("/surveys/{name}/publish", publishing.publish_survey, WRITERS),
    post("/surveys/{name}/close", publishing.close_survey, WRITERS),
    post("/surveys/{name}/reopen", publishing.reopen_survey, WRITERS),
    post("/surveys/{name}/discard", publishing.discard_survey, WRITERS),
    post("/surveys/{name}/thanks", publishing.thank_survey, WRITERS),
    get("/surveys/{name}/results", results.show_results, READERS),
    get("/surveys/{name}/results/live", results.show_live, READERS),
    post("/surveys/{name}/results", results.compare_survey, READERS),
    get("/surveys/{name}/crossing", crossing.show_crossing, READERS),
    get("/surveys/{name}/answers/{question}", answers.show_answers, READERS),
    get("/surveys/{name}/form/{kind}", exports.export_form, READERS),
    get("/surveys/{name}/export/{kind}", exports.export_results, READERS),
)
