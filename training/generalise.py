"""How the product does on articles that nobody saw while it was built.

    python -m training.generalise [--engine grammar|model]

`training/unseen/*.jsonl` are annotations read from corpus articles for this purpose alone, in the form of
`training/labels`: nothing is learnt from them, no rule or threshold is chosen on them. Offsets only; the texts come
from the corpus.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from musnad.analysis.compose import analyse
from musnad.evaluation import evaluate
from musnad.record import Record, from_json
from training.labels import articles

FOLDER = Path(__file__).with_name("unseen")


def as_records(read: Iterable[dict[str, Any]]) -> dict[str, Record]:
    """Labelled articles as gold records, by id."""
    found = {}
    for article in read:
        entities: dict[str, Any] = {
            key: {"name_ar": e["mentions"][0]["text"] if e["mentions"] else key, "name_en": key, **e}
            for key, e in article["entities"].items()
        }
        found[article["id"]] = from_json({**article, "entities": entities})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="auto")
    engine = parser.parse_args().engine
    unseen = as_records(articles(FOLDER))
    result = evaluate(unseen, lambda document: analyse(document, engine=engine))
    print(f"== {len(unseen)} unseen articles, engine {engine}\n{result.total}")


if __name__ == "__main__":
    main()
