"""Groups that the bot is in: what their admins chose, and what was said there."""
