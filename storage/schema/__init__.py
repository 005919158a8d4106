"""Numbered SQL files: what a store becomes, step by step."""
