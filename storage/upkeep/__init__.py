"""What is old goes; what could not be read is kept sealed."""
