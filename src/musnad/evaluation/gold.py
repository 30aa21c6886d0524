"""Gold annotations from a folder, and a whole evaluation over them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import MissingInput, RecordError
from musnad.evaluation.compare import compare
from musnad.evaluation.tally import Tally
from musnad.record import Document, Record, from_json

SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of each article by its name, and of all together."""

    each: dict[str, Tally]
    total: Tally


def read_gold(folder: Path) -> dict[str, Record]:
    """All annotations NAME.gold.json of a folder, by name, in the order of names.

    Raises MissingInput where there are none, RecordError where one does not hold together.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise MissingInput(str(folder), f"no *{SUFFIX} in it", "give the folder of annotated articles")
    gold = {}
    for path in paths:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise RecordError(str(path), f"not JSON: {error}") from error
        gold[path.name.removesuffix(SUFFIX)] = from_json(data)
    return gold


def evaluate(gold: dict[str, Record], analyse: Callable[[Document], Record]) -> Evaluation:
    """Analyse every article of `gold` from its bare document and compare; counts add up over the articles."""
    each = {name: compare(record, analyse(record.document)) for name, record in gold.items()}
    return Evaluation(each, _sum(each.values()))


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total
