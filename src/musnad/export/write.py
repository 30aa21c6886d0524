"""From records to files, a format a name."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from musnad.export import cameo, flat, followthemoney, graphs, polecat, provenance
from musnad.record import Record, dumps

Records = Iterable[Record]


def _lines(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")


def _polecat(records: Records, path: Path, every_status: bool) -> None:
    _lines(polecat.lines(records, every_status=every_status), path)


def _cameo(records: Records, path: Path, every_status: bool) -> None:
    _lines(cameo.lines(records, every_status=every_status), path)


def _jsonl(records: Records, path: Path, _: bool) -> None:
    _lines((dumps(r) for r in records), path)


def _csv(records: Records, path: Path, _: bool) -> None:
    flat.write_csv(records, path)


def _parquet(records: Records, path: Path, _: bool) -> None:
    flat.write_parquet(records, path)


def _ftm(records: Records, path: Path, _: bool) -> None:
    _lines(followthemoney.entity_lines(records), path)


def _ftm_statements(records: Records, path: Path, _: bool) -> None:
    _lines(followthemoney.statement_lines(records), path)


def _prov(records: Records, path: Path, _: bool) -> None:
    _lines((graphs.compact(provenance.prov(r)) for r in records), path)


def _geojson(records: Records, path: Path, _: bool) -> None:
    path.write_text(graphs.dumps(graphs.geojson(records)), encoding="utf-8")


def _gexf(records: Records, path: Path, _: bool) -> None:
    path.write_text(graphs.gexf(records), encoding="utf-8")


# Each format with what it writes: a file, or (csv, parquet) a folder of one file a table.
FORMATS: dict[str, Callable[[Any, Path, bool], None]] = {
    "polecat": _polecat,
    "cameo": _cameo,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "ftm": _ftm,
    "ftm-statements": _ftm_statements,
    "prov": _prov,
    "geojson": _geojson,
    "gexf": _gexf,
}
