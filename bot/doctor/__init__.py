"""What an operator asks when something may be wrong: a finding a subject, and its remedy."""
