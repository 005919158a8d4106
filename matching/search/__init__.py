"""Which of all claims a post may be about: words, vectors, the encoder."""
