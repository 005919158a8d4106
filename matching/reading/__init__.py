"""A post's text -> what is compared: repaired, one alphabet, words, windows, addresses, cues."""
