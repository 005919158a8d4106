"""Cases and the submissions in them."""
