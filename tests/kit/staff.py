"""People of a desk for tests."""

import base64

from domain.deed import Deed
from domain.moderator import Newcomer, Role
from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.conftest import KEY

TEXTS = Texts.load()
RU = TEXTS["ru"]
KK = TEXTS["kk"]


async def link_from(inviter: Person, role: str) -> str:
    """Make an invitation by `/mods` and return its link's payload."""
    listed = await inviter.reply_to(await inviter.send("/mods"))
    await inviter.press(listed, RU("mods-button-invite"))
    await inviter.press(listed, RU(f"role-{role}").capitalize())
    return inviter.received()[-1].text.partition("?start=")[2].split()[0]


async def joined(telegram: Sandbox, inviter: Person, name: str, role: str) -> Person:
    """Return a new person whom `inviter` has invited and who has come in."""
    person = telegram.person(name, language="ru")
    welcome = await open_link(person, await link_from(inviter, role))
    assert welcome.text == RU("invite-welcome", role=RU(f"role-{role}"))
    told = await inviter.next_reply()
    while name not in told.text or RU(f"role-{role}") not in told.text:
        told = await inviter.next_reply()
    return person


async def open_link(person: Person, payload: str) -> Message:
    """Open an invitation's link and return the bot's answer."""
    return await person.reply_to(await person.send(f"/start {payload}"))


async def enlisted(telegram: Sandbox, store: Store, name: str, role: Role) -> Person:
    """Return a new person who has a role already, on the word of the owner of row 1."""
    people = People(base64.urlsafe_b64decode(KEY))
    person = telegram.person(name, language="ru", started=True)
    known = people.hash(person.id)
    token = name.encode()
    await store.invites.add(token, role, deed=Deed(1, 0), expires=1)
    sealed_name = people.seal_name(name, known)
    await store.invites.accept(token, Newcomer(known, people.seal(person.id), sealed_name), 0)
    return person
