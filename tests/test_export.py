"""What others read: the columns they expect, codes the codebook gives, nothing that a spreadsheet would run."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner
from lxml import etree

from conftest import missing
from musnad import read
from musnad.cli import cli
from musnad.commands import export as commands
from musnad.corroboration.followups import FollowUp, Step
from musnad.errors import MissingInput, RecordError
from musnad.export import cameo, flat, followthemoney, graphs, polecat, provenance, write
from musnad.export.back import records_from
from musnad.export.calendar import ics
from musnad.export.plover import code
from musnad.record import (
    MODES,
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
from small import small_json

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


def test_polecat_loads_as_public_loaders_read_it(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "musnad.tsv"
    path.write_text("\n".join(polecat.lines([record("occurred")])), encoding="utf-8")
    # As the loaders of the published weekly files do: tabs, their forty columns by name, the word None for nothing.
    frame = pandas.read_csv(path, sep="\t", usecols=list(polecat.COLUMNS), na_values="None", keep_default_na=False)
    assert frame.shape == (1, 40)
    row = frame.iloc[0]
    assert (row["Event Date"], row["Event Type"], row["Event Mode"]) == ("2031-03-06", "CONSULT", "visit")
    assert row["Intensity"] == 4.0
    assert frame["Actor COW"].isna().all()
    assert frame["Latitude"].dtype == float
    assert row["Story Locations"].split("; ") == ["Cyprus", "Tripoli"]


@pytest.mark.parametrize("status", ["denied", "possible", "called_for"])
def test_what_did_not_happen_is_left_out_unless_asked_for(status: Status) -> None:
    assert table(polecat.lines([record(status)])) == []
    (row,) = table(polecat.lines([record(status)], every_status=True))
    assert row["Status"] == status


def test_every_mode_of_a_record_has_a_code_of_its_own() -> None:
    for kind, modes in MODES.items():
        assert all(code(kind, mode, "occurred").mode == mode for mode in modes)


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


def test_parquet_columns_have_their_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    flat.write_parquet([record()], tmp_path)
    assert parquet.read_table(tmp_path / "links.parquet").column("place").to_pylist() == [0, 1]
    assert str(parquet.read_schema(tmp_path / "articles.parquet").field("published").type) == "date32[day]"


def test_duckdb_reads_the_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    flat.write_parquet([record()], tmp_path)
    query = f"select act, count(*) from '{tmp_path}/statements.parquet' group by act"
    assert duckdb.sql(query).fetchall() == [("say", 1)]


@pytest.mark.parametrize(("form", "name"), [("jsonl", "records.jsonl"), ("parquet", "tables")])
def test_an_export_read_back_gives_the_same_store(tmp_path: Path, form: str, name: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    with Store(tmp_path / "one.db") as one:
        one.add([record(), from_json(small_json())])
        write.FORMATS[form](one.records(), tmp_path / name, False)
        with Store(tmp_path / "other.db") as other:
            other.add(records_from(tmp_path / name))
            assert [to_json(r) for r in other.records()] == [to_json(r) for r in one.records()]
            assert other.counts() == one.counts()


def test_what_is_no_export_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"text": 1}\n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"broken.jsonl:1: not a record"):
        list(records_from(path))
    with pytest.raises(MissingInput):
        list(records_from(tmp_path))


def test_a_broken_line_ends_an_import_and_what_stands_before_it_is_taken(tmp_path: Path) -> None:
    path, where = tmp_path / "broken.jsonl", str(tmp_path / "s.db")
    whole = json.dumps(to_json(record())).encode()
    for broken in (whole[:40], "قال الوزير".encode("cp1256")):
        path.write_bytes(whole + b"\n" + broken + b"\n")
        done = CliRunner().invoke(cli, ["import", str(path), "--store", where])
        assert isinstance(done.exception, RecordError)
        assert str(done.exception).startswith(f"{path}:2: no JSON")
        with Store(where) as store:
            assert store.counts()["documents"] == 1
    assert done.stdout == "0 new, 0 replaced, 1 there already\n"


def test_the_command_offers_the_formats_that_there_are() -> None:
    assert set(commands.FORMATS) == {*write.FORMATS, "ics", "html", "labels"}


def test_geojson_points_at_the_place() -> None:
    (feature,) = graphs.geojson([record()])["features"]
    assert feature["geometry"]["coordinates"] == [35.8441, 34.4335]
    assert feature["properties"]["precision"] == "city"


def test_gexf_keeps_to_its_schema_and_others_read_it(tmp_path: Path) -> None:
    path = tmp_path / "network.gexf"
    path.write_text(graphs.gexf([record()]), encoding="utf-8")
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("data") / "gexf-1.3.xsd"))
    schema.assertValid(etree.parse(path))
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_gexf(path, version="1.3")
    assert {graph.nodes[n]["label"] for n in graph} == {"Cyprus", "Tripoli"}


def test_gexf_is_xml_whatever_the_names_hold() -> None:
    hostile = record(name_en='</node><script>&"\x00')
    root = Xml.fromstring(graphs.gexf([hostile]).encode())
    space = "{http://gexf.net/1.3}"
    (edge,) = root.iter(f"{space}edge")
    assert edge.get("label") == "acts on"
    assert {n.get("id") for n in root.iter(f"{space}node")} >= {edge.get("source"), edge.get("target")}


def test_followthemoney_validates_every_entity(tmp_path: Path) -> None:
    path = tmp_path / "ftm.jsonl"
    path.write_text("\n".join(followthemoney.entity_lines([record()])), encoding="utf-8")
    ftm = Path(sys.executable).with_name("ftm")
    if not ftm.is_file():
        missing("ftm (pip install followthemoney)")
    done = subprocess.run([ftm, "validate", "-i", path], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    kept = [json.loads(line) for line in done.stdout.splitlines()]
    assert [e["schema"] for e in kept] == [
        "Article", "Person", "Organization", "Address", "Address", "Note", "Event",
    ]  # fmt: skip
    note = kept[-2]["properties"]
    assert note["summary"] == ["On the word of: Al-Ufuq > Samer al-Khoury"]
    assert note["entity"] == [kept[1]["id"]]


def test_followthemoney_reads_back_each_value_with_the_article_it_comes_from(tmp_path: Path) -> None:
    statement = pytest.importorskip("followthemoney.statement")
    path = tmp_path / "statements.jsonl"
    path.write_text("".join(f"{line}\n" for line in followthemoney.statement_lines([record()])), encoding="utf-8")
    lines = list(statement.read_path_statements(path, "json"))
    assert {s.origin for s in lines} == {record().document.key}
    for s in lines:
        assert s.id == s.make_key(s.dataset, s.entity_id, s.prop, s.value, s.external)
    values = {(s.entity_id, s.prop, s.value) for s in lines if s.prop != "id"}
    assert values == {
        (e["id"], prop, value)
        for e in followthemoney.entities(record()) for prop, found in e["properties"].items() for value in found
    }  # fmt: skip


def test_provenance_names_originator_and_medium() -> None:
    graph = provenance.prov(record())["@graph"]
    (claim,) = [n for n in graph if n["@id"] == "musnad:statement/s-1"]
    label = {n["@id"]: n.get("rdfs:label") for n in graph}
    assert label[claim["prov:wasAttributedTo"]] == "Samer al-Khoury"
    assert label[claim["prov:qualifiedDelegation"][0]["prov:agent"]] == "Al-Ufuq"
    selector = claim["oa:hasSelector"][0]
    assert TEXT[selector["oa:start"] : selector["oa:end"]] == claim["prov:value"]


def test_a_calendar_line_is_never_too_long() -> None:
    step = Step(date(2031, 3, 2), "الميدان", "planned", "سيزور، ; \\ " * 20, "k", "e-1", None, "CONSULT")
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
    assert sum(1 for _ in followthemoney.entity_lines([article])) > 50
    assert flat.write_csv([article], tmp_path)["links"] > 30


def test_a_row_stands_on_the_word_of_who_names_the_doer(record_of_an_accusation: Record) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(cameo.lines([record_of_an_accusation]))), delimiter="\t"))
    assert [(row["source"], row["chain"]) for row in rows] == [("Wolves", "Samer")]


@pytest.fixture
def record_of_an_accusation() -> Record:
    text = "هجوم في المرفأ\nوقع هجوم أمس. ونفت الذئاب شن الهجوم. واتهم سامر الذئاب بشن الهجوم."
    document = Document(text, published=date(2031, 3, 2), title="هجوم في المرفأ")

    def span(words: str, nth: int = 0):  # type: ignore[no-untyped-def]
        at = [m.start() for m in re.finditer(words, text)][nth]
        return document.span(at, at + len(words))

    wolves = Entity("wolves", "ORG", "الذئاب", "Wolves", (span("الذئاب"), span("الذئاب", 1)))
    samer = Entity("samer", "PER", "سامر", "Samer", (span("سامر"),))
    denial = Statement("s1", span("نفت"), span("الذئاب"), (Link("wolves"),), (span("شن الهجوم"),), "indirect", "deny")
    charge = Statement(
        "s2", span("اتهم"), span("سامر"), (Link("samer"),), (span("شن الهجوم", 1),), "indirect", "accuse"
    )
    reports = (
        Report(span("هجوم"), "occurred"), Report(span("الهجوم"), "occurred", "s1"),
        Report(span("الهجوم", 1), "occurred", "s2"),
    )  # fmt: skip
    event = Event("e1", "ASSAULT", reports, actors=(Participant("wolves"),))
    return Record(document, {"wolves": wolves, "samer": samer}, (), (denial, charge), (event,))
