"""How good decisions are on labelled posts, and how sure that is."""
