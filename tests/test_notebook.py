"""The way into notebooks: typed answers, data frames, records that show themselves."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import musnad
from musnad.corroboration.run import corroborate
from musnad.errors import UsageError
from musnad.export import flat
from musnad.notebook import Filters, FoundStatement, Store, show, tables
from musnad.reading import Given, documents
from musnad.record import Document, Record, from_json
from musnad.store.search import Wanted
from small import TEXT, small_json

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles.jsonl"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The shipped examples in a store, gathered."""
    found = [d for d in documents(str(EXAMPLES), Given()) if isinstance(d, Document)]
    with Store(tmp_path_factory.mktemp("notebook") / "m.db") as store:
        store.add([musnad.read(d.text, published=d.published, outlet=d.outlet, engine="grammar") for d in found])
        corroborate(store)
        yield store


def test_the_public_face_has_the_store_of_notebooks() -> None:
    assert musnad.Store is Store
    assert musnad.tables is tables
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        musnad.nonsense  # noqa: B018


def test_statements_are_typed_and_carry_both_names(store: Store) -> None:
    said = store.statements(by="سامر الخوري")
    assert said
    assert all(isinstance(one, FoundStatement) for one in said)
    assert {one.speaker_ar for one in said} == {"سامر الخوري"}
    assert all(one.speaker_en for one in said)
    record = store.record(said[0].article)
    assert record is not None
    assert said[0].statement in {s.id for s in record.statements}


def test_all_answers_come_when_no_limit_is_set(store: Store) -> None:
    every = sum(len(r.statements) for r in store.records())
    assert len(store.statements(limit=None)) == every
    assert len(store.statements(limit=3)) == 3
    assert len(store.search(limit=None)) == 13


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_answers_become_frames_with_a_column_a_field(store: Store, library: str) -> None:
    pytest.importorskip(library)
    frame = store.statements(limit=5).to_frame(library)  # type: ignore[arg-type]
    assert list(frame.columns) == [f.name for f in fields(FoundStatement)]
    assert len(frame) == 5
    for made in (store.search(), store.events(), store.plans(date(2031, 3, 20)), store.contradictions()):
        assert len(made.to_frame(library)) == len(made) > 0  # type: ignore[arg-type]


def test_a_record_becomes_the_tables_of_the_csv_export(store: Store) -> None:
    pytest.importorskip("pandas")
    made = tables(store.records())
    assert {kind: tuple(frame.columns) for kind, frame in made.items()} == flat.COLUMNS
    assert len(made["articles"]) == 13


def test_a_library_that_is_missing_is_named(store: Store) -> None:
    with pytest.raises(UsageError, match="vaex is not installed"):
        store.search().to_frame("vaex")  # type: ignore[arg-type]


def test_a_record_shows_itself_with_every_field_as_text() -> None:
    data = small_json()
    data["entities"]["waha"]["name_en"] = data["outlet"] = "<script>alert(1)</script>"
    shown = from_json(data)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "الوزير سمير الحلواني سيزور الرباط الأسبوع المقبل" in shown
    assert 'dir="rtl"' in show(from_json(small_json()), "ar")._repr_html_()


def test_what_read_gives_shows_itself() -> None:
    record = musnad.read(TEXT, published="2019-05-07", engine="grammar")
    assert isinstance(record, Record)
    assert "سمير الحلواني" in record._repr_html_()  # type: ignore[attr-defined]


def test_answers_show_themselves_as_a_table(store: Store) -> None:
    shown = store.statements(limit=None)._repr_html_()
    assert shown.startswith("<table>")
    assert f"20 of {len(store.statements(limit=None))}" in shown


def test_filters_are_those_of_the_store() -> None:
    assert set(Filters.__annotations__) == {f.name for f in fields(Wanted)} - {"text"}


def test_a_day_that_is_none_is_refused_by_name(store: Store) -> None:
    with pytest.raises(UsageError, match="since: '2031-03-01' is no date"):
        store.statements(since="2031-03-01")  # type: ignore[arg-type]
