"""What stands before every request: the host, rates, sizes and times, and after it the headers of every answer."""

import asyncio
import logging
from dataclasses import dataclass
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.serve.access import is_loopback
from musnad.serve.limits import Bucket
from musnad.serve.problems import problem

# A pasted article may have two million letters; anything else that is sent is small.
MOST_BYTES, MOST_BYTES_READ = 100_000, 8_000_000
MOST_SECONDS = 60  # for a body to arrive
LONGEST_QUERY = 8_000
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self';"
    " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_log = logging.getLogger("musnad.serve")


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate` requests a second and `burst` at once for each address (0: no limit); the local user has none."""

    rate: float = 50
    burst: int = 500


class Guard:
    """Wraps the application; see above. `local`: answer only to this machine's own names.

    A page of elsewhere whose name is made to resolve to this machine would else read, and write, as the local user.
    """

    def __init__(self, app: ASGIApp, *, local: bool, limits: Limits) -> None:
        self.app, self.local = app, local
        self.bucket = Bucket(limits.rate, limits.burst) if limits.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _add_headers(scope, message)
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        try:
            await self.app(scope, _bounded(scope, receive), sending)
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            if begun:
                raise
            await problem(500, "an error of ours; the server's log has it")(scope, receive, sending)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self.local and not is_loopback(_name(headers.get("host", ""))):
            return problem(421, "this server answers only as localhost or 127.0.0.1")
        if len(scope["query_string"]) > LONGEST_QUERY:
            return problem(414, f"an address may have {LONGEST_QUERY:,} characters after the question mark")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > _most(scope):
            return problem(413, f"this request may have {_most(scope):,} bytes")
        caller = scope["client"][0] if scope.get("client") else ""
        if self.bucket and not (self.local and is_loopback(caller)) and (wait := self.bucket.take(caller)):
            return problem(429, "too many requests", headers={"Retry-After": str(int(wait) + 1)})
        return None


def _name(host: str) -> str:
    """The name or address in a Host header, without port and brackets."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _most(scope: Scope) -> int:
    return MOST_BYTES_READ if scope["path"].endswith("/read") else MOST_BYTES


def _bounded(scope: Scope, receive: Receive) -> Receive:
    """The body as it arrives, counted (its declared length may be missing) and waited for only so long."""
    got, until = 0, monotonic() + MOST_SECONDS
    whole = False

    async def bounded() -> Message:
        nonlocal got, whole
        if whole:
            return await receive()  # waits for the caller to hang up
        try:
            message = await asyncio.wait_for(receive(), max(until - monotonic(), 0.01))
        except TimeoutError:
            raise HTTPException(408, f"the request did not arrive within {MOST_SECONDS} seconds") from None
        got += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if got > _most(scope):
            raise HTTPException(413, f"this request may have {_most(scope):,} bytes")
        return message

    return bounded


def _add_headers(scope: Scope, message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if scope["path"].startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store")
    elif scope["path"].startswith("/assets/"):  # their names carry a digest of what is in them
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
