"""What became of four plans of the fictional set that is shipped as an example, from text to state."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import musnad
from musnad.corroboration.followups import FollowUp, follow_ups
from musnad.corroboration.run import corroborate
from musnad.store import Store

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles.jsonl"

# By numbers learnt from 286 articles: the strike's first status, and a word just under the threshold.
READ_OTHERWISE = "the grammar reads the strike as possible and «إعمار» as no event"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[FollowUp]]:
    with Store(tmp_path_factory.mktemp("plans") / "m.db") as store:
        articles = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
        store.add([musnad.read(a.pop("text"), engine="grammar", **a) for a in articles])
        corroborate(store)
        yield follow_ups(store, date(2031, 3, 25))


@pytest.mark.parametrize(
    ("word", "state", "phases"),
    [
        ("سيوقعان", "occurred", ["planned", "occurred"]),
        pytest.param("إضراب", "occurred", ["planned", "occurred"], marks=pytest.mark.xfail(reason=READ_OTHERWISE)),
        pytest.param("إعمار", "cancelled", ["planned", "cancelled"], marks=pytest.mark.xfail(reason=READ_OTHERWISE)),
        ("تبادلا", "silent", ["planned"]),
    ],
)
def test_what_became_of_a_plan(found: list[FollowUp], word: str, state: str, phases: list[str]) -> None:
    (plan,) = [f for f in found if any(s.trigger == word for s in f.history)]
    assert (plan.state, [p.status for p in plan.phases]) == (state, phases)
