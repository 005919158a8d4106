"""Debunks as the desk sees them: shown, published, taken back, brought in by file."""
