"""What Telegram answers when it does not do what was asked."""


class Refusal(Exception):  # noqa: N818 - what Telegram says, not a fault of ours
    """A call is refused: `code` is the HTTP status too, `description` is Telegram's own wording.

    `retry_after` is in whole seconds and only goes with 429; `moved_to` is the id of the supergroup
    that the group has become, and goes with 400.
    """

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: int | None = None,
        moved_to: int | None = None,
    ) -> None:
        super().__init__(description)
        self.moved_to = moved_to
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> Refusal:
    """Return the 400 whose description is `Bad Request: ` and the reason."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """Return the 403 whose description is `Forbidden: ` and the reason."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many_requests(retry_after: int) -> Refusal:
    """Return the 429 that asks to come back in `retry_after` seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_IS_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first"
)
