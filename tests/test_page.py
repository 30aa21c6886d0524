"""The built page: made from the source beside it, and right in a browser."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from musnad.analysis.compose import analyse
from musnad.reading import document
from musnad.serve import create_app
from musnad.store import Store

WEB = Path(__file__).parent.parent / "web"
PAGE = Path(__file__).parent.parent / "src/musnad/serve/page"
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


def test_every_view_is_right_in_a_browser(tmp_path: Path) -> None:
    if not shutil.which("node") or not Path("/usr/bin/chromium").exists() or not (WEB / "node_modules").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the page is tested with node, chromium and npm ci in web/")
        pytest.skip("needs node, chromium and npm ci in web/")
    text = f"{HOSTILE} الوزير يزور عمان\nقال وزير الخارجية سامي الحداد إن الوفد سيزور عمان غدا. {HOSTILE}"
    store = Store(str(tmp_path / "page.db"))
    made = document(text, name="t", title=HOSTILE, outlet=HOSTILE, published="2031-03-01")
    store.add([analyse(made, engine="grammar")])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store, engine="grammar"), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        run = subprocess.run(
            ["node", "check.js", f"http://127.0.0.1:{port}"],
            cwd=WEB,
            capture_output=True,
            check=False,
            text=True,
            timeout=300,
        )
    finally:
        server.should_exit = True
        thread.join(10)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == []
