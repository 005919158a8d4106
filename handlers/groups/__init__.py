"""What the bot does where others talk: asked in groups, marks, guest mentions, reports."""
