"""Watching feeds: asked as seldom as they allow, taken up where the last run stopped, safe to run twice."""

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from sqlalchemy import delete, insert, select

from musnad.engines.ingest import Summary, ingest
from musnad.errors import FetchRefused, InputError, MissingInput, MusnadError, UsageError
from musnad.reading.feeds import entries
from musnad.reading.fetch import AGENT, NotAsked, fetch
from musnad.record import Document
from musnad.store import Store, database, schema

_LENGTH = re.compile(r"(\d+)\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LEAST = timedelta(minutes=1)
_USUAL = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed to watch: its address, the outlet it belongs to, and how long to wait between two looks."""

    url: str
    outlet: str | None = None
    every: timedelta = _USUAL


@dataclass(slots=True)
class Robots:
    """What each host's robots.txt allows; asked for once a host and run."""

    allow_private: bool
    known: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def allow(self, url: str) -> bool:
        """Whether the address may be fetched; a host without robots.txt allows all."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self.known:
            rules: RobotFileParser | None = None
            try:
                body = fetch(f"{host}/robots.txt", allow_private=self.allow_private).body
                rules = RobotFileParser()
                rules.parse(body.decode("utf-8-sig", "replace").splitlines())
            except InputError:
                pass
            self.known[host] = rules
        found = self.known[host]
        return found is None or found.can_fetch(AGENT, url)


def feeds_of(path: Path) -> list[Feed]:
    """The feeds of a TOML file: [[feed]] with url, and optionally outlet and every ("15m", "2h").

    Raises MissingInput or UsageError, naming the file and what is wrong in it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingInput(str(path), error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(str(path), f"not TOML: {error}") from error
    found = []
    for number, entry in enumerate(data.get("feed", []), 1):
        where = f"{path}, feed {number}"
        if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
            raise UsageError(where, "no url", 'each [[feed]] has url = "https://…"')
        if unknown := sorted(set(entry) - {"url", "outlet", "every"}):
            raise UsageError(where, f"unknown {', '.join(unknown)}", "url, outlet, every")
        found.append(Feed(entry["url"], entry.get("outlet"), _length(entry.get("every"), where)))
    if not found:
        raise UsageError(str(path), "no [[feed]] in it")
    return found


def _length(text: object, where: str) -> timedelta:
    if text is None:
        return _USUAL
    match = _LENGTH.fullmatch(str(text).strip())
    if match is None:
        raise UsageError(where, f"every = {text!r} is no length of time", '"15m", "2h"')
    return max(_LEAST, timedelta(seconds=int(match[1]) * _SECONDS[match[2]]))


def look(
    store: Store, feeds: list[Feed], *, engine: str = "auto", workers: int = 1, allow_private: bool = False
) -> Summary:
    """Look once at every feed that is due, and take in what is new; a feed that fails is refused, the others go on."""
    robots = Robots(allow_private)
    looked: dict[str, Look] = {}

    def inputs() -> Iterator[Document | MusnadError]:
        for feed in feeds:
            try:
                yield from _entries(store, feed, robots, looked, allow_private=allow_private)
            except NotAsked as error:
                looked.pop(feed.url, None)
                yield error
            except MusnadError as error:
                yield error

    summary = ingest(store, inputs(), engine=engine, workers=workers)
    # Written when the entries are in the store: a run that is cut off before looks at its feeds again.
    _remember(store, looked)
    return summary


@dataclass(frozen=True, slots=True)
class Look:
    """When a feed was looked at, and what its server wants to be told next time."""

    checked: datetime
    etag: str | None = None
    modified: str | None = None


def _remember(store: Store, looked: dict[str, Look]) -> None:
    if not looked:
        return
    with database.writing(store.engine, store.name) as connection:
        connection.execute(delete(schema.watched).where(schema.watched.c.url.in_(looked)))
        connection.execute(insert(schema.watched), [{"url": url, **asdict(look)} for url, look in looked.items()])


def _entries(
    store: Store, feed: Feed, robots: Robots, looked: dict[str, Look], *, allow_private: bool
) -> Iterator[Document | MusnadError]:
    w = schema.watched.c
    with database.reading(store.engine, store.name) as connection:
        last = connection.execute(select(schema.watched).where(w.url == feed.url)).one_or_none()
    now = datetime.now(UTC)
    if last and now - last.checked < feed.every:
        return
    etag, modified = (last.etag, last.modified) if last else (None, None)
    looked[feed.url] = Look(now, etag, modified)  # a look that fails is one too: the server is not asked again at once
    if not robots.allow(feed.url):
        raise FetchRefused(feed.url, "its robots.txt asks not to be read")
    got = fetch(feed.url, allow_private=allow_private, etag=etag, modified=modified)
    if not got.unchanged:
        yield from entries(got.body, name=feed.url, outlet=feed.outlet, charset=got.charset, fetched=now)
        looked[feed.url] = Look(now, got.etag, got.modified)


def watch(
    store: Store,
    feeds: list[Feed],
    *,
    engine: str = "auto",
    workers: int = 1,
    allow_private: bool = False,
    report: Callable[[Summary], None] = lambda _: None,
) -> None:
    """Look again and again, sleeping in between, until interrupted."""
    while True:
        report(look(store, feeds, engine=engine, workers=workers, allow_private=allow_private))
        time.sleep(min(feed.every for feed in feeds).total_seconds())
