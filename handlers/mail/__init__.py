"""What goes out of the bot's own accord."""
