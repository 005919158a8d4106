"""What keeps people unknown: redaction of texts, sealing of ids."""
