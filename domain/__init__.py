"""What every room speaks of: debunks, cases, posts, decisions, people of the desk. No I/O."""
