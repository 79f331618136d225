"""What can a Telegram chat show?"""

from __future__ import annotations

from dialogues.content import Capabilities

#: Longest text, in UTF-16 units (norms §6).
TEXT = 4096
#: What a button may carry, in UTF-8 bytes (norms §6).
CALLBACK_DATA = 64
#: Buttons of one keyboard; the Bot API refuses more.
BUTTONS = 100
#: Longest label that a narrow phone draws whole; longer ones are written in the text, beside a number.
BUTTON_LENGTH = 36

CAPABILITIES = Capabilities(
    buttons=BUTTONS, button_length=BUTTON_LENGTH, location=True, media=True, length=TEXT
)
