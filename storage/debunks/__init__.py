"""Debunks: look-ups, saving, publishing, what they were, what matching sees of them."""
