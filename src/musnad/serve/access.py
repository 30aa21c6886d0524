"""Who may write: the one local user on loopback, and named users by login or token; everybody else reads."""

import ipaddress

from fastapi import Request
from starlette.exceptions import HTTPException

LOCAL = "local"


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def must_write(request: Request) -> str:
    """The name under which the caller writes; raises 403 for one who may only read.

    The local user needs no login, but only where the server itself is bound to loopback, and a page of another origin
    may not write in their name: a browser's request says its origin, and it must be our own.
    """
    origin = request.headers.get("origin")
    if origin and origin.split("://", 1)[-1] != request.headers.get("host"):
        raise HTTPException(403, "a page of another origin may not write")
    if request.app.state.local and request.client and is_loopback(request.client.host):
        return LOCAL
    raise HTTPException(403, "only named users write here")
