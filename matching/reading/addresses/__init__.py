"""Web addresses in any spelling -> one form a post or page."""
