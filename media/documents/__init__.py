"""Letters and pages that people send as files -> their text, and pictures of what has none."""
