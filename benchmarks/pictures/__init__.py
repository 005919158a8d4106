"""How well words in pictures are read: pictures made of the evaluation's posts."""
