"""A Telegram message -> the post in it."""
