"""Which routes do the pages of participants have?"""

from __future__ import annotations

from bot.console.participants import erasing, finding, grouping, importing, person

#: pages with a name of their own first: /participants/{id} would take their path
ROUTES = (*finding.ROUTES, *importing.ROUTES, *grouping.ROUTES, *erasing.ROUTES, *person.ROUTES)
