"""What is kept of readers: languages and wishes, votes, counts."""
