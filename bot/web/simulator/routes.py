"""Which addresses does the simulator answer?"""

from __future__ import annotations

from aiohttp import web

from bot.web.simulator import files, history, messages, page, stream
from bot.web.simulator.origin import guarded

ROUTES = (
    web.get("/simulator", page.simulator),
    web.post("/simulator/messages", guarded(messages.post)),
    web.post("/simulator/files", guarded(files.upload)),
    web.get("/simulator/files/{reference}", files.serve),
    web.get("/simulator/stream", stream.follow),
    web.get("/simulator/history", history.history),
    web.get("/simulator/stored", history.stored),
)
