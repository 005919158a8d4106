import pytest

from matching.matcher import Matcher
from tests.matching.shelf import RUMOURS, Shelf


@pytest.fixture
def shelf() -> Shelf:
    """A store of five invented rumours in Russian and Kazakh."""
    return Shelf(*RUMOURS)


@pytest.fixture
def matcher(shelf: Shelf) -> Matcher:
    return Matcher(shelf)
