"""Copies of the store: made beside the running bot, tried by a drill, brought back."""
