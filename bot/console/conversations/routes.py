"""Which routes do the pages of conversations have?"""

from __future__ import annotations

from bot.console.conversations import answering, canned, queue, thread

#: texts at hand first: /conversations/{id} would take their path
ROUTES = (*queue.ROUTES, *canned.ROUTES, *thread.ROUTES, *answering.ROUTES)
