"""What someone of the desk does: one object with all that a door needs to do it."""

import logging
from dataclasses import dataclass

from telegram import CallbackQuery, Message

from domain.deed import Deed
from domain.moderator import Moderator, Role
from handlers.kit import sending
from handlers.kit.answer import Answer
from handlers.kit.context import Context, Services
from handlers.kit.desk_presses import DeskPress
from handlers.kit.markup import plain
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
NOT_PRESSED = DeskPress("", "")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, in which language, by which message or which press under a message of ours.

    `message` is the moderator's own or, for a press, the one whose button it is; `press` is empty
    for what was typed.
    """

    context: Context
    actor: Moderator
    voice: Voice
    message: Message
    query: CallbackQuery | None = None
    press: DeskPress = NOT_PRESSED

    @property
    def services(self) -> Services:
        """What handlers work with."""
        return self.context.services

    @property
    def at(self) -> int:
        """The time, in seconds."""
        return self.services.clock()

    def deed(self, *, reason: str = "", tell: bool = True, drafts_only: bool = False) -> Deed:
        """Return who does it, now, and why, for the store."""
        return Deed(
            self.actor.id,
            self.at,
            reason=reason,
            tell=tell,
            drafts_only=drafts_only,
            wait=self.services.desk.grace,
        )

    def may(self, needed: Role) -> bool:
        """Tell whether who acts has this role or a higher one."""
        return self.actor.role is not None and self.actor.role.allows(needed)

    async def say(self, answer: Answer | str) -> Message | None:
        """Send a message below."""
        return await sending.send(self.message, _answer(answer))

    async def ask(self, question: Answer | str) -> None:
        """Send a question below that opens the reply box under it."""
        await sending.ask(self.message, _answer(question))

    async def replace(self, answer: Answer | str, words: str | None = None) -> str | None:
        """Put an answer in the place of the message; return the words to be said beside it."""
        await sending.replace(self.message, _answer(answer))
        return words

    async def acknowledge(self, words: str | None = None) -> None:
        """Say words where the act was: as a note above the chat for a press, else below."""
        if self.query is not None:
            await sending.acknowledge(self.query, words)
        elif words is not None:
            await self.say(words)

    async def refuse(self, needed: Role, asked: str) -> str:
        """Write down under `asked` that who acts is refused; return the words for it."""
        await note_refusal(self.services, self.actor, asked)
        return self.voice("desk-refused", role=str(needed))


async def note_refusal(services: Services, actor: Moderator, asked: str) -> None:
    """Write down that a moderator is refused what `asked` names."""
    try:
        deed = Deed(actor.id, services.clock())
        await services.store.audit.note(deed, "refused", f"moderator:{actor.id}", {"asked": asked})
    except StoreError as error:
        _log.warning("A refusal could not be written down: %s", type(error).__name__)


def _answer(answer: Answer | str) -> Answer:
    return Answer(plain(answer)) if isinstance(answer, str) else answer
