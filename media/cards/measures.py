"""Distances on a card, in pixels.

A phone shows a picture of this width at some 360 points, so that letters of 34 are read as 13.
"""

WIDTH = 960
HEIGHT = 1600
"""The most."""
GOOD_HEIGHT = 1280
"""Up to which larger letters are better than a lower picture."""
MARGIN = 48
GAP = 36
PADDING = 28
STRIP = 56
"""The side of the claim's panel on which the verdict is repeated."""
SIGN = 76
SMALL = 28
CODE = 288
"""One side of the code, quiet zone included, at most."""
