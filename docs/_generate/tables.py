"""Markdown from values."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent


def cell(text: object) -> str:
    """A cell of a table: bars and line ends would end it, angle brackets would be markup."""
    plain = " ".join(str(text).split()).replace("|", "\\|")
    return plain.replace("<", "&lt;").replace(">", "&gt;")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; cells that are to stay as they are (code) are marked so by the caller."""
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(str(c) for c in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def code(text: object) -> str:
    """Text as code, also within a table."""
    return f"`{' '.join(str(text).split())}`".replace("|", "\\|") if text not in (None, "") else ""


def arabic(text: str) -> str:
    """Arabic within a line of English."""
    return f'<span lang="ar" dir="rtl">{cell(text)}</span>'


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table below docs/, comments left out."""
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
