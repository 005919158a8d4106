"""Telling languages: what is counted, of what, and how well it tells."""
