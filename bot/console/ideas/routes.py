"""Which addresses do the pages of ideas have?"""

from __future__ import annotations

from bot.console.ideas.answers import answer_idea, show_answer
from bot.console.ideas.export import export_list
from bot.console.ideas.filing import assign_idea, file_idea
from bot.console.ideas.listing import show_list
from bot.console.ideas.merging import merge_idea, unmerge_idea
from bot.console.ideas.notes import add_note
from bot.console.ideas.page import show_idea, show_similar
from bot.console.ideas.photos import show_photo
from bot.console.ideas.scope import SEERS, WORKERS
from bot.console.ideas.states import move_idea
from bot.console.role import TEAM, WRITERS
from bot.console.route import get, post

ROUTES = (
    get("/ideas", show_list, SEERS),
    get("/ideas.csv", export_list, SEERS),
    get("/ideas/{reference}", show_idea, SEERS),
    get("/ideas/{reference}/similar", show_similar, SEERS),
    get("/ideas/{reference}/photos/{n}", show_photo, WORKERS),
    post("/ideas/{reference}/state", move_idea, TEAM),
    post("/ideas/{reference}/filing", file_idea, TEAM),
    post("/ideas/{reference}/assigned", assign_idea, TEAM),
    post("/ideas/{reference}/notes", add_note, WORKERS),
    get("/ideas/{reference}/answer", show_answer, WRITERS),
    post("/ideas/{reference}/answer", answer_idea, WRITERS),
    post("/ideas/{reference}/merge", merge_idea, TEAM),
    post("/ideas/{reference}/unmerge", unmerge_idea, TEAM),
)
