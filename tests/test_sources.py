"""Every way in: feeds, tables, archives of archives, web archives."""

import gzip
import io
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from musnad.errors import InputError, UsageError
from musnad.reading import Given, documents
from musnad.reading.days import day_of
from musnad.reading.tables import mapping
from musnad.record import Document

BODY = "قال وزير النقل سامر الخوري إن أعمال الرصيف الجديد في المرفأ ستنتهي قبل نهاية السنة المقبلة."
PAGE = (
    "<!doctype html><html lang='ar'><head><meta charset='utf-8'><title>أعمال المرفأ</title>"
    "<meta property='article:published_time' content='2031-03-02T08:00:00Z'>"
    "<meta property='og:site_name' content='الميدان'></head>"
    f"<body><article><h1>أعمال المرفأ</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"
).encode()
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>الميدان</title>
<item><title>أعمال المرفأ</title><link>https://example.org/1</link><guid>one</guid>
<pubDate>الأحد, 02 مارس 2031</pubDate>
<description>&lt;p&gt;{BODY}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Harbour works</title><link>https://example.org/2</link>
<description>In English only, with no Arabic word.</description></item>
</channel></rss>""".encode()


def read(path: Path, **given: object) -> tuple[list[Document], list[InputError]]:
    found = list(documents(str(path), Given(**given)))  # type: ignore[arg-type]
    return [d for d in found if isinstance(d, Document)], [e for e in found if isinstance(e, InputError)]


def test_a_feed_gives_a_document_an_entry(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED)
    (entry,), (refused,) = read(tmp_path / "feed.xml")
    assert (entry.id, entry.url, entry.outlet) == ("one", "https://example.org/1", "الميدان")
    assert entry.text == f"أعمال المرفأ\n{BODY}"
    assert entry.published == date(2031, 3, 2)
    assert "feed.xml#2" in str(refused)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_gives_a_document_a_row(tmp_path: Path, separator: str) -> None:
    rows = [["رقم", "نص", "published"], ["7", f'"{BODY}"', "2 آذار 2031"], ["8", '""', "2031-03-02"]]
    (tmp_path / "t.csv").write_text("\n".join(separator.join(r) for r in rows), encoding="utf-8")
    (row,), (refused,) = read(tmp_path / "t.csv", columns={"id": "رقم", "text": "نص"})
    assert (row.id, row.text, row.published) == ("7", BODY, date(2031, 3, 2))
    assert "t.csv:3" in str(refused)


def test_a_table_without_the_column_says_which_it_has(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("رقم,نص\n1,س\n", encoding="utf-8")
    _, (refused,) = read(tmp_path / "t.csv")
    assert "--map text=COLUMN" in str(refused)
    assert "نص" in str(refused)


def test_columns_are_mapped_by_field() -> None:
    assert mapping(["text=نص", "id=رقم"]) == {"text": "نص", "id": "رقم"}
    with pytest.raises(UsageError, match="not FIELD=COLUMN"):
        mapping(["نص"])


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pyarrow.table({"text": [BODY, None], "published": [date(2031, 3, 2), None], "outlet": ["الميدان", None]})
    parquet.write_table(table, tmp_path / "t.parquet")
    (row,), (refused,) = read(tmp_path / "t.parquet")
    assert (row.text, row.outlet, row.published) == (BODY, "الميدان", date(2031, 3, 2))
    assert "t.parquet:2" in str(refused)


def test_archives_of_every_kind_hold_every_kind(tmp_path: Path) -> None:
    inside = {"a.txt": BODY.encode(), "b.html": PAGE, "c.xml": FEED, "d.txt": b"", "e.bin": b"\0\1"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as tar:
        for name, data in {**inside, "f.txt.gz": gzip.compress(BODY.encode())}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    (tmp_path / "all.zip").write_bytes(packed.getvalue())
    for path, count in (("all.zip", 3), ("all.tar.gz", 4)):
        good, refused = read(tmp_path / path)
        assert len(good) == count
        assert any("d.txt" in str(e) for e in refused)


def test_a_link_in_a_tar_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(BODY, encoding="utf-8")
    with tarfile.open(tmp_path / "link.tar", "w") as tar:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret.txt")
        tar.addfile(link)
    good, refused = read(tmp_path / "link.tar")
    assert good == []
    assert len(refused) == 1


def warc(records: list[tuple[str, bytes]]) -> bytes:
    out = b""
    for url, body in records:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-03-02T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(out):032}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        out += head.encode() + http + b"\r\n\r\n"
    return out


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_articles(tmp_path: Path, packed: bool) -> None:
    data = warc([("https://example.org/a", PAGE), ("https://example.org/b", b"<html><body></body></html>")])
    path = tmp_path / ("w.warc.gz" if packed else "w.warc")
    path.write_bytes(gzip.compress(data) if packed else data)
    (article,), (refused,) = read(path)
    assert (article.url, article.published, article.outlet) == ("https://example.org/a", date(2031, 3, 2), "الميدان")
    assert "https://example.org/b" in str(refused)


@pytest.mark.parametrize(
    "words",
    [
        "الخميس, 01 سبتمبر 2016",
        "١ أيلول ٢٠١٦",
        "1 أيلول/سبتمبر 2016",
        "Thu, 01 Sep 2016 10:00:00 GMT",
        "2016-09-01T10:00",
        "1/9/2016",
    ],
)
def test_a_day_is_read_as_pages_write_it(words: str) -> None:
    assert day_of(words) == date(2016, 9, 1)


@pytest.mark.parametrize("words", ["", None, "أمس", "31/2/2016", "99 سبتمبر 2016"])
def test_what_names_no_day_gives_none(words: str | None) -> None:
    assert day_of(words) is None
