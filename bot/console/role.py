"""Which roles has staff, and what may each do?"""

from __future__ import annotations

from enum import Enum, StrEnum


class Role(StrEnum):
    """What a member of staff is at the console; docs/console.md says what each may do."""

    ADMIN = "admin"
    EDITOR = "editor"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    ORGANISATION = "organisation"
    DPO = "dpo"


class Door(Enum):
    """Routes that no role guards: the way in."""

    #: anybody, signed in or not
    PUBLIC = "public"
    #: whoever gave the right password, and has the second factor still to give
    HALF = "half"


Roles = frozenset[Role]

#: whoever is signed in
EVERYONE: Roles = frozenset(Role)
ADMINS: Roles = frozenset((Role.ADMIN,))
#: who changes what residents get
WRITERS: Roles = frozenset((Role.ADMIN, Role.EDITOR))
#: who reads and answers residents
TEAM: Roles = frozenset((Role.ADMIN, Role.EDITOR, Role.MODERATOR))
#: who looks at figures
READERS: Roles = TEAM | {Role.ANALYST, Role.DPO}
#: who looks after personal data (norms §1)
GUARDIANS: Roles = frozenset((Role.ADMIN, Role.DPO))
