"""Telegram's limits: from the Bot API reference, and from the server's source where it is silent.

Text lengths are in characters as Telegram counts them after parsing (Unicode code points for the
text of a message, bytes where the name says so).
"""

TEXT = 4096
CAPTION = 1024
RAW_TEXT_BYTES = 32 * 1024
ENTITIES = 100
QUOTE = 1024

CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER = 200
COPY_TEXT = 256
KEYBOARD_BUTTONS = 100

INLINE_RESULTS = 50
INLINE_RESULT_ID_BYTES = 64
INLINE_OFFSET_BYTES = 64
INLINE_QUERY = 256
START_PARAMETER = 64

INLINE_ANSWER_SECONDS = 10
"""How long an inline query may wait for its answer; people measured it, nothing states it."""
CALLBACK_ANSWER_SECONDS = 30
"""The same for a pressed button."""

DOWNLOAD_BYTES = 20 << 20
PHOTO_BYTES = 10 << 20
UPLOAD_BYTES = 50 << 20
ALBUM = range(2, 11)
MESSAGES_AT_ONCE = 100

COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
NAME = 64
DESCRIPTION = 512
SHORT_DESCRIPTION = 120

WEBHOOK_CONNECTIONS = 100
UPDATES_AT_ONCE = 100
