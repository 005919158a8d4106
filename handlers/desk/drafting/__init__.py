"""A debunk made or changed question by question."""
