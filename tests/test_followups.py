"""What became of four plans of the fictional set that is shipped as an example, from text to state."""

import json
from datetime import date
from pathlib import Path

import pytest

import musnad
from musnad.corroboration.followups import FollowUp, follow_ups
from musnad.corroboration.run import corroborate
from musnad.store import Store

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles.jsonl"


def plans(path: Path, engine: str) -> list[FollowUp]:
    """What had become of the examples' plans by 25 March."""
    with Store(path) as store:
        articles = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
        store.add([musnad.read(a.pop("text"), engine=engine, **a) for a in articles])
        corroborate(store)
        return follow_ups(store, date(2031, 3, 25))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[FollowUp]]:
    folder = tmp_path_factory.mktemp("plans")
    return {engine: plans(folder / f"{engine}.db", engine) for engine in ("grammar", "model")}


@pytest.mark.parametrize(
    ("engine", "word", "state", "phases"),
    [
        ("grammar", "سيوقعان", "occurred", ["planned", "occurred"]),
        ("grammar", "تبادلا", "silent", ["planned"]),
        # The conference's words are too weak for the grammar alone.
        ("model", "مؤتمر", "cancelled", ["planned", "cancelled"]),
    ],
)
def test_what_became_of_a_plan(
    found: dict[str, list[FollowUp]], engine: str, word: str, state: str, phases: list[str]
) -> None:
    (plan,) = [f for f in found[engine] if any(s.trigger == word for s in f.history)]
    assert (plan.state, [p.status for p in plan.phases]) == (state, phases)
