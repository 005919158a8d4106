"""Odd updates by an independent schema of the Bot API, and what the running bot does about them."""
