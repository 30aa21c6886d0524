"""Who is asking, and what they may do.

The local user of this machine needs no login, as long as the store has no named users and the server is bound to
loopback. Named users come with a session's cookie or a program's token. Everybody else reads, or not even that.
"""

import ipaddress
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from musnad.store import Store, accounts

LOCAL = "local"
# A browser takes a cookie of the second name only over https, from this very host.
COOKIES = ("musnad_session", "__Host-musnad_session")


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks; `name` is None for a stranger."""

    name: str | None = None
    role: accounts.Role | None = None
    how: Literal["local", "session", "token"] | None = None

    @property
    def may_write(self) -> bool:
        """Whether they may decide and keep articles."""
        return self.role == "analyst"


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address_of(request: Request) -> str:
    """The address a request comes from; a proxy on this machine tells it (X-Forwarded-For)."""
    return request.client.host if request.client else ""


def caller_of(request: Request) -> Caller:
    """Who is asking. Raises 401 for a token that is not valid; a cookie that is not makes a stranger."""
    store: Store = request.app.state.store
    authorization = request.headers.get("authorization", "")
    if authorization:
        scheme, _, secret = authorization.partition(" ")
        user = accounts.of_token(store, secret.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            raise HTTPException(401, "this token is not valid", {"WWW-Authenticate": "Bearer"})
        return Caller(user.name, user.role, "token")
    for cookie in COOKIES:
        secret = request.cookies.get(cookie, "")
        if secret and (user := accounts.of_session(store, secret)):
            return Caller(user.name, user.role, "session")
    if request.app.state.local and is_loopback(address_of(request)) and not accounts.any_users(store):
        return Caller(LOCAL, "analyst", "local")
    return Caller()


def may_read(request: Request) -> None:
    """Raise 401 for a stranger where reading needs a login."""
    if request.app.state.login_to_read and caller_of(request).name is None:
        raise _log_in()


def must_be_known(request: Request) -> Caller:
    """The caller, who must be the local user or a named one: else 401. Changes only from our own pages: else 403."""
    caller = caller_of(request)
    if caller.name is None:
        raise _log_in()
    if caller.how != "token":
        must_be_own_page(request)
    return caller


def must_write(request: Request) -> Caller:
    """The caller, who must be allowed to decide and keep: else 401 for a stranger, 403 for a reader."""
    caller = must_be_known(request)
    if not caller.may_write:
        raise HTTPException(403, f"{caller.name} may read, not write")
    return caller


def must_be_own_page(request: Request) -> None:
    """Raise 403 for a request that a page of another origin makes in the name of our user.

    A browser says the origin with everything but reading; a token is sent by no page on its own.
    """
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "none")
    same = (
        site in ("same-origin", "none") if origin is None else origin.split("://", 1)[-1] == request.headers.get("host")
    )
    if not same:
        raise HTTPException(403, "a page of another origin may not write")


def _log_in() -> HTTPException:
    return HTTPException(401, "log in, or send a token")


Reader = Depends(may_read)
Known = Annotated[Caller, Depends(must_be_known)]
Analyst = Annotated[Caller, Depends(must_write)]
