"""The built page: made from the source beside it, complete in both languages, and right in a browser."""

import gzip
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import get_args

import pytest
import uvicorn

from musnad.analysis.compose import analyse
from musnad.corroboration.contradictions import Kind
from musnad.corroboration.followups import State
from musnad.corroboration.run import corroborate
from musnad.knowledge.tables import TABLES, read_table
from musnad.reading import document
from musnad.record import EVENT_TYPES
from musnad.record.values import ACTS, Directness, EntityType, LinkKind, Status
from musnad.serve import create_app
from musnad.store import Store, accounts

ROOT = Path(__file__).parent.parent
WEB = ROOT / "web"
PAGE = ROOT / "src/musnad/serve/page"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_the_page_was_built_from_its_source() -> None:
    sources = [str(p.relative_to(WEB)) for p in (WEB / "src").rglob("*") if p.is_file()]
    digest = hashlib.sha256()
    for name in sorted([*sources, "index.html", "package-lock.json", "vite.config.js"]):
        digest.update(f"{name}\0".encode() + (WEB / name).read_bytes() + b"\0")
    assert (PAGE / "source.sha256").read_text().strip() == digest.hexdigest(), "run npm run build in web/"


def test_nothing_is_inline_and_the_lock_names_no_registry() -> None:
    index = (PAGE / "index.html").read_text()
    assert "<style" not in index
    assert index.count("<script") == index.count('<script type="module" crossorigin src=')
    assert '"resolved"' not in (WEB / "package-lock.json").read_text()


def test_the_first_view_loads_at_most_120_kilobytes_of_script() -> None:
    scripts = re.findall(r'src="\./(assets/[^"]+\.js)"', (PAGE / "index.html").read_text())
    assert sum(len(gzip.compress((PAGE / name).read_bytes())) for name in scripts) <= 120_000


def test_every_text_that_a_view_asks_for_is_there_in_both_languages() -> None:
    words = (WEB / "src/words.js").read_text()
    named = set(re.findall(r"^  '?([\w-]+)'?: \[", words, re.M))
    asked: set[str] = set()
    for file in [*(WEB / "src").rglob("*.svelte"), WEB / "src/shared.svelte.js"]:
        text = file.read_text()
        asked |= set(re.findall(r"\b(?:t|plural)\('([\w-]+)'", text))
        for fields in re.findall(r"fields=\{\{(.*?)\}\}", text):
            asked |= set(re.findall(r"(?:^|,) (\w+):", fields))
    assert asked - named == set()
    plurals = re.findall(r"^  (n\w+): \[\n    \{(.*)\},\n    \{(.*)\},\n  \]", words, re.M)
    assert {name for name, _, _ in plurals} == {name for name in named if re.match(r"n[A-Z]", name)}
    for _, arabic, english in plurals:
        assert re.findall(r"(\w+): '", arabic) == ["zero", "one", "two", "few", "many", "other"]
        assert re.findall(r"(\w+): '", english) == ["one", "other"]


def test_every_code_that_a_view_shows_has_a_word_in_both_languages() -> None:
    codes = (WEB / "src/words.js").read_text().split("export const codes")[1].split("\n}\n")[0]
    named = set(re.findall(r"(?:^|[ {])'?(\w[^',:]*?)'?: \['", codes, re.M))
    states = (*get_args(Status), *get_args(State), *get_args(Kind), *get_args(Directness), *get_args(LinkKind))
    assert {*states, *ACTS, *EVENT_TYPES, *get_args(EntityType)} - named == set()
    offered = re.search(r"const states = \[(.*)\]", (WEB / "src/views/Followups.svelte").read_text())
    assert offered
    assert set(re.findall(r"'([\w ]+)'", offered[1])) == set(get_args(State))


def test_the_names_on_the_map_are_those_of_the_table_of_countries() -> None:
    table = {row["iso3"]: row for row in read_table(TABLES / "countries.csv")}
    names = json.loads((WEB / "src/countries.json").read_text())
    assert len(names) > 200
    for iso, written in names.items():
        assert [table[iso]["arabic"].split("|")[0].removeprefix("?"), table[iso]["english"].strip()] == written


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The address of the application over a store, for as long as the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store, engine="grammar"), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def filled(path: Path) -> Store:
    """A store with the shipped examples and an article that is markup in every field."""
    store = Store(str(path))
    rows = [json.loads(line) for line in (ROOT / "examples/articles.jsonl").read_text().splitlines()]
    made = [document(r.pop("text"), name=r.pop("id"), **r) for r in rows]
    text = f"{HOSTILE} الوزير يزور عمان\nقال وزير الخارجية سامي الحداد إن الوفد سيزور عمان غدا. {HOSTILE}"
    made.append(document(text, name="t", title=HOSTILE, outlet=HOSTILE, published="2031-04-01"))
    store.add([analyse(one, engine="grammar") for one in made])
    corroborate(store)
    return store


@pytest.fixture
def node() -> None:
    """What drives the browser."""
    if not shutil.which("node") or not Path("/usr/bin/chromium").exists() or not (WEB / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the page is tested with node, chromium and npm ci in web/")
        pytest.skip("needs node, chromium and npm ci in web/")


def found_by(script: str, *bases: str) -> list[str]:
    """What a browser script finds wrong."""
    run = subprocess.run(
        ["node", script, *bases], cwd=WEB, capture_output=True, check=False, text=True, timeout=600
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    wrong: list[str] = json.loads(run.stdout)
    return wrong


@pytest.mark.usefixtures("node")
def test_no_mark_of_the_reader_parts_lam_from_alef() -> None:
    script = """
      import { lines, ranges } from "./src/marks.js"
      globalThis.Range = class { setStart(_, at) { this.from = at }  setEnd(_, at) { this.to = at } }
      const text = "لاستئناف لِاستئناف آلاف", parts = lines(text)
      const root = { children: parts.map((one) => ({ firstChild: { data: one.text } })) }
      const marked = [[1, 8], [11, 18], [19, 21], [1, 4]].flatMap(([start, end]) => ranges(root, parts, { start, end }))
      console.log(JSON.stringify(marked.map((one) => text.slice(one.from, one.to))))
    """
    command = ["node", "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=WEB, capture_output=True, check=True, text=True, timeout=60)
    assert json.loads(done.stdout) == ["لاستئناف", "لِاستئناف", "آلا", "لاست"]


@pytest.mark.usefixtures("node")
def test_every_view_is_right_in_both_languages_and_widths(tmp_path: Path) -> None:
    with served(filled(tmp_path / "page.db")) as base:
        assert found_by("check.js", base) == []


@pytest.mark.usefixtures("node")
def test_an_analyst_finds_every_way(tmp_path: Path) -> None:
    users = filled(tmp_path / "users.db")
    accounts.add_user(users, "sara", "correct horse")
    with ExitStack() as servers:
        stores = (filled(tmp_path / "page.db"), users, Store(str(tmp_path / "empty.db")))
        assert found_by("flows.js", *[servers.enter_context(served(store)) for store in stores]) == []
