"""Records: spans are the text's own, JSON goes out and comes back, ids and keys hang on content."""

import json
import pickle
import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad import errors
from musnad.errors import MusnadError, RecordError
from musnad.record import (
    Abstention,
    Document,
    Entity,
    Event,
    Link,
    Participant,
    Place,
    Reason,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
    content_id,
    dumps,
    from_json,
    to_json,
)
from musnad.record.sound import sound_record
from small import small_json


def test_a_record_survives_json(small_record: Record) -> None:
    assert from_json(json.loads(dumps(small_record))) == small_record


def test_the_same_record_gives_the_same_bytes(small_record: Record) -> None:
    again = from_json(small_json())
    assert dumps(again) == dumps(small_record)
    assert dumps(from_json(to_json(again))) == dumps(small_record)


@given(st.text(min_size=1, max_size=80), st.data())
def test_spans_of_any_text_survive_json(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = Document(text, notes=("a note",))
    record = Record(document, {}, abstained=(Abstention("times", "no date"),))
    spoken = replace(from_json(small_json()).statements[0], content=(document.span(start, end),), cue=None, source=None)
    record = replace(record, statements=(replace(spoken, chain=(Link(anonymous=document.span(start, end)),)),))
    back = from_json(json.loads(json.dumps(to_json(record))))
    assert back == record
    assert back.statements[0].content[0].text == text[start:end]


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record: every field filled or left empty, names without a letter among them."""
    text = draw(st.text(min_size=1, max_size=40))
    bounds = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    spans = bounds.map(lambda b: Span(b[0], b[1], text[b[0] : b[1]]))
    number = st.floats(0, 1)
    known: dict[str, Any] = {
        "confidence": st.none() | number, "why": several(st.builds(Reason, score=number)), "mentions": several(spans),
        "content": several(spans), "cue": st.none() | spans, "source": st.none() | spans, "setting": st.none() | spans,
        "chain": several(st.builds(Link, entity=st.text()) | st.builds(Link, st.none(), spans)),
        "reports": several(st.builds(Report, trigger=spans)), "roles": several(st.builds(Role, span=spans)),
        "span": spans, "place": st.none() | st.builds(Place, number, number),
    }  # fmt: skip
    people = st.builds(Participant, entity=st.text()) | st.builds(Participant, st.none(), spans)
    known |= {"actors": several(people), "recipients": several(people), "addressee": st.none() | people}

    def build(kind: Any, **given: Any) -> Any:
        return st.builds(kind, **{f.name: known.get(f.name, ...) for f in fields(kind)} | given)

    entities = draw(several(build(Entity)))
    whole = build(
        Record, document=build(Document, text=st.just(text), origin=st.none()), times=several(build(Time)),
        entities=st.just({e.key: e for e in entities}), statements=several(build(Statement)),
        events=several(build(Event, place=st.none() | st.text())),
    )  # fmt: skip
    return draw(whole)  # type: ignore[no-any-return]  # what is built is a record


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=2).map(tuple)


@given(records())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_record_survives_json(record: Record) -> None:
    assert from_json(json.loads(dumps(record))) == record


def test_a_name_that_has_no_english_survives_json(small_record: Record) -> None:
    key, entity = next(iter(small_record.entities.items()))
    unnamed = replace(small_record, entities=small_record.entities | {key: replace(entity, name_en="")})
    assert from_json(json.loads(dumps(unnamed))) == unnamed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["text"], "نص آخر"),
        (["schema"], "musnad/9"),
        (["published"], "soon"),
        (["statements", 0, "content", 0, "start"], 3),
        (["statements", 0, "content", 0, "end"], 10_000),
        (["statements", 0, "chain", 0], {}),
        (["entities"], []),
        (["events", 0, "reports", 0, "trigger"], None),
    ],
)
def test_what_is_no_record_is_refused(path: list[str | int], value: Any) -> None:
    data = small_json()
    at: Any = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(RecordError, match="small: not a record"):
        from_json(data)


@pytest.mark.parametrize(("start", "end", "text"), [(-1, 1, "اب"), (2, 2, ""), (3, 1, "اب"), (0, 2, "ا")])
def test_a_span_that_cannot_be_is_none(start: int, end: int, text: str) -> None:
    with pytest.raises(ValueError, match="does not fit its text"):
        Span(start, end, text)


def test_a_link_or_participant_is_one_thing() -> None:
    span = Span(0, 1, "ا")
    for wrong in ({}, {"entity": "x", "anonymous": span}):
        with pytest.raises(ValueError, match="either an entity or an anonymous source"):
            Link(**wrong)
    for wrong in ({}, {"entity": "x", "span": span}):
        with pytest.raises(ValueError, match="either an entity or a span"):
            Participant(**wrong)


def test_two_outlets_printing_one_text_are_two_documents() -> None:
    one = Document("نص", outlet="أ", published=date(2020, 1, 1))
    other = replace(one, outlet="ب")
    assert one.sha256 == other.sha256
    assert one.key != other.key
    assert one.key == replace(one, id="called otherwise").key


def test_ids_hang_on_the_document_and_the_spans() -> None:
    span = Span(0, 1, "ا")
    assert content_id("s", "k", span, None) == content_id("s", "k", span)
    assert content_id("s", "k", span) != content_id("s", "other", span)
    assert content_id("s", "k", span).startswith("s-")


def test_digests_of_broken_text_are_still_digests() -> None:
    assert len(Document("\ud800").key) == 64


def test_every_error_survives_pickling() -> None:
    kinds = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, MusnadError)]
    assert len(kinds) > 10
    for kind in kinds:
        error = kind("a.txt", "broken", "mend it")
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is kind
        assert str(again) == "a.txt: broken (mend it)"


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("statements", 0, "act"), "haunt", "act is 'haunt'"),
        (("statements", 0, "confidence"), "high", "confidence is 'high'"),
        (("events", 0, "time"), 99, "there is no time 99"),
        (("events", 0, "place"), "nowhere", "there is no entity 'nowhere'"),
        (("events", 0, "reports", 0, "statement"), "s99", "there is no statement 's99'"),
        (("title",), ["x"], "title is ['x']"),
    ],
)
def test_a_record_from_outside_is_refused_for_a_value_of_another_kind(
    place: tuple[str | int, ...], value: object, said: str
) -> None:
    data: Any = small_json()
    assert sound_record(data) == from_json(data)
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(RecordError, match=re.escape(said)):
        sound_record(data)
