"""What waits: updates to be handled, messages to be sent, and updates that could not be handled."""

from bot.doctor.finding import Finding, fault, fine, in_time, look
from bot.doctor.surroundings import Holders
from storage.mail.inbox import MOST_ASIDE, InboxState
from storage.mail.outbox import OutboxState

INBOX, OUTBOX, ASIDE = "inbox", "outbox", "set-aside updates"
_MINUTE = 60
_SLOW_INBOX, _STUCK_INBOX = 2 * _MINUTE, 15 * _MINUTE
# 10,000 readers are told in seven minutes and a half.
_SLOW_OUTBOX, _STUCK_OUTBOX = 15 * _MINUTE, 120 * _MINUTE


def check_inbox(state: InboxState, held: Holders, now: float) -> list[Finding]:
    """Say how many updates wait to be handled, and for how long."""
    if not state.waiting or state.oldest is None:
        return [fine(INBOX, "nothing waits")]
    age = now - state.oldest
    found = f"{state.waiting:,} updates wait, the oldest for {in_time(age)}"
    if held.known and not held.running:
        return [look(INBOX, found, "Start the bot, which answers them.")]
    if age > _STUCK_INBOX:
        remedy = "Read the bot's log for what it says of them, then restart the bot."
        return [fault(INBOX, found, remedy)]
    if age > _SLOW_INBOX:
        remedy = "Ask again in some minutes; if the oldest is older then, restart the bot."
        return [look(INBOX, found, remedy)]
    return [fine(INBOX, found)]


def check_outbox(state: OutboxState, held: Holders, now: float) -> list[Finding]:
    """Say how many messages wait to be sent, and for how long they have been due."""
    if not state.due or state.oldest is None:
        return [fine(OUTBOX, "nothing waits")]
    age = now - state.oldest
    if age <= 0:
        return [fine(OUTBOX, f"{state.due:,} messages wait for their time")]
    found = f"{state.due:,} messages wait, the oldest due for {in_time(age)}"
    if held.known and not held.running:
        return [look(OUTBOX, found, "Start the bot, which sends them.")]
    if age > _STUCK_OUTBOX:
        remedy = "Do what the line “Telegram” says; if it is in order, restart the bot."
        return [fault(OUTBOX, found, remedy)]
    if age > _SLOW_OUTBOX:
        remedy = "Ask again in some minutes: 10,000 messages take about eight."
        return [look(OUTBOX, found, remedy)]
    return [fine(OUTBOX, found)]


def check_aside(state: InboxState) -> list[Finding]:
    """Say how many updates were set aside because handling them failed."""
    if not state.aside:
        return [fine(ASIDE, "none")]
    most = f" (the newest {MOST_ASIDE:,} are kept)" if state.aside >= MOST_ASIDE else ""
    remedy = (
        "`python -m bot aside` names their errors and codes; send those lines of the bot's log, "
        "which hold nothing of what people wrote, to Raspa's makers. Once it is mended, "
        "`python -m bot aside --again` has them tried again."
    )
    return [look(ASIDE, f"{state.aside:,}{most}", remedy)]
