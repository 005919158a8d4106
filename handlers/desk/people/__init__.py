"""Who is on the desk, and who may do what."""
