import pytest

from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.encoder import Encoder
from matching.search.shelf import Shelf
from tests.kit.rumours import RUMOURS


@pytest.fixture
def shelf(encoder: Encoder) -> Shelf:
    """A store of five invented rumours in Russian and Kazakh."""
    return Shelf(*RUMOURS, encoder=encoder)


@pytest.fixture
def matcher(shelf: Shelf, encoder: Encoder) -> Matcher:
    return Matcher(shelf, SHIPPED, encoder)


@pytest.fixture
def by_words(shelf: Shelf) -> Matcher:
    """A matcher for where there is no encoder."""
    return Matcher(shelf)
