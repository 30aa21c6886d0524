"""Evaluation: the same figures as the annotators' own scorer, and the gate."""

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from musnad.errors import MissingInput, RecordError
from musnad.evaluation import Figure, Tally, compare, digest, evaluate, floors, read_gold, shortfalls
from musnad.record import Record, dumps, from_json, to_json
from small import small_json


def test_a_record_compared_with_itself_is_right_throughout(small_record: Record) -> None:
    tally = compare(small_record, small_record)
    assert {name for name, figure in tally if figure.value != 1 and figure.gold} == set()
    assert tally.figures["statements"] == Figure(5, 5, 5)
    assert tally.figures["one event"] == Figure(3, 3, 3)
    assert tally.figures["target"] == Figure(1, 1)


def test_an_empty_record_finds_nothing(small_record: Record) -> None:
    tally = compare(small_record, Record(small_record.document, {}))
    assert all(figure.value == 0 for _, figure in tally)
    assert tally.figures["isnad"] == Figure(0, 5, 0)
    assert tally.figures["directness"] == Figure(0, 0)


def test_keys_and_ids_do_not_matter(small_record: Record) -> None:
    renamed = json.loads(json.dumps(small_json()).replace('"halwani"', '"x1"').replace('"s2"', '"y"'))
    assert all(figure.value == 1 for _, figure in compare(small_record, from_json(renamed)) if figure.gold)


def test_what_each_error_costs(small_record: Record) -> None:
    data = small_json()
    data["statements"][1]["chain"].pop(0)  # the agency is forgotten
    data["statements"][2]["act"] = "reject"
    data["events"][1]["reports"][0]["status"] = "occurred"
    data["entities"]["oujda"]["mentions"] = data["entities"]["rabat"]["mentions"][:1]
    data["entities"]["rabat"]["mentions"] = data["entities"]["rabat"]["mentions"][1:]
    tally = compare(small_record, from_json(data))
    assert tally.figures["who said what"] == Figure(5, 5, 5)
    assert tally.figures["isnad"] == Figure(4, 5, 5)
    assert tally.figures["act"] == Figure(4, 5)
    assert tally.figures["status"] == Figure(3, 4)
    assert tally.figures["mentions"] == Figure(6, 7, 6)
    assert tally.figures["coreference"] == Figure(1, 2, 1)


def test_counts_add_up_over_articles() -> None:
    tally = Tally()
    tally.count("times", 1, 2, 4)
    tally.count("times", 1, 2, 0)
    assert tally.figures["times"] == Figure(2, 4, 4)
    assert str(tally).startswith("times                  F1 0.500   P 0.500  R 0.500   (2 right of 4 gold, 4 made)")


def test_gold_is_read_by_name(tmp_path: Path, small_record: Record) -> None:
    (tmp_path / "b.gold.json").write_text(dumps(small_record), encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(small_json()), encoding="utf-8")
    assert list(read_gold(tmp_path)) == ["a", "b"]
    (tmp_path / "c.gold.json").write_text("{", encoding="utf-8")
    with pytest.raises(RecordError, match=r"c\.gold\.json: not JSON"):
        read_gold(tmp_path)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="give the folder of annotated articles"):
        read_gold(tmp_path)


def test_the_gate_names_what_fell() -> None:
    _, least = floors()
    good = Tally({name: Figure(1000, 1000) for name in least})
    assert shortfalls(good) == []
    good.figures["isnad"] = Figure(1, 1000)
    assert [str(s) for s in shortfalls(good)] == [f"isnad: 0.001 is below its floor {least['isnad']:.3f}"]


def _scorer(gold_dev: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", gold_dev.parent / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module


def _damaged(record: Record, n: int) -> Record:
    """A record with errors of many kinds, in a fixed pattern, so that no figure is trivially 0 or 1."""
    keys = sorted(record.entities)
    merged = {k: record.entities[k] for i, k in enumerate(keys) if i % 5 != n % 5}
    kept = {k: replace(e, mentions=e.mentions[: 1 + i % 3], country=e.country if i % 4 else "XXX")
            for i, (k, e) in enumerate(merged.items())}  # fmt: skip
    statements = tuple(
        replace(
            s,
            chain=s.chain[i % 2 :] or s.chain,
            act="say" if i % 3 == 0 else s.act,
            cue=None if i % 7 == 0 else s.cue,
            content=tuple(record.document.span(c.start, c.end - (c.end - c.start) * (i % 4) // 4) for c in s.content),
            target=s.target if i % 2 else None,
        )
        for i, s in enumerate(record.statements)
        if i % 6 != n % 6
    )
    events = tuple(
        replace(
            e,
            type="ASSAULT" if i % 8 == 0 else e.type,
            mode=None if i % 3 == 0 else e.mode,
            actors=e.recipients if i % 4 == 0 else e.actors,
            reports=e.reports[i % 2 :] or e.reports,
            place=e.place if e.place in kept else None,
        )
        for i, e in enumerate(record.events)
        if i % 5 != n % 5
    )
    return replace(record, entities=kept, statements=statements, events=events)


def test_the_figures_are_those_of_the_annotators_scorer(gold_dev: Path) -> None:
    scorer = _scorer(gold_dev)
    theirs, ours = scorer.Tally(), Tally()
    for n, record in enumerate(read_gold(gold_dev).values()):
        damaged = _damaged(record, n)
        theirs.add(scorer.Comparison(to_json(record), to_json(damaged)).run())
        ours.add(compare(record, damaged))
    assert ours.as_json() == dict(theirs.rows())
    assert 0.2 < ours.figures["isnad"].value < 0.9


def test_the_grammar_stays_above_its_floors(gold_dev: Path) -> None:
    compose = pytest.importorskip("musnad.analysis.compose")
    sha256, _ = floors()
    if digest(gold_dev) != sha256:
        pytest.skip("../shared/gold/dev is not the data the floors were set on")
    total = evaluate(read_gold(gold_dev), lambda document: compose.analyse(document, engine="grammar")).total
    assert [str(s) for s in shortfalls(total)] == []
