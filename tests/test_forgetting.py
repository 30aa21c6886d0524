"""What is forgotten is gone for good and the log says so; versions of one address stay, and are shown as versions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import insert
from tests.small import small_json
from tests.stored import article

from musnad.cli import cli
from musnad.errors import UsageError
from musnad.record import Origin, Record, from_json, to_json
from musnad.store import Store, database, schema
from musnad.store.articles import key_of, version_numbers, versions_of
from musnad.store.search import Wanted, count, find_actors, search


def run(where: str, *arguments: str) -> str:
    return CliRunner().invoke(cli, [*arguments, "--store", where], catch_exceptions=False).stdout


def test_forgetting_leaves_nothing_but_the_log(store: Store, tmp_path: Path) -> None:
    record = article(name="شاهنشاه")
    store.add([record], {record.document.key: Origin("شاهنشاه".encode(), "text/plain")})
    assert store.forget(record.document.key, reason="court order", author="هالة")
    assert store.record(record.document.key) is None
    assert count(store, "articles", Wanted(text="شاهنشاه")) == 0
    assert find_actors(store, "شاهنشاه") == []
    assert store.add([record]).new == 0, "what was forgotten is not taken in again"
    if store.dialect == "sqlite":
        store.close()
        left = b"".join(p.read_bytes() for p in tmp_path.glob("musnad.db*"))
        assert "المرفأ الخميس".encode() not in left
        assert "شاهنشاه".encode() not in left


def test_forgetting_an_article_takes_what_comparing_copied_from_it(store: Store, tmp_path: Path) -> None:
    one, other = article(day=3), article("جابر", 4)
    store.add([one, other])
    numbers = {h.document_key: h.number for h in search(store, "events", Wanted())}
    pair = {"one_event": numbers[one.document.key], "other_event": numbers[other.document.key]}
    with database.writing(store.engine, store.name) as connection:
        connection.execute(insert(schema.conflicts).values(cluster="c-1", kind="denied", sides="الأتراك", **pair))
        connection.execute(insert(schema.joins).values(first=pair["one_event"], second=7, score=1, shared="[]"))
    store.forget(one.document.key, reason="order", author="هالة")
    assert (store.counts()["conflicts"], store.counts()["joins"]) == (0, 0)


@pytest.fixture
def small(small_record: Record) -> Record:
    """The record with one of everything; its minister is called سمير الحلواني."""
    return small_record


def test_a_forgotten_person_is_in_no_article_and_the_rest_stands(store: Store, small: Record, tmp_path: Path) -> None:
    store.add([small], {small.document.key: Origin("سمير الحلواني".encode(), "text/plain")})
    (person,) = find_actors(store, "سمير الحلواني")
    store.decide(small.document.key, "s4", "note", {"text": "gone with its statement"}, author="هالة")
    store.decide(small.document.key, "e1", "note", {"text": "زيارة سمير الحلواني"}, author="هالة")
    assert store.forget_person([person.actor], reason="his wish", author="هالة") == 1
    (kept,) = store.records()
    assert "halwani" not in kept.entities
    assert "الحلواني" not in kept.document.text
    assert "سمير" not in str(to_json(kept))
    assert "halwani" not in str(to_json(kept)).lower()
    assert [s.id for s in kept.statements] == ["s1", "s2"], "what he said himself is gone"
    assert kept.events[0].actors == ()
    assert ("actors", "a person who was forgotten") in [(a.field, a.reason) for a in kept.events[0].abstained]
    assert len(kept.document.text) == len(small.document.text)
    assert find_actors(store, "الحلواني") == []
    assert count(store, "articles", Wanted(text="الحلواني")) == 0
    assert count(store, "articles", Wanted(text="الزراعة")) == 1
    assert store.evidence(kept.document.key) == []
    assert [d.detail for d in store.decisions(kept.document.key)] == [{"text": "زيارة ████ ████████"}]
    assert [(f.kind, f.author) for f in store.forgotten()] == [("person", "هالة"), ("article", "هالة")]
    if store.dialect == "sqlite":
        store.close()
        left = b"".join(p.read_bytes() for p in tmp_path.glob("musnad.db*"))
        assert "الحلواني".encode() not in left


def test_a_correction_that_words_a_forgotten_person_stands_masked(store: Store, small: Record) -> None:
    store.add([small])
    (person,) = find_actors(store, "سمير الحلواني")
    correction = {"field": "content", "value": "سمير الحلواني سيزور الرباط"}
    store.decide(small.document.key, "s2", "correct", correction, author="هالة")
    store.forget_person([person.actor], reason="his wish", author="هالة")
    assert "████ ████████ سيزور الرباط" in [hit.fields["content"] for hit in search(store, "statements", Wanted())]


def test_a_forgotten_person_does_not_come_back_with_later_articles(store: Store, small: Record) -> None:
    store.add([small])
    actor = find_actors(store, "سمير الحلواني")[0].actor
    store.forget_person([actor], reason="طلب سمير الحلواني", author="هالة")
    assert {entry.reason for entry in store.forgotten()} == {"طلب ████ ████████"}
    again = replace(small, engine="model")
    assert store.add([small, again]).same == 1, "the article itself is there, masked"
    later = from_json(small_json() | {"published": "2019-06-01"})
    assert store.add([later]).new == 1
    assert store.add([later]).same == 1
    assert all("الحلواني" not in r.document.text for r in store.records())
    assert find_actors(store, "سمير الحلواني") == []


def test_a_new_analysis_that_first_sees_a_forgotten_person_masks_the_article(store: Store, small: Record) -> None:
    store.add([small])
    actor = find_actors(store, "سمير الحلواني")[0].actor
    blind = from_json(small_json() | {"published": "2019-06-01", "entities": {}, "statements": [], "events": []})
    store.add([replace(blind, engine="older")])
    store.forget_person([actor], reason="his wish", author="هالة")
    seen = from_json(small_json() | {"published": "2019-06-01"})
    assert store.add([seen]).replaced == 1
    assert all("الحلواني" not in r.document.text for r in store.records())
    assert store.counts()["documents"] == 2


def test_forgetting_is_asked_for_by_name_or_the_beginning_of_a_key(tmp_path: Path, small: Record) -> None:
    where = str(tmp_path / "m.db")
    other = article()
    with Store(where) as store:
        store.add([small, other])
    why = ("--reason", "wish", "--author", "هالة")
    with pytest.raises(UsageError, match="perhaps: سمير الحلواني"):
        run(where, "forget", "--person", "الحلواني", *why)
    assert "1 articles" in run(where, "forget", "--person", "Samir al-Halwani", *why)
    assert other.document.key in run(where, "forget", other.document.key[:12], *why)
    with pytest.raises(UsageError, match="no article"):
        run(where, "forget", other.document.key[:12], *why)
    with pytest.raises(UsageError, match="neither or both"):
        run(where, "forget", *why)
    with pytest.raises(UsageError, match="why and who"):
        run(where, "forget", other.document.key)
    log = run(where, "forget", "--log")
    assert log.count("wish") == 3
    assert "الحلواني" not in log


def test_evidence_and_versions_of_an_address_are_kept(store: Store) -> None:
    first, second = article(day=3), article(day=4)
    store.add([first], {first.document.key: Origin(b"<html>", "text/html")})
    store.add([second])
    assert store.evidence(first.document.key)[0].bytes == b"<html>"
    assert [v.published for v in versions_of(store, "https://example.org/a")] == [date(2020, 5, 3), date(2020, 5, 4)]


def test_versions_of_an_address_are_shown_with_what_changed(store: Store, tmp_path: Path) -> None:
    first = article(day=3)
    store.add([first])
    longer = replace(first.document, text=first.document.text + "\nوصُحح الخبر لاحقا.", published=date(2020, 5, 4))
    store.add([replace(first, document=longer, statements=(), events=())])
    one, two = versions_of(store, "https://example.org/a")
    assert (one.document_key, one.changed) == (first.document.key, ())
    assert two.changed == (("+", "وصُحح الخبر لاحقا."),)
    assert version_numbers(store, [longer.key]) == {longer.key: (2, 2)}
    assert key_of(store, longer.key[:10]) == longer.key
    for name in ("https://example.org/a", longer.key[:12]):
        shown = run(store.name, "versions", name)
        assert "2 of 2" in shown
        assert "+ وصُحح" in shown
    assert "version 2 of 2" in run(store.name, "search", "المرفأ")
