"""The labelled posts -> the weights that matching ships with, and how good they are."""
