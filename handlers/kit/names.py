"""How a moderator and their role are named to the others of the desk."""

import unicodedata

from domain.moderator import Moderator, Role
from handlers.kit.context import Services
from handlers.kit.markup import shortened
from handlers.kit.texts import Voice
from privacy.sealing import SealError

_LONGEST = 40
_GAPS = {"Cc", "Zl", "Zp", "Zs"}
_UNSEEN = {"Cf", "Cn", "Co", "Cs"}
_FROM_THE_RIGHT = {"R", "AL", "AN"}


def name_of(moderator: Moderator | None, services: Services, voice: Voice) -> str:
    """Return a moderator's name in one line, or words in its place where it is not known."""
    if moderator is None:
        return voice("mods-nameless")
    try:
        name = services.people.unseal_name(moderator.name, moderator.person)
    except SealError:
        name = ""
    return shortened(harmless(name), _LONGEST) or voice("mods-nameless")


def harmless(name: str) -> str:
    """Return a name that people chose themselves in one line that leaves its surroundings alone.

    Signs that are not seen, or that turn the direction of what follows, are left out; a name in
    letters from right to left is kept apart from the words around it (Unicode Annex 9).
    """
    seen = "".join(" " if unicodedata.category(one) in _GAPS else one for one in name)
    seen = "".join(one for one in seen if unicodedata.category(one) not in _UNSEEN)
    shown = " ".join(seen.split())
    turns = any(unicodedata.bidirectional(one) in _FROM_THE_RIGHT for one in shown)
    return f"\u2068{shown}\u2069" if turns else shown


def role_in_words(role: Role, voice: Voice) -> str:
    """Return the name of a role."""
    return voice(f"role-{role}")
