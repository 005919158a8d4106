"""Pictures -> the words in them."""
