"""Watching feeds: what is new comes in once, the server is asked politely, and nothing private is fetched unasked."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from sqlalchemy import update
from tests.web import serving

from musnad.engines.watch import Feed, feeds_of, look
from musnad.errors import UsageError
from musnad.store import Store, database, schema

ITEM = (
    "<item><title>خبر رقم {n}</title><link>https://example.org/{n}</link><guid>{n}</guid>"
    "<pubDate>Sun, 02 Mar 2031 08:00:00 GMT</pubDate>"
    "<description>قال وزير النقل سامر الخوري إن أعمال الرصيف رقم {n} ستنتهي قبل نهاية السنة.</description></item>"
)


class Site(BaseHTTPRequestHandler):
    """A feed of `items` entries with an ETag, and a robots.txt."""

    items = 2
    robots = "User-agent: *\nDisallow: /closed\n"
    asked: list[tuple[str, str | None, str | None]] = []  # noqa: RUF012 - shared by the requests of a test

    def do_GET(self) -> None:
        tag = f'"{self.items}"'
        self.asked.append((self.path, self.headers.get("If-None-Match"), self.headers.get("User-Agent")))
        body = self.robots if self.path == "/robots.txt" else self.feed()
        unchanged = self.path != "/robots.txt" and self.headers.get("If-None-Match") == tag
        self.send_response(304 if unchanged else 200)
        self.send_header("ETag", tag)
        self.end_headers()
        if not unchanged:
            self.wfile.write(body.encode())

    def feed(self) -> str:
        items = "".join(ITEM.format(n=n) for n in range(self.items))
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>الميدان</title>{items}</channel></rss>'


@pytest.fixture
def site() -> Iterator[str]:
    Site.items, Site.asked = 2, []
    with serving(Site) as address:
        yield address


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "m.db") as opened:
        yield opened


def due_again(store: Store) -> None:
    """Let the last look lie an hour back."""
    with database.writing(store.engine, store.name) as connection:
        earlier = schema.watched.c.checked
        for row in connection.execute(schema.watched.select()).all():
            connection.execute(update(schema.watched).values({earlier: row.checked - timedelta(hours=1)}))


def test_new_entries_come_in_once_and_the_server_is_asked_what_changed(store: Store, site: str) -> None:
    feeds = [Feed(f"{site}/feed", "الميدان")]
    assert look(store, feeds, engine="grammar", allow_private=True).new == 2
    assert look(store, feeds, engine="grammar", allow_private=True).seen == 0, "not due yet"
    due_again(store)
    assert look(store, feeds, engine="grammar", allow_private=True).seen == 0, "unchanged"
    Site.items = 3
    due_again(store)
    again = look(store, feeds, engine="grammar", allow_private=True)
    assert (again.new, again.same) == (1, 2)
    asked = [tag for path, tag, _ in Site.asked if path == "/feed"]
    assert asked == [None, '"2"', '"2"']
    assert all("musnad" in (agent or "") for _, _, agent in Site.asked)


def test_robots_are_obeyed_and_the_other_feeds_go_on(store: Store, site: str) -> None:
    summary = look(store, [Feed(f"{site}/closed"), Feed(f"{site}/feed")], engine="grammar", allow_private=True)
    assert summary.new == 2
    assert "robots.txt" in str(summary.refused[0])
    assert "/closed" not in [path for path, _, _ in Site.asked]


def test_a_private_address_is_refused_unless_allowed(store: Store, site: str) -> None:
    summary = look(store, [Feed(f"{site}/feed")], engine="grammar")
    assert (summary.new, len(summary.refused)) == (0, 1)
    assert Site.asked == []


def test_the_list_of_feeds_is_read_or_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[[feed]]\nurl = "https://example.org/feed"\noutlet = "الميدان"\nevery = "2h"\n', encoding="utf-8")
    assert feeds_of(path) == [Feed("https://example.org/feed", "الميدان", timedelta(hours=2))]
    for wrong, reason in (("[[feed]]\n", "no url"), ("x = [", "not TOML"), ("", "no \\[\\[feed\\]\\]")):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(UsageError, match=reason):
            feeds_of(path)
    path.write_text('[[feed]]\nurl = "https://example.org/feed"\nevery = "soon"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="no length of time"):
        feeds_of(path)


def test_a_run_that_is_cut_off_before_the_store_has_it_asks_for_all_again(
    store: Store, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    add = Store.add
    monkeypatch.setattr(Store, "add", cut_off)
    with pytest.raises(KeyboardInterrupt):
        look(store, [Feed(f"{site}/feed")], engine="grammar", allow_private=True)
    monkeypatch.setattr(Store, "add", add)
    assert look(store, [Feed(f"{site}/feed")], engine="grammar", allow_private=True).new == 2


def test_a_feed_that_fails_is_not_asked_again_at_once(store: Store, site: str) -> None:
    for _ in range(2):
        summary = look(store, [Feed(f"{site}/closed")], engine="grammar", allow_private=True)
    assert summary.seen == 0
    assert len(Site.asked) == 1


def test_an_entry_keeps_the_piece_of_the_feed_it_came_from(store: Store, site: str) -> None:
    look(store, [Feed(f"{site}/feed")], engine="grammar", allow_private=True)
    for record in store.records():
        (origin,) = store.evidence(record.document.key)
        assert origin.bytes.startswith(b"<item>")
        assert origin.fetched
