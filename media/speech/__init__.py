"""What is said in a recording -> its words, where the operator has installed what listens."""
