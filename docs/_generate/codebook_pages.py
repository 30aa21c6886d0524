"""The pages of the codebook and of the exports, made from the tables beside them and from the code."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, get_args

from tables import arabic, cell, code, rows, table

from musnad import read
from musnad.datafiles import rows as shipped
from musnad.export import cameo, flat, graphs, polecat
from musnad.export.followthemoney import entities
from musnad.export.plover import QUADS
from musnad.export.provenance import prov
from musnad.record import ACTS, ENTITY_TYPES, EVENT_TYPES, STATUSES, Directness, LinkKind, Precision, Record, TimeType

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples" / "mamluk-moscow.txt"
HEAD = "خبر قصير"  # the headline under which each example of a label is read


def labels(kind: str) -> list[dict[str, str]]:
    """The rows of one kind of label."""
    return [row for row in rows("codebook/labels.tsv") if row["kind"] == kind]


def in_code() -> dict[str, set[str]]:
    """Every label that the code knows, by kind; a test holds labels.tsv to it."""
    codes = {(t, m) for t, m, *_ in shipped("export/data/plover.tsv")}
    return {
        "entity": set(ENTITY_TYPES), "time": set(get_args(TimeType)), "precision": set(get_args(Precision)),
        "directness": set(get_args(Directness)), "act": set(ACTS), "link": set(get_args(LinkKind)),
        "status": set(STATUSES), "event": {f"{t}/{m}" if m else t for t, m in codes} | set(EVENT_TYPES),
    }  # fmt: skip


@cache
def read_so(kind: str, label: str, example: str) -> bool:
    """Whether Musnad's grammar itself reads an example with its label."""
    record = read(example, title=HEAD, published="2031-03-02", engine="grammar")
    type_, _, mode = label.partition("/")
    found: dict[str, set[Any]] = {
        "entity": {e.type for e in record.entities.values()},
        "time": {t.type for t in record.times},
        "precision": {t.precision for t in record.times},
        "directness": {s.directness for s in record.statements},
        "act": {s.act for s in record.statements},
        "link": {one.kind for s in record.statements for one in s.chain},
        "status": {r.status for e in record.events for r in e.reports},
        "event": {(e.type, e.mode or "") for e in record.events},
    }
    return ((type_, mode) if kind == "event" else label) in found[kind]


def _labels(kind: str) -> Callable[[], str]:
    def made() -> str:
        body = []
        for row in labels(kind):
            mark = "" if kind == "sector" else " ✓" if read_so(kind, row["label"], row["example"]) else ""
            body.append((code(row["label"]), cell(row["meaning"]), arabic(row["example"]), cell(row["gloss"]) + mark))
        return table(("label", "meaning", "example", "in English"), body)

    return made


def plover() -> str:
    """Types and modes with what the exports make of them."""
    meanings = {row["label"]: row for row in labels("event")}
    body = []
    for type_, mode, quad, score, cameo_code in shipped("export/data/plover.tsv"):
        row = meanings[f"{type_}/{mode}" if mode else type_]
        mark = " ✓" if read_so("event", row["label"], row["example"]) else ""
        body.append(
            (code(row["label"]), cell(row["meaning"]), arabic(row["example"]), cell(row["gloss"]) + mark, quad, score,
             code(cameo_code))
        )  # fmt: skip
    heading = ("type/mode", "meaning", "example", "in English", "quad", "score", "CAMEO")
    quads = ", ".join(f"{number} {name.lower()}" for number, name in QUADS.items())
    return f"Quads: {quads}.\n\n" + table(heading, body)


def share_read() -> str:
    """How many of the examples the grammar reads with their own label."""
    tried = [row for row in rows("codebook/labels.tsv") if row["kind"] != "sector"]
    right = sum(read_so(row["kind"], row["label"], row["example"]) for row in tried)
    return f"The grammar alone reads {right} of the {len(tried)} examples with exactly this label (✓)."


def in_exports() -> dict[str, tuple[str, ...]]:
    """The columns of every table that is exported."""
    return {"polecat": (*polecat.COLUMNS, *polecat.ADDED), "cameo": cameo.COLUMNS} | flat.COLUMNS


def _columns(*names: str) -> Callable[[], str]:
    def made() -> str:
        meanings = {(row["table"], row["column"]): row["meaning"] for row in rows("codebook/columns.tsv")}
        parts = []
        for name in names:
            body = [(code(c), cell(meanings.get((name, c)) or meanings[("*", c)])) for c in in_exports()[name]]
            heading = f"### {name}\n\n" if len(names) > 1 else ""
            parts.append(heading + table(("column", "meaning"), body))
        return "\n\n".join(parts)

    return made


@cache
def example() -> Record:
    """The shipped example, read by the grammar."""
    return read(EXAMPLE.read_text(encoding="utf-8"), published="2016-08-31", outlet="Example", engine="grammar")


def polecat_example() -> str:
    """One event of the example as POLECAT has it, a column a line."""
    head, *body = polecat.lines([example()])
    fullest = max(body, key=lambda line: sum(c != "None" for c in line.split("\t")))
    pairs = zip(head.split("\t"), fullest.split("\t"), strict=True)
    return table(("column", "value"), [(code(c), cell(v)) for c, v in pairs if v != "None"])


def cameo_example() -> str:
    """The first rows of the CAMEO export of the example."""
    lines = [line for _, line in zip(range(4), cameo.lines([example()]), strict=False)]
    return "```text\n" + "\n".join(lines) + "\n```"


def _json(value: object) -> str:
    return f"```json\n{graphs.dumps(value).strip()}\n```"


def prov_example() -> str:
    """A claim of the example that was passed on, and who it is attributed to."""
    graph = prov(example())["@graph"]
    claim = next(n for n in graph if n.get("prov:qualifiedDelegation"))
    wanted = {claim["prov:wasAttributedTo"], *(d["prov:agent"] for d in claim["prov:qualifiedDelegation"])}
    return _json([claim, *(n for n in graph if n["@id"] in wanted)])


def ftm_example() -> str:
    """A note and an event of the example as FollowTheMoney entities."""
    found = list(entities(example()))
    return _json([next(e for e in found if e["schema"] == kind) for kind in ("Note", "Event")])


def geojson_example() -> str:
    """The first event of the example with a place."""
    return _json(graphs.geojson([example()])["features"][0])


_KINDS = ("entity", "time", "precision", "directness", "act", "link", "status", "sector")
MAKERS: dict[str, Callable[[], str]] = {
    **{f"labels-{kind}": _labels(kind) for kind in _KINDS},
    "plover": plover, "share-read": share_read, "columns-polecat": _columns("polecat"),
    "columns-cameo": _columns("cameo"), "columns-tables": _columns(*flat.COLUMNS), "example-polecat": polecat_example,
    "example-cameo": cameo_example, "example-prov": prov_example, "example-ftm": ftm_example,
    "example-geojson": geojson_example,
}  # fmt: skip
