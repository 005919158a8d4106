"""A group chat of ordinary lines played at the bot: what it says unasked, and what it marks."""
