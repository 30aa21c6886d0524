"""The store keeps what it took, once, in SQLite and in PostgreSQL alike."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, text
from tests.postgres import emptied
from tests.stored import article

from musnad.errors import StoreError, UsageError
from musnad.record import Origin, to_json
from musnad.store import Store, database, schema
from musnad.store.copying import copy_store
from musnad.store.query import parse
from musnad.store.rows import days_of
from musnad.store.search import Wanted, count, count_by, find_actors, search


def test_a_record_comes_back_as_it_was_put_in(store: Store) -> None:
    record = article()
    store.add([record])
    kept = store.record(record.document.key)
    assert kept is not None
    assert to_json(kept) == to_json(record)


def test_what_is_no_store_yet_is_refused_where_none_is_to_be_made(store: Store) -> None:
    """An address mistyped, of a database that is empty or holds something else, neither answers nor is written into."""
    with store.engine.begin() as connection:
        schema.about.drop(connection)
    with pytest.raises(StoreError, match="there is no such store"):
        Store(store.engine.url.render_as_string(hide_password=False), create=False)
    assert not inspect(store.engine).has_table("about")


def test_a_mistyped_address_of_a_file_makes_none(tmp_path: Path) -> None:
    for where in (tmp_path / "none.db", f"sqlite:///{tmp_path}/none.db"):
        with pytest.raises(StoreError, match="there is no such store"):
            Store(where, create=False)
    assert not list(tmp_path.iterdir())


def test_adding_twice_keeps_one(store: Store) -> None:
    assert store.add([article(), article()]).new == 1
    assert store.add([article()]).same == 1
    assert store.counts()["documents"] == 1


def test_a_new_analysis_replaces_the_record_and_keeps_decisions(store: Store) -> None:
    record = article()
    store.add([record])
    store.decide(record.document.key, record.statements[0].id, "wrong", {"field": "act"}, author="هالة")
    assert store.add([replace(record, engine="model", statements=())]).replaced == 1
    assert store.counts()["statements"] == 0
    assert [d.detail for d in store.decisions(record.document.key)] == [{"field": "act"}]
    assert search(store, "statements", Wanted(text="الأتراك")) == []


def test_a_decision_can_be_undone_and_stays_in_the_history(store: Store) -> None:
    number = store.decide("key", "s-1", "note", {"words": "شك"}, author="سعيد")
    assert store.undo(number)
    assert not store.undo(number)
    assert store.decisions() == []
    assert store.decisions(history=True)[0].undone is not None


@pytest.mark.parametrize(
    "words", ["أتراك", "وللأتراك", "الأتراك", '"الأتراك سيزورون"', "سيزو*", "الأتراك OR غياب", "مرفأ NOT قطار"]
)
def test_search_finds_words_with_and_without_clitics(store: Store, words: str) -> None:
    store.add([article()])
    assert [h.fields["act"] for h in search(store, "statements", Wanted(text=words))] == ["say"]


def test_search_narrows_by_who_what_where_and_when(store: Store) -> None:
    store.add([article("سامر", 3), article("جابر", 9, "الساحل")])
    assert count(store, "statements", Wanted(by="جابر")) == 1
    assert count(store, "articles", Wanted(by="سامر", about="الأتراك")) == 1
    assert count(store, "events", Wanted(actor="الأتراك", status="planned", type="consult")) == 2
    assert count(store, "events", Wanted(place="المرفأ", outlet="الساحل")) == 1
    assert count(store, "events", Wanted(happened_since=date(2020, 5, 8))) == 0
    assert count(store, "statements", Wanted(since=date(2020, 5, 4))) == 1
    assert count_by(store, "articles", Wanted(), "month") == [("2020-05", 2)]
    assert count_by(store, "events", Wanted(), "actor")[0][1] == 2
    assert find_actors(store, "turks")[0].country == "TUR"
    with pytest.raises(UsageError, match="nobody"):
        count(store, "statements", Wanted(by="مجهول"))


@pytest.mark.parametrize("words", ["الأت*", "وللأت*", "“الأتراك سيزورون”", '"الأتراك سيزو*"', '"الأتراك سيزو"*'])
def test_beginnings_and_phrases_are_found_as_people_write_them(store: Store, words: str) -> None:
    store.add([article()])
    assert count(store, "statements", Wanted(text=words)) == 1


def test_what_has_no_date_is_of_no_span_of_days(store: Store) -> None:
    dated = article()
    store.add([dated, replace(dated, document=replace(dated.document, published=None))])
    for wanted in (Wanted(until=date(2020, 6, 1)), Wanted(since=date(2020, 1, 1))):
        assert count(store, "articles", wanted) == 1
        assert count(store, "events", wanted) == 1


def test_an_outlet_is_known_in_any_spelling_and_an_unknown_one_is_told(store: Store) -> None:
    store.add([article(outlet="الأهرام")])
    assert count(store, "articles", Wanted(outlet="الاهرام")) == 1
    with pytest.raises(UsageError, match=r"no outlet .* الأهرام"):
        count(store, "articles", Wanted(outlet="الميدان"))


def test_who_is_spoken_of_is_found_in_any_spelling_and_as_a_word_only(store: Store) -> None:
    store.add([article()])
    assert count(store, "statements", Wanted(about="الاتراك")) == 1, "another spelling"
    assert count(store, "statements", Wanted(about="أتراك", text="المرفأ")) == 1, "without its article, beside a text"
    assert count(store, "statements", Wanted(about="مرف")) == 0, "a part of a word is no name"


@pytest.mark.parametrize(
    "wrong",
    [
        Wanted(act="says"), Wanted(status="happened"), Wanted(type="ATTACK"), Wanted(kind="somebody"),
        Wanted(since=date(2020, 5, 2), until=date(2020, 5, 1)),
    ],
)  # fmt: skip
def test_a_search_that_can_find_nothing_is_told_so(tmp_path: Path, wrong: Wanted) -> None:
    with Store(tmp_path / "m.db") as store, pytest.raises(UsageError):
        search(store, "articles", wanted=wrong)


def test_links_and_pairs_are_found_from_articles_as_well(store: Store) -> None:
    store.add([article()])
    for kind in ("articles", "statements", "events"):
        assert count(store, kind, Wanted(actor="الأتراك", place="المرفأ", by="سامر")) == 1
        assert count(store, kind, Wanted(through="سامر")) == 0, "he is the last of the chain, who passes nothing on"


def test_newest_come_first_and_pages_follow_one_another(store: Store) -> None:
    store.add([article(day=d) for d in (5, 2, 9)])
    first = search(store, "articles", Wanted(text="المرفأ"), limit=2)
    rest = search(store, "articles", Wanted(text="المرفأ"), before=first[-1].number)
    assert [h.published.day for h in [*first, *rest] if h.published] == [9, 5, 2]
    assert len(search(store, "articles", Wanted(text="المرفأ"), ranked=True)) == 3


def test_a_backup_fills_a_store_of_either_kind(store: Store, postgres: str, tmp_path: Path) -> None:
    kept = article()
    store.add([kept, article("جابر", 9)], {kept.document.key: Origin(b"<html>", "text/html")})
    number = store.decide(kept.document.key, kept.statements[0].id, "note", {"words": "شك"}, author="هالة")
    store.forget(article("جابر", 9).document.key, reason="order", author="هالة")
    counted = store.counts()
    copy_store(store, tmp_path / "backup.db")
    where = postgres if store.dialect == "sqlite" else str(tmp_path / "restored.db")
    if where == postgres:
        emptied(postgres)
    with Store(tmp_path / "backup.db") as backup:
        copy_store(backup, where)
    with Store(where) as restored:
        assert restored.counts() == counted
        assert [to_json(r) for r in restored.records()] == [to_json(kept)]
        assert count(restored, "statements", Wanted(text="وللأتراك")) == 1
        assert restored.decide(kept.document.key, "s-1", "note", {}, author="هالة") > number
        assert restored.add([article("جابر", 9)]).new == 0, "what was forgotten stays so"
        with pytest.raises(StoreError, match="holds articles already"):
            copy_store(store, tmp_path / "backup.db")


def test_a_store_with_anything_in_it_is_no_place_to_restore_into(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "other.db") as other:
        for store in (one, other):
            store.add([article()])
            store.forget(article().document.key, reason="order", author="هالة")
        with pytest.raises(StoreError, match="it holds forgotten already"):
            copy_store(one, tmp_path / "other.db")


@pytest.mark.parametrize("address", ["postgresql://me:secret@127.0.0.1:1/x", "postgresql://me:secret@host:port/x"])
def test_a_password_is_in_no_message(address: str) -> None:
    with pytest.raises(StoreError) as told:
        Store(address)
    assert "secret" not in str(told.value)


def test_a_file_that_is_no_store_is_told_so(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store(wrong)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path / "m.db").close()
    with sqlite3.connect(tmp_path / "m.db") as connection:
        connection.execute("UPDATE about SET value = '999' WHERE name = 'schema'")
    with pytest.raises(StoreError, match="version 999"):
        Store(tmp_path / "m.db")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A store as the first version made it."""
    path = tmp_path / "older.db"
    with sqlite3.connect(path) as connection:
        connection.executescript((Path(__file__).parent / "data" / "store_v1.sql").read_text(encoding="utf-8"))
    return path


def test_a_store_of_the_first_version_is_brought_up_to_date_with_all_it_holds(older: Path, tmp_path: Path) -> None:
    first, forgotten = article(), article("نبيل", 12)
    with Store(older) as store:
        kept = store.record(first.document.key)
        assert kept is not None
        assert to_json(kept) == to_json(first)
        assert [d.detail for d in store.decisions(first.document.key)] == [{"words": "شك"}]
        assert store.evidence(first.document.key)[0].bytes == "<html>بايتات</html>".encode()
        assert store.add([forgotten]).new == 0, "what was forgotten stays so"
        assert store.add([replace(first, engine="model")]).replaced == 1
        assert count(store, "statements", Wanted(text="الأتراك", by="جابر")) == 1
        assert store.forget(first.document.key, reason="order", author="هالة")
    with Store(tmp_path / "new.db"), sqlite3.connect(tmp_path / "new.db") as new, sqlite3.connect(older) as old:
        shape = "SELECT tbl_name, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        columns = "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m, pragma_table_info(m.name) c ORDER BY 1, 2"
        assert old.execute(shape).fetchall() == new.execute(shape).fetchall()
        assert old.execute(columns).fetchall() == new.execute(columns).fetchall()


def test_two_who_open_an_older_store_at_once_upgrade_it_once(older: Path) -> None:
    with ThreadPoolExecutor() as threads:
        stores = list(threads.map(Store, [older] * 4))
    assert {s.counts()["documents"] for s in stores} == {2}
    for s in stores:
        s.close()


def test_a_store_still_without_its_journal_waits_for_whoever_writes_to_it(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with sqlite3.connect(path, isolation_level=None, check_same_thread=False) as other:
        other.execute("CREATE TABLE notes (words)")
        other.execute("BEGIN IMMEDIATE")
        ending = Timer(0.2, other.execute, ["COMMIT"])
        ending.start()
        with Store(path) as store:
            assert store.counts()["documents"] == 0
        ending.join()
    other.close()


def test_a_postgresql_store_of_the_first_version_is_brought_up_to_date(postgres: str) -> None:
    emptied(postgres)
    with Store(postgres) as store:
        store.add([article()])
        with database.writing(store.engine, store.name) as connection:
            for undo in (
                "DROP TABLE passages",
                "ALTER TABLE clusters DROP COLUMN origin",
                "ALTER TABLE forgotten DROP COLUMN kind",
                "ALTER TABLE statements DROP COLUMN corrected",
                "ALTER TABLE events DROP COLUMN corrected",
                "ALTER TABLE decisions DROP COLUMN undone_by",
                "DROP TABLE users, sessions, tokens",
                "DROP INDEX ix_documents_added",
                "CREATE INDEX ix_statements_speaker ON statements (speaker)",
                "CREATE INDEX ix_events_type ON events (type)",
                "UPDATE about SET value = '1' WHERE name = 'schema'",
            ):
                connection.execute(text(undo))
    with Store(postgres) as store:
        assert store.forget(article().document.key, reason="order", author="هالة")
        assert store.counts()["users"] == 0


@given(st.text(alphabet='اب "()*«»ANDORNT\\:&|!<>-', max_size=40))
def test_any_search_is_understood_or_refused(words: str) -> None:
    try:
        query = parse(words)
    except UsageError:
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (database.as_fts5(query),))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2016-08-30", "2016-08-30", "2016-08-30"),
        ("2016-W36", "2016-09-05", "2016-09-11"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2012-WI", "2012-12-01", "2013-02-28"),
        ("2016-H2", "2016-07-01", "2016-12-31"),
        ("2013-03-05/2013-03-12", "2013-03-05", "2013-03-12"),
    ],
)
def test_a_value_spans_its_days(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["P3D", "PAST_REF", "XXXX-03-16", "199X", None])
def test_what_names_no_days_spans_none(value: str | None) -> None:
    assert days_of(value) is None
