"""What a newsroom's folders hold: dates in words, archives in archives, bad rows, feeds wrongly declared."""

import gzip
import http.server
import io
import json
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.web import serving

from musnad.errors import BadRow, BrokenArchive, FetchRefused, InputError, NotText
from musnad.reading import Given, decode, documents
from musnad.reading.days import day_of
from musnad.reading.fetch import fetch
from musnad.record import Document

NEWS = "قال وزير النقل سامر الخوري إن أعمال الرصيف الجديد في المرفأ ستنتهي قبل نهاية السنة."
LONG = f"<p>{NEWS} وأضاف أن السفن ستعود.</p><p>{NEWS} وأوضح أن العمال ينتظرون.</p>"


def read(path: Path, content: bytes | str, **given: object) -> list[Document | InputError]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(documents(str(path), Given(**given)))  # type: ignore[arg-type]


def page(head: str = "", before: str = "", inside: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>أعمال المرفأ</title>{head}</head><body>{before}"
        f"<article><h1>أعمال المرفأ</h1>{inside}{LONG}</article></body></html>"
    )


def rss(day: str = "Thu, 01 Sep 2016 01:00:00 +0300", declared: str = "utf-8", words: str = NEWS) -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>الميدان</title><item>'
        f"<title><![CDATA[&#8220;الرصيف&#8221; الجديد]]></title><link>https://example.org/1</link>"
        f"<pubDate>{day}</pubDate><description>{words}</description></item></channel></rss>"
    )


@pytest.mark.parametrize(
    "written",
    [
        "الخميس, 01 سبتمبر 2016", "2016/09/01", "٢٠١٦/٠٩/٠١", "سبتمبر 1, 2016", "الخميس سبتمبر 1، 2016",
        "1 أيلول (سبتمبر) 2016", "01 أيلول/سبتمبر 2016", "29 ذو القعدة 1437 هـ - 1 سبتمبر 2016",
        "29/11/1437 - 01/09/2016", "نشر في: 1/ 9/ 2016", "Sep 1, 2016", "1 September 2016", "20160901",
        "Thu, 01 Sep 2016 01:00:00 +0300", "2016-09-01T00:30:00+03:00",
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_is_written(written: str) -> None:
    assert day_of(written) == date(2016, 9, 1)


@pytest.mark.parametrize("written", ["2016-13-01", "قبل ساعتين", "31/02/2016", "29 ذو القعدة 1437", "1472688000"])
def test_what_is_no_date_is_none(written: str) -> None:
    assert day_of(written) is None


@pytest.mark.parametrize(
    ("head", "before", "inside"),
    [
        ('<meta name="date" content="الخميس, 01 سبتمبر 2016">', "", ""),
        ("", "<time>الخميس, 01 سبتمبر 2016</time>", ""),
        (
            "",
            '<header><span class="date">السبت 5 يناير 2019</span></header>',
            '<div class="post-date">٠١ أيلول ٢٠١٦</div>',
        ),
        ("", '<span class="date">5 يناير 2019</span>', '<time datetime="01 سبتمبر 2016">الخميس</time>'),
    ],
    ids=["meta", "time", "beside today's date in the head", "beside the date of something else"],
)
def test_a_page_that_prints_its_day_in_words_has_it_and_says_so(
    tmp_path: Path, head: str, before: str, inside: str
) -> None:
    (found,) = read(tmp_path / "p.html", page(head, before, inside), published="2000-01-01")
    assert isinstance(found, Document)
    assert found.published == date(2016, 9, 1)
    assert "publication date as the page prints it" in found.notes[0]


def test_a_page_with_several_days_has_none_of_them(tmp_path: Path) -> None:
    two = '<time>1 سبتمبر 2016</time><span class="date">2 سبتمبر 2016</span>'
    (found,) = read(tmp_path / "p.html", page(before=two))
    assert isinstance(found, Document)
    assert found.published is None


def test_a_feed_keeps_the_day_it_writes_and_shows_no_entities(tmp_path: Path) -> None:
    # At one in the morning in Riyadh it is still the day before in UTC.
    (found,) = read(tmp_path / "f.xml", rss(words=NEWS + " &amp;quot;نعم&amp;quot;"))
    assert isinstance(found, Document)
    assert found.published == date(2016, 9, 1)
    assert found.text.startswith("“الرصيف” الجديد\n")
    assert found.text.endswith(' "نعم"')
    assert found.origin
    assert NEWS in found.origin.bytes.decode()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("windows-1256", "utf-8"),
        ("utf-8", "windows-1256"),
        ("utf-16", "utf-16"),
        ("cp720", "utf-8"),
        ("utf-16", "utf-8"),
    ],
)
def test_a_feed_is_decoded_right_whatever_it_declares(tmp_path: Path, encoding: str, declared: str) -> None:
    (found,) = read(tmp_path / "f.xml", rss(declared=declared).encode(encoding))
    assert isinstance(found, Document)
    assert NEWS in found.text
    assert found.outlet == "الميدان"
    assert bool(found.notes) is (encoding != declared)


@pytest.mark.parametrize("declared", ["undefined", "idna", "hex", "klingon"])
def test_a_declared_encoding_that_is_none_is_overruled(declared: str) -> None:
    found = decode(NEWS.encode("windows-1256"), "x", declared=declared)
    assert found.text == NEWS
    assert declared in found.notes[0]


def test_a_declaration_beside_a_byte_order_mark_is_overruled_and_noted() -> None:
    assert decode(NEWS.encode("utf-8-sig"), "x", declared="windows-1256").notes
    assert not decode(NEWS.encode("utf-16"), "x", declared="utf-16").notes
    assert not decode(NEWS.encode("mac-arabic"), "x", declared="x-mac-arabic").notes


def test_a_page_in_utf_16_is_a_page_whatever_its_name(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "page", page().encode("utf-16"))
    assert isinstance(found, Document)
    assert "<p>" not in found.text


def zipped(**files: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return whole.getvalue()


def test_archives_in_archives_are_opened_and_nothing_in_them_is_lost_unsaid(tmp_path: Path) -> None:
    whole = io.BytesIO()
    inner = zipped(b__txt=f"{NEWS} ب".encode(), c=f"{NEWS} ج".encode(), e__docx=zipped(word=b""), logo__png=b"\x89PNG")
    files = {"a.txt": NEWS.encode(), "in.zip": inner, "d.json": json.dumps({"text": f"{NEWS} د"}).encode()}
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    found = read(tmp_path / "all.tar.gz", whole.getvalue())
    assert {d.text[len(NEWS) :].strip() for d in found if isinstance(d, Document)} == {"", "ب", "ج", "د"}
    (refused,) = (f for f in found if isinstance(f, InputError))
    assert "in.zip/e.docx" in str(refused)


def test_an_archive_without_end_and_an_office_document_are_refused(tmp_path: Path) -> None:
    deep = NEWS.encode()
    for _ in range(20):
        deep = gzip.compress(deep)
    (endless,) = read(tmp_path / "a.gz", deep)
    assert isinstance(endless, BrokenArchive)
    assert "archives in one another" in str(endless)
    (office,) = read(tmp_path / "a.docx", zipped(**{"[Content_Types]__xml": b"", "word__xml": NEWS.encode()}))
    assert "an office document" in str(office)
    for name, begins, kind in (
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"), ("a.txt", b"%PDF-1.7\n", "a PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "an office document"),
    ):  # fmt: skip
        (other,) = read(tmp_path / name, begins)
        assert isinstance(other, NotText)
        assert str(other).startswith(f"{tmp_path / name}: {kind}")
    (xml,) = read(tmp_path / "a.xml", f"<?xml version='1.0'?><news>{NEWS}</news>")
    assert isinstance(xml, NotText)


@pytest.mark.parametrize("layout", [None, 1])
@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl", "rows"])
def test_an_array_of_objects_is_its_rows(tmp_path: Path, name: str, layout: int | None) -> None:
    rows = [{"text": NEWS, "published": "الخميس, 01 سبتمبر 2016"}, {"text": 5}]
    first, second = read(tmp_path / name, json.dumps(rows, ensure_ascii=False, indent=layout))
    assert isinstance(first, Document)
    assert (first.text, first.published, first.id) == (NEWS, date(2016, 9, 1), "rows-1")
    assert isinstance(second, BadRow)


def test_an_object_over_many_lines_is_one_article_and_fields_can_be_mapped(tmp_path: Path) -> None:
    row = json.dumps({"body": NEWS, "day": "2016-09-01"}, ensure_ascii=False, indent=2)
    (found,) = read(tmp_path / "one.json", row, columns={"text": "body", "published": "day"})
    assert isinstance(found, Document)
    assert (found.text, found.published) == (NEWS, date(2016, 9, 1))


def test_what_no_database_keeps_is_replaced_in_every_field(tmp_path: Path) -> None:
    row = {"text": f"{NEWS}\0", "outlet": "الم\ud800", "id": "\ud800", "url": "https://example.org/\0"}
    (found,) = read(tmp_path / "a.jsonl", json.dumps(row))
    assert isinstance(found, Document)
    assert (found.text, found.outlet, found.id) == (f"{NEWS}\ufffd", "الم\ufffd", "\ufffd")
    assert found.url == "https://example.org/\ufffd"
    assert "NUL" in found.notes[0]


def test_rows_of_a_csv_that_would_lose_words_are_refused_and_the_others_read(tmp_path: Path) -> None:
    rows = [
        "id,text,published", f"1,{NEWS},2016/09/01", f"2,{NEWS}, وأضاف,2016-09-01", f'3,"قال "نعم" {NEWS}",2016-09-01',
        f'4,"قال ""نعم"" {NEWS}",2016-09-01',
    ]  # fmt: skip
    found = read(tmp_path / "a.csv", "\n".join(rows).encode("windows-1256") + b"\n")
    assert [f.id if isinstance(f, Document) else type(f).__name__ for f in found] == ["1", "BadRow", "BadRow", "4"]
    assert "4 cells in line 3 under 3 columns" in str(found[1])
    first = found[0]
    assert isinstance(first, Document)
    assert first.published == date(2016, 9, 1)
    assert first.origin, "the row is kept as evidence"
    (missing,) = read(tmp_path / "a.csv", "text\n" + NEWS, columns={"published": "day"})
    assert "no column 'day'" in str(missing)
    (stray,) = read(tmp_path / "b.csv", f"text\n{NEWS}".encode() + b"\xff\n")
    assert isinstance(stray, Document)
    assert "U+FFFD" in stray.notes[0]


def answer(body: bytes, headers: str = "Content-Type: text/html", cut: int = 0) -> bytes:
    said = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n"
        "WARC-Date: 2016-09-02T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(said)}\r\n\r\n"
    )
    return head.encode() + said[: len(said) - cut] + b"\r\n\r\n"


def test_a_web_archive_gives_pages_as_servers_send_them_and_feeds_and_plain_texts(tmp_path: Path) -> None:
    html, feed = page().encode(), rss().encode()
    packed = gzip.compress(html)
    parts = [
        answer(packed, "Content-Type: text/html\r\nContent-Encoding: gzip"),
        answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(html), html), "Content-Type: text/html\r\nTransfer-Encoding: chunked"),
        answer(b"not packed", "Content-Type: text/html\r\nContent-Encoding: gzip"),
        answer(feed, "Content-Type: application/rss+xml"),
        answer(NEWS.encode(), "Content-Type: text/plain"),
        answer(b"\x89PNG", "Content-Type: image/png"),
        answer(html, cut=60),
    ]
    found = read(tmp_path / "a.warc", b"".join(parts))
    kinds = [f.origin.media_type if isinstance(f, Document) and f.origin else type(f).__name__ for f in found]
    assert kinds == ["text/html", "text/html", "BrokenArchive", "application/xml", "text/plain", "BrokenArchive"]
    assert "breaks off" in str(found[-1])


class _Handler(http.server.BaseHTTPRequestHandler):
    """A server that sends other things than pages, breaks off, or drips."""

    def do_GET(self) -> None:
        body = json.dumps({"text": NEWS}, ensure_ascii=False).encode()
        if self.path == "/moved":
            self.wfile.write("HTTP/1.0 302 Found\r\nLocation: /أخبار.jsonl\r\n\r\n".encode())
            return
        self.send_response(200)
        if self.path == "/cut":
            self.send_header("Content-Length", str(len(body) + 50))
        if self.path == "/cut-packed":
            body = gzip.compress(body)[:-12]
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A web server on a port of its own."""
    with serving(_Handler) as address:
        yield address


def test_rows_come_from_an_address_too_and_redirects_may_be_in_arabic(server: str) -> None:
    for path in ("/rows.jsonl?day=1", "/moved"):
        (found,) = documents(server + path, Given(allow_private=True))
        assert isinstance(found, Document), found
        assert found.text == NEWS


@pytest.mark.parametrize("path", ["/cut", "/cut-packed"])
def test_a_body_that_breaks_off_is_refused(server: str, path: str) -> None:
    with pytest.raises(FetchRefused, match="breaks off"):
        fetch(server + path, allow_private=True)


def test_a_server_that_drips_its_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr("musnad.reading.fetch.MOST_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not done.wait(0.05):
                    connection.sendall(b"X-Drop: 1\r\n")

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(FetchRefused, match="took more than"):
            fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/", allow_private=True)
        done.set()
