"""Reading: bytes, files, archives, pages and addresses become documents, or are refused by name and reason."""

import codecs
import gzip
import http.server
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web import serving

from musnad.errors import (
    BadRow,
    BrokenArchive,
    EmptyInput,
    FetchRefused,
    InputError,
    MissingInput,
    NotArabic,
    NotText,
    TooLarge,
)
from musnad.reading import Given, decode, decode_as, document, documents
from musnad.reading.fetch import fetch, is_public
from musnad.reading.html import looks_like_html
from musnad.record import Document

NEWS = (
    "وصل وفد وزاري إلى العاصمة أمس للتباحث في مشروع السد الجديد\n"
    "وقال رئيس الوفد للصحفيين إن المحادثات «كانت مثمرة» وإنها ستستأنف الشهر المقبل. وأضاف أن الخبراء من البلدين "
    "سيدرسون الآثار البيئية قبل توقيع أي اتفاق، مؤكداً حرص الجانبين على التعاون.\n"
)
PERSIAN = (
    "دانشگاه اعلام کرد که برنامه های جدید این مرکز از هفته آینده آغاز می شود و دانشجویان می توانند برای ثبت نام به "
    "پایگاه اطلاع رسانی مراجعه کنند و گزارش این نشست نیز پس از چند روز چاپ خواهد شد و در اختیار همه قرار می گیرد"
)


def one(path: Path | str, **said: object) -> Document:
    """The only document of a source."""
    (found,) = documents(str(path), Given(**said))  # type: ignore[arg-type]
    if isinstance(found, InputError):
        raise found
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "mac-arabic", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_by_the_bytes(encoding: str) -> None:
    decoded = decode(NEWS.encode(encoding), "news")
    assert decoded.text == NEWS
    assert not decoded.notes


@pytest.mark.parametrize("encoding", ["iso-8859-6", "cp720"])
def test_encodings_that_lack_some_marks_are_told_too(encoding: str) -> None:
    plain = NEWS.translate({ord("«"): '"', ord("»"): '"', ord("،"): ","})
    assert decode(plain.encode(encoding), "news").text == plain


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + NEWS.encode(encoding), "news").text == NEWS


def test_a_stray_byte_is_kept_in_its_place_and_noted() -> None:
    data = NEWS.encode()
    decoded = decode(data[:20] + b"\xff" + data[20:], "news")
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == NEWS
    assert decoded.notes == ("bytes that utf-8 does not know were kept as U+FFFD",)


def test_a_declared_encoding_that_the_bytes_belie_is_overruled_and_noted() -> None:
    decoded = decode(NEWS.encode("windows-1256"), "news", declared="iso-8859-1")
    assert decoded.text == NEWS
    assert decoded.notes == ("declared as iso-8859-1, but its bytes are windows-1256",)
    assert decode(NEWS.encode(), "news", declared="no-such-charset").text == NEWS


def test_bytes_that_nothing_explains_are_refused() -> None:
    with pytest.raises(NotText, match="binary content"):
        decode(bytes(range(256)) * 20, "blob")
    with pytest.raises(NotText, match="--encoding"):
        decode("Crème brûlée à la façon de l'été dernier, déjà goûtée".encode("latin-1"), "french.txt")


def test_an_encoding_insisted_on_is_used() -> None:
    assert decode_as("سلام".encode("cp864", "replace"), "cp864", "x").encoding == "cp864"
    with pytest.raises(NotText, match="no encoding of text is called"):
        decode_as(b"x", "klingon", "x")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_an_error_of_ours(data: bytes) -> None:
    try:
        decoded = decode(data, "junk")
    except NotText as error:
        message = str(error)
    else:
        message = decoded.encoding
    assert "\n" not in message


@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "windows-1252"), ("utf-8", "windows-1256"), ("windows-1256", "windows-1252")]
)
def test_mojibake_is_undone_and_noted(right: str, wrong: str) -> None:
    broken = "".join(bytes([b]).decode(wrong, "ignore") or chr(b) for b in NEWS.encode(right))
    read = document(broken)
    assert read.text == NEWS
    assert read.notes == (f"mojibake undone: {right} that had been read as {wrong}",)


def test_text_is_kept_exactly_and_its_first_line_is_the_headline() -> None:
    text = "  \n عنوانٌ  طويل \r\nنصٌّ فيه ﻻ وعــلى ١٢\u200f"
    read = document(text, published="2016-08-31T10:00:00Z", outlet="الصباح")
    assert read.text == text
    assert read.title == "عنوانٌ  طويل"
    assert read.published == date(2016, 8, 31)


def test_a_headline_apart_is_put_before_the_body() -> None:
    assert document("النص هنا", title=" عنوان \n الخبر ").text == "عنوان الخبر\nالنص هنا"


def test_unpaired_surrogates_become_replacement_characters() -> None:
    read = document("سلام\ud800 عليكم")
    assert read.text == "سلام\ufffd عليكم"
    assert read.notes


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", EmptyInput, "nothing in it but space"),
        (" \n\t", EmptyInput, "nothing in it but space"),
        ("The minister arrived yesterday.", NotArabic, "0% of its letters are Arabic"),
        ("12345 !!", NotArabic, "0% of its letters are Arabic"),
        (PERSIAN, NotArabic, "Persian"),
    ],
)
def test_what_is_not_an_arabic_text_is_refused(text: str, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=words):
        document(text, name="x.txt")


@pytest.mark.parametrize(
    "published", ["yesterday", "2016-13-01", "31/08/2016", "2016-02-30", "0001-01-01", "9999-12-31"]
)
def test_a_date_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(BadRow, match="YYYY-MM-DD"):
        document(NEWS, published=published)


def test_a_plain_file_is_one_document_named_after_it(tmp_path: Path) -> None:
    path = tmp_path / "sadd.v2.txt"
    path.write_bytes(NEWS.encode("windows-1256"))
    read = one(path, outlet="الصباح", published="2020-01-02")
    assert (read.id, read.text, read.outlet, read.published) == ("sadd.v2", NEWS, "الصباح", date(2020, 1, 2))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nope\.txt: No such file"):
        one(tmp_path / "nope.txt")
    with pytest.raises(MissingInput, match="a folder, not a file"):
        one(tmp_path)
    big = tmp_path / "big.txt"
    big.write_text(NEWS * 3, encoding="utf-8")
    with pytest.raises(TooLarge, match=r"big\.txt: more than 100 bytes"):
        one(big, most_bytes=100)


def test_rows_of_jsonl_carry_their_own_fields_and_bad_ones_stand_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    good = {
        "id": "a1",
        "title": "عنوان",
        "text": "نص الخبر",
        "outlet": "الأهالي",
        "published": "2019-01-05",
        "url": None,
    }
    lines = [json.dumps(good), "", "{broken", '{"id": "x"}', '{"text": 5}',
             '{"text": "نص آخر", "id": 7}', '{"text": "نص"}',
             '{"text": "english"}', '{"text": "نص", "published": "soon"}', "[" * 100_000]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(documents(str(path), Given(outlet="مجهول", published="2019-01-06")))
    kinds = [type(f).__name__ for f in found]
    assert kinds == ["Document", "BadRow", "BadRow", "BadRow", "Document", "Document", "NotArabic", "BadRow", "BadRow"]
    first, second, third = (f for f in found if isinstance(f, Document))
    assert (first.id, first.text, first.outlet, first.published) == (
        "a1",
        "عنوان\nنص الخبر",
        "الأهالي",
        date(2019, 1, 5),
    )
    assert (second.id, second.outlet, second.published) == ("7", "مجهول", date(2019, 1, 6))
    assert third.id == "day-7"
    assert str(found[1]).startswith(f"{path}:3: not JSON")


def test_jsonl_in_utf_16_and_rows_in_windows_1256_are_read(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": NEWS}, ensure_ascii=False)
    wide = tmp_path / "wide.jsonl"
    wide.write_bytes(f"{row}\n{row}\n".encode("utf-16"))
    narrow = tmp_path / "narrow.jsonl"
    narrow.write_bytes(row.encode("windows-1256"))
    for path, count in ((wide, 2), (narrow, 1)):
        assert [d.text for d in documents(str(path)) if isinstance(d, Document)] == [NEWS] * count


def test_a_row_beyond_the_limit_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text(json.dumps({"text": "ا" * 500}) + '\n{"text": "نص"}\n', encoding="utf-8")
    first, second = documents(str(path), Given(most_bytes=300))
    assert isinstance(first, TooLarge)
    assert isinstance(second, Document)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEWS.encode())))
    assert one("-").text == NEWS


def test_archives_are_what_their_files_are(tmp_path: Path) -> None:
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps({"text": NEWS}).encode()))
    assert one(packed).text == NEWS
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("in/one.txt", NEWS)
        archive.writestr("in/two.txt", "english only")
        archive.writestr("logo.png", b"\x89PNG")
    first, second = documents(str(tmp_path / "b.zip"))
    assert isinstance(first, Document)
    assert first.id == "one"
    assert isinstance(second, NotArabic)
    assert "b.zip/in/two.txt" in str(second)


def test_broken_and_locked_archives_are_refused(tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt.gz"
    cut.write_bytes(gzip.compress(NEWS.encode() * 50)[:-30])
    with pytest.raises(BrokenArchive, match=r"cut\.txt\.gz: damaged"):
        one(cut)
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04" + b"\0" * 50)
    with pytest.raises(BrokenArchive, match=r"bad\.zip: damaged"):
        one(bad)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("one.txt", NEWS)
    data = bytearray(whole.getvalue())
    data[6] |= 1  # the flags that say "encrypted", in the file's header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    beheaded = tmp_path / "beheaded.zip"
    beheaded.write_bytes(b"PK\x03\x04" + whole.getvalue()[40:])
    with pytest.raises(BrokenArchive, match=r"beheaded\.zip"):
        one(beheaded)
    locked = tmp_path / "locked.zip"
    locked.write_bytes(data)
    with pytest.raises(BrokenArchive, match="asks for a password"):
        one(locked)


PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>وصول وفد وزاري - الصباح</title>
<meta property="og:title" content="وصول وفد وزاري"><meta property="og:site_name" content="الصباح">
<meta property="article:published_time" content="2018-03-04T09:00:00+00:00"><script>alert("لا")</script></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>وصول وفد وزاري</h1>{body}</article>
<footer>جميع الحقوق محفوظة 2024</footer></body></html>"""
BODY = "".join(f"<p>{line} وهذه جملة أخرى تطيل الفقرة حتى تكون مقالاً &lt;b&gt;.</p>" for line in NEWS.split("\n")[:2])


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_page_gives_its_article_and_metadata(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.format(charset=charset, body=BODY).encode(charset))
    read = one(path)
    assert read.text.startswith("وصول وفد وزاري\nوصل وفد وزاري إلى العاصمة")
    assert (read.outlet, read.published, read.title) == ("الصباح", date(2018, 3, 4), "وصول وفد وزاري")
    assert "<b>" in read.text
    assert "alert" not in read.text
    assert "محفوظة" not in read.text
    again = one(path, published="2018-03-05", outlet="غيرها")
    # What is given stands in for what is missing.
    assert (again.published, again.outlet) == (date(2018, 3, 4), "الصباح")


@pytest.mark.parametrize(
    ("start", "is_page"),
    [
        (b"<!DOCTYPE html><p>", True), (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a --> <!-- b -->\n<html>", True),
        (b"<HEAD>", True), (b"<p>", False), (b"text <html>", False), (b"<!---->" * 140, False),
        (b"<!-- never closed <html>", False),
    ],
)  # fmt: skip
def test_a_page_is_known_by_its_start(start: bytes, is_page: bool) -> None:
    assert looks_like_html(start) is is_page


def test_a_page_without_an_article_or_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    with pytest.raises(EmptyInput, match="the page holds no article"):
        one(path)
    path.write_text("<html><body>" + "<div>" * 50_000 + NEWS, encoding="utf-8")
    with pytest.raises(InputError):
        raise next(iter(f for f in documents(str(path)) if isinstance(f, InputError)), EmptyInput("page", "read"))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "255.255.255.255"],
)  # fmt: skip
def test_private_addresses_are_known_in_every_wrapping(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_public() -> None:
    assert is_public("8.8.8.8")
    assert is_public("2606:4700::1111")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://localhost:9/",
        "http://[::1]/",
        "http://0x7f.1/",
        "http://2130706433/",
        "https://10.0.0.1/",
    ],
)
def test_addresses_inside_are_refused(url: str) -> None:
    with pytest.raises(FetchRefused, match=r"private address|does not resolve"):
        fetch(url)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "http://", "http://[::1", "http://h:99999/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        fetch(url, allow_private=True)


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers that a hostile or broken server might give."""

    def do_GET(self) -> None:
        body = PAGE.format(charset="utf-8", body=BODY).encode()
        name = self.path.split("?")[0]
        if name in ("/loop", "/moved", "/out"):
            self.send_response(302)
            self.send_header("Location", {"/loop": "/loop", "/moved": "/%D9%85", "/out": "http://10.0.0.1/"}[name])
            self.end_headers()
            return
        if name.startswith("/hop"):
            self.send_response(302)
            self.send_header("Location", f"/hop{int(name[4:]) + 1}")
            self.end_headers()
            return
        if name == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if name == "/bomb":
            body = gzip.compress(b"\0" * 30_000_000)
            self.send_header("Content-Encoding", "gzip")
        if name == "/liar":
            body = b"not gzip"
            self.send_header("Content-Encoding", "gzip")
        if name == "/huge":
            body = b"x" * 11_000_000
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A web server on a port of its own."""
    with serving(_Handler) as address:
        yield address


def test_a_page_is_fetched_when_allowed(server: str) -> None:
    read = one(f"{server}/moved", allow_private=True)
    assert read.title == "وصول وفد وزاري"
    assert read.url == f"{server}/%D9%85"


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/loop", FetchRefused, "redirects in a loop"),
        ("/hop1", FetchRefused, "redirects more than 5 times"),
        ("/missing", FetchRefused, "the server answers 404"),
        ("/huge", TooLarge, "a body of more than"),
        ("/bomb", TooLarge, "a body of more than"),
        ("/liar", FetchRefused, "its body is damaged"),
    ],
)
def test_hostile_answers_are_refused(server: str, path: str, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=words):
        fetch(server + path, allow_private=True)


def test_each_redirect_is_checked_anew(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.reading.fetch.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1, a private address"):
        fetch(f"{server}/out")
