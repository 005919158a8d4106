"""How the bot gets its updates: by asking, or at its webhook."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox import limits
from sandbox.params import Params
from sandbox.refusal import OTHER_POLL, WEBHOOK_ACTIVE, Refusal, bad_request
from sandbox.world import Webhook, World

Json = dict[str, Any]

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_PORTS = (None, 80, 88, 443, 8443)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def get_updates(world: World, params: Params) -> list[Json]:
    """`getUpdates`: waits up to `timeout` seconds; a newer request ends this one with a 409."""
    if world.webhook.url:
        raise Refusal(409, WEBHOOK_ACTIVE)
    world.updates.allow(_kinds(params))
    limit = params.number("limit", limits.UPDATES_AT_ONCE)
    limit = limit if 1 <= limit <= limits.UPDATES_AT_ONCE else limits.UPDATES_AT_ONCE
    poll = world.updates.begin_poll()
    world.updates.confirm(params.number("offset"))

    def found() -> list[Json] | None:
        if not world.updates.polled_by(poll):
            raise Refusal(409, OTHER_POLL)
        if world.webhook.url:
            raise Refusal(409, "Conflict: terminated by setWebhook request")
        return world.updates.first(limit) or None

    timeout = min(max(params.number("timeout"), 0), 50)
    try:
        return await world.updates.added.until(found, timeout) if timeout else found() or []
    except TimeoutError:
        return []


def set_webhook(world: World, params: Params) -> bool:
    """`setWebhook`; plain HTTP is taken on loopback, since the sandbox has no certificates."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    local = host in _LOOPBACK
    if parts.scheme != "https" and not local:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS and not local:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    world.updates.allow(_kinds(params))
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    connections = params.number("max_connections", 40)
    world.webhook = Webhook(
        url=url,
        secret=secret,
        max_connections=min(max(connections, 1), limits.WEBHOOK_CONNECTIONS),
        ip_address=params.text("ip_address"),
    )
    world.updates.added.fire()
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """`deleteWebhook`."""
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    world.webhook = Webhook()
    world.updates.added.fire()
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    """`getWebhookInfo`."""
    hook = world.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
        info["ip_address"] = hook.ip_address or "127.0.0.1"
    if hook.last_error:
        info["last_error_date"] = hook.last_error_date
        info["last_error_message"] = hook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = list(world.updates.allowed)
    return info


def _kinds(params: Params) -> list[str] | None:
    given = params.structure("allowed_updates", "allowed updates")
    if given is not None and not isinstance(given, list):
        raise bad_request("can't parse allowed updates JSON object")
    return given
