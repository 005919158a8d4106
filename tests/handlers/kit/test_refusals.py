"""What each refusal means: the one judgment that replies and the outbox go by."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.kit.refusals import Failure, failure_of, may_pass

FINAL = {Failure.GONE, Failure.CLOSED, Failure.NO_MESSAGE, Failure.REFUSED}


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Failure.GONE),
        (Forbidden("Forbidden: user is deactivated"), Failure.GONE),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Failure.GONE),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Failure.GONE),
        (
            Forbidden("Forbidden: bot can't initiate conversation with a user"),
            Failure.CLOSED,
        ),
        (Forbidden("Forbidden: bot can't send messages to bots"), Failure.CLOSED),
        (Forbidden("Forbidden: something new"), Failure.FORBIDDEN),
        (Forbidden("Forbidden (403)"), Failure.FORBIDDEN),
        (BadRequest("Bad Request (400)"), Failure.UNSAID),
        (BadRequest("Bad Request: message is too long"), Failure.REFUSED),
        (BadRequest("Bad Request: message to reply not found"), Failure.NO_MESSAGE),
        (BadRequest("Bad Request: chat not found"), Failure.NO_CHAT),
        (BadRequest("Bad Request: message to be replied not found"), Failure.NO_MESSAGE),
        (BadRequest("Bad Request: something new"), Failure.REFUSED),
        (ChatMigrated(-1001), Failure.MOVED),
        (RetryAfter(90_000), Failure.TOO_MANY),
        (InvalidToken("Unauthorized"), Failure.PASSING),
        (InvalidToken("Not Found"), Failure.PASSING),
        (Conflict("Conflict: terminated by other getUpdates request"), Failure.PASSING),
        (NetworkError("Internal Server Error (500)"), Failure.PASSING),
        (TelegramError("Invalid server response"), Failure.PASSING),
        (KeyError("result"), Failure.PASSING),
        (caused(BadRequest("<html>"), TelegramError("no JSON")), Failure.PASSING),
        (caused(Forbidden("<html>"), TelegramError("no JSON")), Failure.PASSING),
        (caused(NetworkError("reset"), httpx.ReadError("reset")), Failure.PASSING),
        (caused(TimedOut(), httpx.ConnectTimeout("late")), Failure.PASSING),
        (caused(TimedOut(), httpx.ReadTimeout("late")), Failure.UNCLEAR),
        (TimedOut(), Failure.UNCLEAR),
    ],
    ids=lambda one: one.name if isinstance(one, Failure) else str(one)[:40],
)
def test_a_refusal_is_final_only_where_nothing_can_change_it(
    error: Exception, failure: Failure
) -> None:
    assert failure_of(error) is failure
    if isinstance(error, TelegramError):
        assert may_pass(error) is (failure not in FINAL)
