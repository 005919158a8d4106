"""How tests read what stands on several pages."""

from sandbox import Message, Person
from tests.kit.staff import RU

_MOST = 60


async def read_through(person: Person, page: Message, *never: str) -> str:
    """Turn pages to the last and return all that they say.

    The buttons with these labels must stand on the last page alone.
    """
    said = [page.text]
    for _ in range(_MOST):
        labels = {button.text for row in page.buttons for button in row}
        if RU("file-button-after") not in labels:
            assert set(never) <= labels, labels
            return "\n".join(said)
        assert not set(never) & labels, labels
        await person.press(page, RU("file-button-after"))
        said.append(page.text)
    raise AssertionError("the pages have no end")
