"""The documented DuckDB session runs over what `musnad export parquet` writes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.stored import article

import musnad
from conftest import ROOT
from musnad.cli import cli
from musnad.record import Participant, Record
from musnad.store import Store

SESSION = (ROOT / "docs" / "howto" / "duckdb.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", SESSION, re.DOTALL)
DENIAL = "نفت وزارة الخارجية الروسية وقوع هجوم في حلب."


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("duckdb")
    folder = tmp_path_factory.mktemp("analytics")
    denial: Record = musnad.read(DENIAL, published="2020-05-04", outlet="الساحل", engine="grammar")
    with Store(folder / "m.db") as store:
        one, other = article(), article("جابر", 9, "الساحل")
        deed = replace(one.events[0], recipients=(Participant("minister"),))
        store.add([replace(one, events=(deed,)), other, denial])
    arguments = ["export", "parquet", "--output", str(folder / "tables"), "--store", str(folder / "m.db")]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return folder / "tables"


@pytest.mark.parametrize("query", QUERIES)
def test_a_documented_query_finds_something(tables: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(tables)
    assert duckdb.sql(query).fetchall()


def test_offsets_lead_back_to_the_words(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(tables)
    words = duckdb.sql(QUERIES[-1]).fetchall()[0][3]
    assert words in DENIAL
