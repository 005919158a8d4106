"""A post beside a claim, word by word."""
