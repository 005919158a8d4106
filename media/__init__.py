"""Files that people send -> words and likenesses; and the card as a picture."""
