"""How good matching is, measured on labelled posts."""
