"""Every way into a store through `musnad ingest`: what is read, from where, with which date and outlet."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from musnad.cli import cli
from musnad.errors import StoreError, UsageError
from musnad.record import Document
from musnad.store import Store

SAID = "قال وزير النقل سامر الخوري إن أعمال الرصيف الجديد في المرفأ ستنتهي قبل نهاية السنة. "
BODY = "وصول السفينة\n" + SAID * 4
PAGE = (
    '<!DOCTYPE html><html lang="ar"><head><title>وصول السفينة</title>'
    '<meta property="article:published_time" content="2016-09-01T08:00:00Z">'
    '<meta property="og:site_name" content="الميدان"></head>'
    f"<body><article><h1>وصول السفينة</h1><p>{SAID * 3}</p><p>{SAID * 2}</p></article></body></html>"
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>الميدان</title>'
    "<item><title>وصول السفينة</title><link>https://example.org/1</link>"
    f"<pubDate>الخميس, 01 سبتمبر 2016</pubDate><description>{SAID * 2}</description></item></channel></rss>"
)
ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>الميدان</title>'
    '<entry><title>وصول السفينة</title><link href="https://example.org/1"/><id>x</id>'
    f"<updated>2016-09-01T08:00:00Z</updated><summary>{SAID * 2}</summary></entry></feed>"
)
ROW = {"nr": "7", "headline": "وصول السفينة", "body": SAID * 2, "day": "2016-09-01", "paper": "الميدان"}
MAP = [
    "--map",
    "id=nr",
    "--map",
    "title=headline",
    "--map",
    "text=body",
    "--map",
    "published=day",
    "--map",
    "outlet=paper",
]


def ingest(folder: Path, *sources: object, extra: tuple[str, ...] = (), text: str | None = None) -> Result:
    arguments = ["ingest", *map(str, sources), "--store", str(folder / "m.db"), "--engine", "grammar", *extra]
    return CliRunner().invoke(cli, arguments, input=text, catch_exceptions=False)


def kept(folder: Path) -> list[Document]:
    with Store(folder / "m.db") as store:
        return [record.document for record in store.records()]


def warc() -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n"
        "WARC-Date: 2016-09-02T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def csv() -> bytes:
    return (",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values()) + "\n").encode()


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("deep/page.html", PAGE)
    return data.getvalue()


def tarred() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        member = tarfile.TarInfo("deep/page.html")
        member.size = len(PAGE.encode())
        archive.addfile(member, io.BytesIO(PAGE.encode()))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "extra"),
    [
        ("page.html", PAGE.encode(), ()),
        ("page-1256.html", PAGE.encode("windows-1256"), ()),
        ("feed.xml", RSS.encode(), ()),
        ("feed.atom", ATOM.encode(), ()),
        ("crawl.warc", warc(), ()),
        ("crawl.warc.gz", gzip.compress(warc()), ()),
        ("pages.zip", zipped(), ()),
        ("pages.tar.gz", tarred(), ()),
        ("rows.jsonl", json.dumps({"text": BODY, "published": "2016-09-01", "outlet": "الميدان"}).encode(), ()),
        ("rows.csv", csv(), tuple(MAP)),
    ],
)
def test_a_source_is_read_with_its_date_and_outlet(
    tmp_path: Path, name: str, content: bytes, extra: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(content)
    done = ingest(tmp_path, tmp_path / name, extra=extra)
    assert done.exit_code == 0, done.output
    (document,) = kept(tmp_path)
    assert (str(document.published), document.outlet) == ("2016-09-01", "الميدان")
    assert document.text.startswith("وصول السفينة\n")
    assert "أعمال الرصيف الجديد" in document.text


def test_parquet_is_read_by_its_columns(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist([ROW]), tmp_path / "rows.parquet")
    assert ingest(tmp_path, tmp_path / "rows.parquet", extra=tuple(MAP)).exit_code == 0
    (document,) = kept(tmp_path)
    assert (document.id, str(document.published), document.outlet) == ("7", "2016-09-01", "الميدان")


def test_folders_are_read_through_and_what_is_hidden_passed_over(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(BODY + "وأضاف أن المرفأ سيعمل.", encoding="utf-8")
    (tmp_path / "in" / ".hidden.txt").write_text(BODY, encoding="utf-8")
    assert "2 new" in ingest(tmp_path, tmp_path / "in", extra=("--published", "2016-09-01")).output
    assert {str(d.published) for d in kept(tmp_path)} == {"2016-09-01"}


def test_standard_input_is_read(tmp_path: Path) -> None:
    assert "1 new" in ingest(tmp_path, "-", extra=("--outlet", "الميدان"), text=BODY).output
    assert [d.outlet for d in kept(tmp_path)] == ["الميدان"]


def test_the_summary_tells_copies_what_was_there_and_what_was_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "a-again.txt"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02" * 100)
    sources = [tmp_path / name for name in ("a.txt", "a-again.txt", "b.txt")]
    reasons = tmp_path / "reasons.jsonl"
    done = ingest(tmp_path, *sources, extra=("--refused", str(reasons)))
    assert done.exit_code == 1
    assert "1 new, 0 analysed again, 0 there already, 1 copies, 1 refused" in done.output
    assert json.loads(reasons.read_text(encoding="utf-8"))["input"] == str(tmp_path / "b.txt")
    assert "0 new, 0 analysed again, 1 there already, 1 copies, 1 refused" in ingest(tmp_path, *sources).output


@pytest.mark.parametrize(
    "wrong",
    [("--published", "soon"), ("--encoding", "klingon"), ("--map", "headline=x"), ("--refused", "none/r.jsonl")],
)
def test_what_is_given_wrongly_is_told_before_anything_is_read(tmp_path: Path, wrong: tuple[str, str]) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    option, value = wrong
    with pytest.raises(UsageError):
        ingest(tmp_path, tmp_path / "a.txt", extra=(option, str(tmp_path / value) if "/" in value else value))


@pytest.mark.parametrize("stopping", [KeyboardInterrupt, StoreError("m.db", "database or disk is full")])
def test_a_run_that_is_stopped_says_what_is_done_and_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopping: BaseException
) -> None:
    rows = [json.dumps({"text": f"{BODY} {n}"}) for n in range(40)] + ["{"]
    (tmp_path / "many.jsonl").write_text("\n".join([*rows[:3], "{", *rows[3:]]), encoding="utf-8")
    add, calls = Store.add, []

    def once(store: Store, *given: object) -> object:
        calls.append(given)
        if len(calls) > 1:
            raise stopping
        return add(store, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "add", once)
    reasons = tmp_path / "reasons.jsonl"
    arguments = ["ingest", str(tmp_path / "many.jsonl"), "--store", str(tmp_path / "m.db"), "--engine", "grammar"]
    done = CliRunner().invoke(cli, [*arguments, "--refused", str(reasons)])
    assert "31 new" in done.output
    assert done.exit_code == (130 if stopping is KeyboardInterrupt else 1)
    assert len(kept(tmp_path)) == 31
    assert len(reasons.read_text(encoding="utf-8").splitlines()) == 1
