"""Films and sounds that people send -> a few pictures of them, and samples to listen to."""
