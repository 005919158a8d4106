"""Files into the store: which debunk each is, what would change, doing what was shown."""
