"""Speed and memory, measured: `make bench` prints them. Nothing here is a test."""
