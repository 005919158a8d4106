"""What must reach people, and who was given what."""
