"""Which addresses does the queue have?"""

from __future__ import annotations

from bot.console.moderation.queue import decide_idea, show_queue, undo_decision
from bot.console.role import TEAM
from bot.console.route import get, post

ROUTES = (
    get("/moderation", show_queue, TEAM),
    post("/moderation/undo/{id}", undo_decision, TEAM),
    post("/moderation/{reference}", decide_idea, TEAM),
)
