"""What readers asked that no debunk answers yet."""
