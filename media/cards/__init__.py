"""A debunk as a picture: what stands on it, where, and its pixels."""
