"""What can a WhatsApp chat show?"""

from __future__ import annotations

from dialogues.content import Capabilities

#: Longest body, in characters (norms §5); counted in UTF-16 units, which are never fewer.
BODY = 1024
#: Reply buttons, and the longest label of one (norms §5).
BUTTONS, BUTTON_LENGTH = 3, 20
#: Rows of a list, and the longest label of one (norms §5).
ROWS, ROW_LENGTH = 10, 24
#: What a button or a row may carry, in bytes (Twilio Content API: 200 characters).
IDENTIFIER = 200

CAPABILITIES = Capabilities(
    buttons=BUTTONS,
    rows=ROWS,
    button_length=BUTTON_LENGTH,
    row_length=ROW_LENGTH,
    location=True,
    media=True,
    length=BODY,
)
