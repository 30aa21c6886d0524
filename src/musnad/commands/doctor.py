"""`musnad doctor`: is this installation whole?"""

import importlib
import json
import platform
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import click

from musnad.commands import options
from musnad.version import __version__

State = Literal["good", "absent", "bad"]
LABELS = {
    "en": {
        "good": "good", "absent": "not here", "bad": "BAD", "python": "Python", "versions": "Versions",
        "files": "Installed files", "model": "Model", "knowledge": "Who and where", "page": "Page", "fts": "Search",
        "grammar": "Reads an article, grammar", "tagger": "Reads an article, model", "store": "Store",
        "all_good": "All is well.", "some_bad": "Something is wrong; see the lines marked BAD.",
    },
    "ar": {
        "good": "سليم", "absent": "غير مثبت", "bad": "خلل", "python": "بايثون", "versions": "الإصدارات",
        "files": "الملفات المثبتة", "model": "النموذج", "knowledge": "المعارف", "page": "الصفحة", "fts": "البحث",
        "grammar": "قراءة مقال بالقواعد", "tagger": "قراءة مقال بالنموذج", "store": "المخزن",
        "all_good": "كل شيء على ما يرام.", "some_bad": "هناك خلل؛ انظر الأسطر المعلَّمة بكلمة «خلل».",
    },
}  # fmt: skip
# What is not needed, by the module that shows it and the extra that brings it.
OPTIONAL = {
    "psycopg": "postgres", "distributed": "cluster", "pyarrow": "analytics", "duckdb": "analytics", "pandas": "frames",
    "polars": "frames",
}  # fmt: skip
_SENTENCE = "الوزير يزور بيروت\nقال الوزير سامر الخوري لوكالة فرانس برس إن الوفد سيزور بيروت غدا."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: good, not here though it may be absent, or bad."""

    what: str
    state: State
    detail: str


@click.command(short_help="Check that this installation is whole.")
@options.lang
@options.as_json
@options.store
def doctor(lang: str, as_json: bool, where: str) -> None:
    """Check this installation: versions, files and digests, optional components, one article read, the store.

    The store is looked at where there is one; one of an older version is brought up to date, as by any command. Exit
    status: 0 all is well, 1 something is wrong.
    """
    bad = False
    for check in checks(where):
        bad = bad or check.state == "bad"
        if as_json:
            click.echo(json.dumps(asdict(check), ensure_ascii=False))
        else:
            label, state = LABELS[lang].get(check.what, check.what), LABELS[lang][check.state]
            click.echo(f"{state:<10} {label}: {check.detail}")
    if not as_json:
        click.echo(LABELS[lang]["some_bad" if bad else "all_good"])
    if bad:
        raise SystemExit(1)


def checks(where: str) -> Iterator[Check]:
    """Every check in its order; one that fails unforeseen is bad, with what it said."""
    looks: dict[str, Callable[[], tuple[State, str]]] = {
        "python": _python,
        "versions": _versions,
        "files": _files,
        "model": _model,
        "knowledge": _knowledge,
        "page": _page,
        "fts": _fts,
        "grammar": lambda: _reads("grammar"),
        "tagger": lambda: _reads("model"),
        "store": lambda: _store(where),
    }
    for what, look in looks.items():
        try:
            yield Check(what, *look())
        except Exception as error:  # a doctor that falls ill helps nobody
            yield Check(what, "bad", f"{type(error).__name__}: {error}")
    for module, extra in OPTIONAL.items():
        yield _component(module, extra)


def _python() -> tuple[State, str]:
    good = sys.version_info >= (3, 11)
    return "good" if good else "bad", f"{platform.python_version()}, {platform.system()} {platform.machine()}"


def _versions() -> tuple[State, str]:
    from musnad.analysis.compose import versions
    from musnad.store.schema import VERSION

    return "good", ", ".join(f"{k} {v}" for k, v in versions("model").items()) + f", store {VERSION}"


def _files() -> tuple[State, str]:
    """The files as pip wrote them, by its own list of digests; a source tree has none."""
    import base64
    import hashlib
    from importlib import metadata

    found = [f for f in metadata.files("musnad") or [] if f.hash and f.parts[0] == "musnad"]
    if not found:
        return "good", "source tree"
    wrong = []
    for file in found:
        path = Path(str(file.locate()))
        digest = hashlib.new(file.hash.mode, path.read_bytes()).digest() if path.is_file() and file.hash else b""
        if not file.hash or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            wrong.append(str(file))
    if wrong:
        return "bad", f"{', '.join(wrong[:5])}: pip install --force-reinstall musnad=={__version__}"
    return "good", f"{len(found)}"


def _model() -> tuple[State, str]:
    from musnad.analysis.tagger_files import damaged, model_version

    wrong = damaged()
    return ("bad", f"SHA-256: {', '.join(wrong)}") if wrong else ("good", f"{model_version()}, SHA-256")


def _knowledge() -> tuple[State, str]:
    from musnad.knowledge import artefact

    header, _ = artefact.read()
    return "good", f"{header['schema']}, SHA-256 {header['sha256'][:12]}"


def _page() -> tuple[State, str]:
    """The built page: every file that its first one names is there."""
    folder = Path(__file__).parent.parent / "serve" / "page"
    index = folder / "index.html"
    if not index.is_file():
        return "bad", "index.html"
    named = re.findall(r'(?:src|href)="\.?/?([^"#:]+)"', index.read_text(encoding="utf-8"))
    missing = [name for name in named if not (folder / name).is_file()]
    return ("bad", ", ".join(missing)) if missing else ("good", f"{len(named) + 1}")


def _fts() -> tuple[State, str]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
    finally:
        connection.close()
    return "good", f"SQLite {sqlite3.sqlite_version}, FTS5"


def _reads(engine: str) -> tuple[State, str]:
    from musnad.analysis.compose import analyse
    from musnad.reading import document

    record = analyse(document(_SENTENCE, published="2031-03-02"), engine=engine)
    found = f"{len(record.statements)} statements, {len(record.events)} events"
    return ("good" if record.statements else "bad"), found


def _store(where: str) -> tuple[State, str]:
    from musnad.store import Store

    if "://" not in where and not Path(where).exists():
        return "absent", where
    with Store(where, create=False) as store:
        counts = store.counts()
    return "good", f"{counts['documents']} articles, {counts['statements']} statements, {counts['events']} events"


def _component(module: str, extra: str) -> Check:
    from importlib import metadata

    try:
        importlib.import_module(module)
        return Check(module, "good", metadata.version(module))
    except ImportError:
        return Check(module, "absent", f"pip install 'musnad[{extra}]'")
    except Exception as error:  # installed, but broken
        return Check(module, "bad", f"{type(error).__name__}: {error}")
