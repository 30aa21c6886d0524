"""Pages from the web, within limits: no private addresses, no endless bodies, no loops."""

import http.client
import io
import ipaddress
import socket
import ssl
import zlib
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from musnad.errors import FetchRefused, TooLarge

MOST_BYTES = 10_000_000  # a news page with everything in it stays below 2 MB
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
_TOO_LONG = f"took more than {MOST_SECONDS:.0f} seconds"
_WAIT = 10.0  # seconds for one answer of the network
_CHUNK = 1 << 16
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_SAFE = "/?%:@!$&'()*+,;=~-._"  # of RFC 3986; all else, as Arabic paths, is quoted
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
AGENT = "musnad (reads Arabic news)"


class NotAsked(FetchRefused):
    """An address that was refused before anything was asked of its server."""


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body, where it came from in the end, and what the server says it is.

    `etag` and `modified` are the server's words, to be sent back next time; `unchanged` is its answer that nothing
    changed since, and the body is then empty.
    """

    body: bytes
    url: str
    charset: str | None
    content_type: str
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    most_bytes: int = MOST_BYTES,
    etag: str | None = None,
    modified: str | None = None,
) -> Fetched:
    """Fetch an http or https address; with `etag` or `modified` only if it changed since the server said so.

    Every address that a name resolves to is checked before the connection is made to that very address, again after
    each redirect, so that no DNS answer leads inside. Proxies of the environment are not used. Raises FetchRefused,
    naming the address, or TooLarge.
    """
    deadline = monotonic() + MOST_SECONDS
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    seen: set[str] = set()
    at = url
    for _ in range(MOST_REDIRECTS + 1):
        if at in seen:
            raise FetchRefused(url, "redirects in a loop")
        seen.add(at)
        answer = _get(at, url, headers, allow_private=allow_private, deadline=deadline, most_bytes=most_bytes)
        if isinstance(answer, Fetched):
            return answer
        at = urljoin(at, answer)
    raise FetchRefused(url, f"redirects more than {MOST_REDIRECTS} times")


def _get(
    at: str, url: str, headers: dict[str, str], *, allow_private: bool, deadline: float, most_bytes: int
) -> Fetched | str:
    """The answer of one address: a body, or the address it redirects to."""
    connection, path = _connection(at, url, allow_private=allow_private)
    connection.response_class = partial(_Answer, deadline=deadline)  # type: ignore[assignment]
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status in _REDIRECTS:
            return _as_sent(answer.getheader("Location")) or _refuse(url, "redirects to nowhere")
        said = (answer.getheader("ETag"), answer.getheader("Last-Modified"))
        if answer.status == 304:
            return Fetched(b"", at, None, "", *said, unchanged=True)
        if answer.status != 200:
            raise FetchRefused(url, f"the server answers {answer.status} {answer.reason}")
        body = _body(answer, url, deadline, most_bytes)
        charset = answer.headers.get_content_charset()
        return Fetched(body, at, charset, answer.headers.get_content_type(), *said)
    except (OSError, http.client.HTTPException) as error:
        if monotonic() > deadline:
            raise FetchRefused(url, _TOO_LONG) from error
        raise FetchRefused(url, f"could not be fetched: {_reason(error)}") from error
    finally:
        connection.close()


def _connection(at: str, url: str, *, allow_private: bool) -> tuple[http.client.HTTPConnection, str]:
    try:
        parts = urlsplit(at)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotAsked(url, f"no address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise NotAsked(url, "only http and https addresses are fetched")
    secure = parts.scheme == "https"
    port = port or (443 if secure else 80)
    target = _resolve(host, port, url, allow_private=allow_private)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    made: _Pinned | _PinnedHttps
    if secure:
        made = _PinnedHttps(host, port, timeout=_WAIT, context=ssl.create_default_context())
    else:
        made = _Pinned(host, port, timeout=_WAIT)
    made.target = target
    return made, path


class _Timed(io.RawIOBase):
    """What a socket receives, until a deadline: one that sends a letter now and then would else hold us for hours."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError(_TOO_LONG)
        self._sock.settimeout(min(_WAIT, left))
        return self._sock.recv_into(buffer)


class _Answer(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *given: Any, deadline: float, **named: Any) -> None:
        super().__init__(sock, *given, **named)
        self._received = self.fp  # keeps the socket open while we read it
        self.fp = io.BufferedReader(_Timed(sock, deadline))

    def close(self) -> None:
        self._received.close()
        super().close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the one address that was checked, whatever the name resolves to by now."""

    target: tuple[Any, ...]

    def connect(self) -> None:
        self.sock = socket.create_connection(self.target[:2], self.timeout)


class _PinnedHttps(http.client.HTTPSConnection):
    target: tuple[Any, ...]

    def connect(self) -> None:
        plain = socket.create_connection(self.target[:2], self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)  # type: ignore[attr-defined]


def _resolve(host: str, port: int, url: str, *, allow_private: bool) -> tuple[Any, ...]:
    try:
        found = socket.getaddrinfo(host.encode("idna").decode(), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotAsked(url, f"the name {host!r} does not resolve") from error
    for _, _, _, _, target in found:
        if not allow_private and not is_public(str(target[0])):
            reason = f"{host} is {target[0]}, a private address"
            raise NotAsked(url, reason, "--allow-private fetches it all the same")
    return found[0][4]


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet, also when it is wrapped in another (mapped, 6to4, NAT64)."""
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _body(answer: http.client.HTTPResponse, url: str, deadline: float, most_bytes: int) -> bytes:
    """The body within its limits, unpacked on the way so that a small one cannot become a huge one."""
    packed = answer.getheader("Content-Encoding", "identity").lower() in ("gzip", "x-gzip")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    whole = bytearray()
    while chunk := answer.read1(_CHUNK):
        try:
            whole += unpack.decompress(chunk, most_bytes + 1 - len(whole)) if packed else chunk
        except zlib.error as error:
            raise FetchRefused(url, f"its body is damaged: {error}") from error
        if len(whole) > most_bytes:
            raise TooLarge(url, f"a body of more than {most_bytes:,} bytes")
        if monotonic() > deadline:
            raise FetchRefused(url, _TOO_LONG)
    if answer.length or (packed and whole and not unpack.eof):
        raise FetchRefused(url, "its body breaks off before its end", "try again")
    return bytes(whole)


def _as_sent(location: str | None) -> str | None:
    """An address in a header, which http.client takes for Latin-1; servers send Arabic paths in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8") if location else None
    except UnicodeError:
        return location


def _refuse(url: str, reason: str) -> str:
    raise FetchRefused(url, reason)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
