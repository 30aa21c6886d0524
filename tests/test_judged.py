"""Decisions of analysts change what is shown, wherever it is shown, and can be undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad import read
from musnad.errors import UsageError
from musnad.record import Record, from_json
from musnad.store import Store
from musnad.store.search import Wanted, count, search
from small import small_json

BY = "هالة"


@pytest.fixture
def record() -> Record:
    return from_json(small_json())


@pytest.fixture
def store(tmp_path: Path, record: Record) -> Iterator[Store]:
    with Store(tmp_path / "m.db") as opened:
        opened.add([record])
        yield opened


def shown(store: Store) -> Record:
    (record,) = store.records()
    return record


def test_what_is_wrong_is_shown_nowhere_until_that_is_undone(store: Store, record: Record) -> None:
    before = count(store, "events", Wanted()), count(store, "statements", Wanted())
    numbers = [
        store.decide(record.document.key, subject, "wrong", {"reason": "خبر قديم"}, author=BY)
        for subject in ("e1", "s2")
    ]
    assert [e.id for e in shown(store).events] == ["e2"]
    assert "s2" not in [s.id for s in shown(store).statements]
    assert [h.id for h in search(store, "events", Wanted())] == ["e2"]
    assert count(store, "statements", Wanted()) == before[1] - 1
    for number in numbers:
        store.undo(number)
    assert (count(store, "events", Wanted()), count(store, "statements", Wanted())) == before
    assert shown(store) == record


@pytest.mark.parametrize(
    ("subject", "field", "value", "column"),
    [
        ("e1", "status", "occurred", "status"),
        ("e1", "type", "PROTEST", "type"),
        ("e1", "time", "2019-05-14", "time"),
        ("s4", "act", "say", "act"),
        ("s3", "content", "هجوم في وجدة", "content"),
    ],
)
def test_a_correction_is_shown_with_who_made_it(
    store: Store, record: Record, subject: str, field: str, value: str, column: str
) -> None:
    store.decide(record.document.key, subject, "correct", {"field": field, "value": value}, author=BY)
    kind = "events" if subject.startswith("e") else "statements"
    (hit,) = [h for h in search(store, kind, Wanted()) if h.id == subject]  # type: ignore[arg-type]
    assert hit.fields[column] == value
    assert f"corrected by {BY} on " in hit.fields["corrected"]
    subjects = {x.id: x for x in (*shown(store).events, *shown(store).statements)}
    assert BY in subjects[subject].why[-1].note


def test_names_are_corrected_to_names_of_the_article(store: Store, record: Record) -> None:
    key = record.document.key
    store.decide(key, "e1", "correct", {"field": "place", "value": "Oujda"}, author=BY)
    store.decide(key, "s3", "correct", {"field": "originator", "value": "حزب النخلة"}, author=BY)
    assert shown(store).events[0].place == "oujda"
    assert [h.id for h in search(store, "statements", Wanted(by="حزب النخلة"))] == ["s3"]


def test_corrections_outlive_a_new_analysis(store: Store, record: Record) -> None:
    store.decide(record.document.key, "e1", "correct", {"field": "status", "value": "denied"}, author=BY)
    anew = from_json(small_json() | {"versions": {"musnad": "9"}})
    assert store.add([anew]).replaced == 1
    assert shown(store).events[0].status == "denied"


@pytest.mark.parametrize(
    ("subject", "field", "value"),
    [("e1", "status", "maybe"), ("e1", "colour", "red"), ("e9", "status", "denied"), ("e1", "place", "لا مكان")],
)
def test_what_cannot_be_is_refused(store: Store, record: Record, subject: str, field: str, value: str) -> None:
    with pytest.raises(UsageError):
        store.decide(record.document.key, subject, "correct", {"field": field, "value": value}, author=BY)
    assert store.decisions(history=True) == []


def test_another_type_keeps_only_a_mode_that_it_has_and_then_takes_its_own(store: Store, record: Record) -> None:
    assert record.events[0].type == "CONSULT"
    key = record.document.key
    store.decide(key, "e1", "correct", {"field": "mode", "value": "visit"}, author=BY)
    store.decide(key, "e1", "correct", {"field": "type", "value": "ASSAULT"}, author=BY)
    assert shown(store).events[0].mode is None
    store.decide(key, "e1", "correct", {"field": "mode", "value": "aerial"}, author=BY)
    assert shown(store).events[0].mode == "aerial"


def test_words_that_come_again_are_those_beside_the_statement(tmp_path: Path) -> None:
    made = read("الوفد يزور عمان\nقال الوزير سامر الخوري أمس إن الوفد يزور عمان غدا.", engine="grammar")
    with Store(tmp_path / "again.db") as opened:
        opened.add([made])
        statement = made.statements[0]
        detail = {"field": "content", "value": "الوفد يزور عمان"}
        opened.decide(made.document.key, statement.id, "correct", detail, author=BY)
        assert shown(opened).statements[0].content[0].start > made.document.text.index("قال")
