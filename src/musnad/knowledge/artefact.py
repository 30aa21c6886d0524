"""The artefact: all tables and gazetteers as one compact file that loads in a fraction of a second.

A line of JSON that says what it was built from, then zlib-compressed JSON of columns. Built by
`python -m musnad.knowledge.build`, committed beside its recipe, checked by SHA-256 when it is opened.
"""

import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

from musnad.errors import KnowledgeError

ARTEFACT = Path(__file__).with_name("knowledge.musnad")
SCHEMA = "musnad-knowledge/1"
_MEND = "run `make knowledge`"

Payload = dict[str, Any]


def write(payload: Payload, tables_digest: str, sources: dict[str, str], path: Path = ARTEFACT) -> None:
    """Write an artefact; the same payload gives the same bytes."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    packed = zlib.compress(text.encode(), 9)
    header = {
        "schema": SCHEMA,
        "tables": tables_digest,
        "sources": sources,
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    path.write_bytes(json.dumps(header, sort_keys=True).encode() + b"\n" + packed)


def read(path: Path = ARTEFACT) -> tuple[dict[str, Any], Payload]:
    """The header and payload of an artefact; raises KnowledgeError where it is absent, damaged or of another schema."""
    try:
        first, _, packed = path.read_bytes().partition(b"\n")
    except OSError as error:
        raise KnowledgeError(path.name, f"cannot be read: {error.strerror}", _MEND) from error
    try:
        header = json.loads(first)
    except ValueError as error:
        raise KnowledgeError(path.name, "has no header", _MEND) from error
    if header.get("schema") != SCHEMA:
        raise KnowledgeError(path.name, f"is of schema {header.get('schema')}, not {SCHEMA}", _MEND)
    if hashlib.sha256(packed).hexdigest() != header.get("sha256"):
        raise KnowledgeError(path.name, "is damaged: its digest does not fit", _MEND)
    payload: Payload = json.loads(zlib.decompress(packed))
    return header, payload
