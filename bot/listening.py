"""Where the bot listens: host and port of either kind of address, or a socket in a folder."""

import re
import socket
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tornado.netutil import bind_unix_socket

_TCP = re.compile(r"(\[[0-9A-Fa-f:.]+(?:%\w+)?\]|[^\s:\[\]/]+):(\d{1,5})")
_UNIX = "unix:"
# The proxy is another user, and of the same group.
_MODE = 0o660
_BACKLOG = 128


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """Host and port to listen at, or the file of a Unix socket."""

    host: str = ""
    port: int = 0
    path: Path | None = None


def listen_address(value: str) -> ListenAddress:
    """Return what `host:port`, `[address]:port` or `unix:/path` says. Raises ValueError."""
    if value.startswith(_UNIX):
        path = Path(value.removeprefix(_UNIX))
        if not path.is_absolute():
            raise ValueError("must name a socket by its whole path, such as unix:/run/raspa/bot")
        return ListenAddress(path=path)
    found = _TCP.fullmatch(value)
    if not found or not 0 < int(found[2]) < 65536:
        raise ValueError("must be host:port, such as 127.0.0.1:8080 or [::1]:8080")
    return ListenAddress(found[1].strip("[]"), int(found[2]))


def listening_sockets(address: ListenAddress) -> list[socket.socket]:
    """Return sockets that listen there. Raises OSError where that cannot be done."""
    if address.path is None:
        return [_tcp(*one) for one in _resolved(address)]
    return [bind_unix_socket(str(address.path), mode=_MODE)]


def _resolved(address: ListenAddress) -> list[tuple[int, tuple[str, int]]]:
    found = socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    places = [(family, where) for family, _, _, _, where in found]
    return list(dict.fromkeys((family, (str(where[0]), int(where[1]))) for family, where in places))


def _tcp(family: int, where: tuple[str, int]) -> socket.socket:
    made = socket.create_server(where, family=family, backlog=_BACKLOG)
    made.setblocking(False)
    return made


def give_back(address: ListenAddress) -> None:
    """Remove the file of a Unix socket that was listened at."""
    if address.path is not None:
        with suppress(OSError):
            if stat.S_ISSOCK(address.path.lstat().st_mode):
                address.path.unlink()
