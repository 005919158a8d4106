"""How much of what leads to a person is taken out of posts, and how much else is harmed."""
