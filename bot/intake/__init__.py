"""How updates come in: fetched or posted, taken apart, made harmless."""
