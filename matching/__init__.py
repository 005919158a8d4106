"""A post's text -> a decision. Pure: no Telegram, no SQLite, no clock, no environment."""
