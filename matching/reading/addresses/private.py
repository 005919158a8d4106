"""Which addresses lead into a private chat, in whatever spelling."""

from matching.reading.addresses.address import canonical
from privacy.private_links import is_private_link


def is_private(address: str) -> bool:
    """Tell whether an address lets into a chat, or is one that only its members can open.

    Redirects and archived copies are what they lead to.
    """
    return is_private_link(address) or is_private_link(canonical(address))
