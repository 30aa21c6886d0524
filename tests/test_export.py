"""What others read: the columns they expect, codes the codebook gives, nothing that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from musnad import read
from musnad.corroboration.followups import FollowUp, Step
from musnad.export import cameo, flat, graphs, polecat, provenance
from musnad.export.calendar import ics
from musnad.export.plover import code
from musnad.record import (
    Document,
    Entity,
    Event,
    Link,
    Participant,
    Place,
    Record,
    Report,
    Statement,
    Status,
    Time,
    from_json,
    to_json,
)
from musnad.store import Store

TEXT = "=زيارة\nقال الوزير سامر لوكالة الأفق إن وفد قبرص سيزور طرابلس الخميس."


def record(status: Status = "planned", name_en: str = "Samer al-Khoury") -> Record:
    document = Document(TEXT, outlet="الميدان", published=date(2031, 3, 2), title="=زيارة")

    def span(words: str):  # type: ignore[no-untyped-def]
        at = TEXT.index(words)
        return document.span(at, at + len(words))

    entities = {
        "samer": Entity("samer", "PER", "سامر", name_en, (span("سامر"),), country="LBN", sector="GOV"),
        "ufuq": Entity("ufuq", "ORG", "الأفق", "Al-Ufuq", (span("الأفق"),), sector="JRN"),
        "cyprus": Entity("cyprus", "GPE", "قبرص", "Cyprus", (span("قبرص"),), country="CYP", wikidata="Q229"),
        "tripoli": Entity(
            "tripoli", "GPE", "طرابلس", "Tripoli", (span("طرابلس"),), country="LBN", geonames=266826,
            place=Place(34.4335, 35.8441, "city", "North"),
        ),
    }  # fmt: skip
    statement = Statement(
        "s-1", span("قال"), span("الوزير سامر"), (Link("ufuq", kind="agency"), Link("samer", kind="person")),
        (span("وفد قبرص سيزور طرابلس الخميس"),), "indirect", "say",
    )  # fmt: skip
    event = Event(
        "e-1", "CONSULT", (Report(span("سيزور"), status, "s-1"),), "visit",
        (Participant("cyprus"),), (Participant("tripoli"),), place="tripoli", time=0, confidence=0.9,
    )  # fmt: skip
    times = (Time(span("الخميس"), "DATE", "2031-03-06"),)
    return Record(document, entities, times, (statement,), (event,), versions={"musnad": "0.1.0"})


def table(lines: Iterator[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_polecat_has_its_forty_columns_then_ours() -> None:
    header = next(polecat.lines([])).split("\t")
    assert len(polecat.COLUMNS) == 40
    assert header[:40] == list(polecat.COLUMNS)
    assert header[40:] == list(polecat.ADDED)


def test_polecat_recodes_cooperation_that_lies_ahead_and_keeps_the_chain() -> None:
    (row,) = table(polecat.lines([record("planned")]))
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("AGREE", "None", "2.5")
    assert (row["Status"], row["Chain"]) == ("planned", "Al-Ufuq > Samer al-Khoury")
    assert (row["Actor Country"], row["City"], row["GeoNames ID"]) == ("CYP", "Tripoli", "266826")
    (row,) = table(polecat.lines([record("occurred")]))
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("CONSULT", "visit", "VERBAL COOPERATION")


@pytest.mark.parametrize("status", ["denied", "possible", "called_for"])
def test_what_did_not_happen_is_left_out_unless_asked_for(status: Status) -> None:
    assert table(polecat.lines([record(status)])) == []
    (row,) = table(polecat.lines([record(status)], every_status=True))
    assert row["Status"] == status


def test_codes_of_the_codebook() -> None:
    assert code("RETREAT", "withdraw", "planned").type == "CONCEDE"
    assert code("RETREAT", "withdraw", "occurred").score == 8.0
    assert code("SANCTION", None, "occurred").quad == 4
    assert code("ACCUSE", None, "occurred").score == -2.0


def test_cameo_gives_a_row_a_pair() -> None:
    (row,) = table(cameo.lines([record("occurred")]))
    assert (row["source_code"], row["target_code"], row["cameo"], row["quad"]) == ("CYP", "LBN", "042", "1")


def test_a_cell_that_looks_like_a_formula_is_made_harmless(tmp_path: Path) -> None:
    flat.write_csv([record()], tmp_path)
    (row,) = csv.DictReader((tmp_path / "articles.csv").open(encoding="utf-8-sig"))
    assert row["title"] == "'=زيارة"


def test_every_table_has_the_columns_it_says(tmp_path: Path) -> None:
    counts = flat.write_csv([record()], tmp_path)
    assert counts == {
        "articles": 1, "entities": 4, "statements": 1, "links": 2, "events": 1, "participants": 2, "reports": 1,
        "times": 1,
    }  # fmt: skip
    for name, columns in flat.COLUMNS.items():
        header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert header == ",".join(columns)


def test_parquet_goes_back_into_a_store(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    flat.write_parquet([record()], tmp_path)
    (kept,) = parquet.read_table(tmp_path / "records.parquet").to_pylist()
    assert from_json(json.loads(kept["record"])) == record()
    assert parquet.read_table(tmp_path / "links.parquet").column("place").to_pylist() == [0, 1]


def test_duckdb_reads_the_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    flat.write_parquet([record()], tmp_path)
    query = f"select act, count(*) from '{tmp_path}/statements.parquet' group by act"
    assert duckdb.sql(query).fetchall() == [("say", 1)]


def test_jsonl_back_into_a_store_gives_the_same_store(tmp_path: Path) -> None:
    lines = [json.dumps(to_json(record()), ensure_ascii=False)]
    with Store(tmp_path / "m.db") as store:
        store.add(from_json(json.loads(line)) for line in lines)
        assert [to_json(r) for r in store.records()] == [to_json(record())]


def test_geojson_points_at_the_place() -> None:
    (feature,) = graphs.geojson([record()])["features"]
    assert feature["geometry"]["coordinates"] == [35.8441, 34.4335]
    assert feature["properties"]["precision"] == "city"


def test_gexf_is_xml_whatever_the_names_hold() -> None:
    hostile = record(name_en='</node><script>&"\x00')
    root = Xml.fromstring(graphs.gexf([hostile]).encode())
    space = "{http://gexf.net/1.3}"
    (edge,) = root.iter(f"{space}edge")
    assert edge.get("label") == "acts on"
    assert {n.get("id") for n in root.iter(f"{space}node")} >= {edge.get("source"), edge.get("target")}


def test_followthemoney_takes_every_entity() -> None:
    model = pytest.importorskip("followthemoney").model
    for line in provenance.ftm_lines([record()]):
        data = json.loads(line)
        model.get_proxy(data)
        assert model.get(data["schema"]).validate(data) is None


def test_provenance_names_originator_and_medium() -> None:
    graph = provenance.prov(record())["@graph"]
    (claim,) = [n for n in graph if n["@id"] == "musnad:statement/s-1"]
    label = {n["@id"]: n.get("rdfs:label") for n in graph}
    assert label[claim["prov:wasAttributedTo"]] == "Samer al-Khoury"
    assert label[claim["prov:qualifiedDelegation"][0]["prov:agent"]] == "Al-Ufuq"
    selector = claim["oa:hasSelector"][0]
    assert TEXT[selector["oa:start"] : selector["oa:end"]] == claim["prov:value"]


def test_a_calendar_line_is_never_too_long() -> None:
    step = Step(date(2031, 3, 2), "الميدان", "planned", "سيزور، ; \\ " * 20, "k", "e-1", None)
    plan = FollowUp("c-1", "CONSULT", "زيارة " * 30, (date(2031, 3, 6), date(2031, 3, 6)), "open", (step,))
    text = ics([plan])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DTSTART;VALUE=DATE:20310306\r\nDTEND;VALUE=DATE:20310307" in text


def test_a_real_article_leaves_in_every_form(tmp_path: Path) -> None:
    article = read(
        Path("examples/mamluk-moscow.txt").read_text(encoding="utf-8"), published="2016-08-31", engine="grammar"
    )
    assert len(table(polecat.lines([article]))) > 10
    assert graphs.geojson([article])["features"]
    assert sum(1 for _ in provenance.ftm_lines([article])) > 50
    assert flat.write_csv([article], tmp_path)["links"] > 30
