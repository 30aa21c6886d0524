"""How far two careful readers agree: what a tagger or grammar cannot be asked to pass.

    python -m training.agreement

`training/again/*.jsonl` are articles of gold/train annotated once more under the same guidelines by readers who did not
see the first annotation, in the form of `training/labels`. The second reading is scored against the first as the
product's records are. Nothing is learnt from it.
"""

from pathlib import Path

from musnad.evaluation import evaluate
from training import corpus, labels
from training.generalise import as_records

FOLDER = Path(__file__).with_name("again")


def main() -> None:
    """Command line."""
    again = {label["id"]: label for path in sorted(FOLDER.glob("*.jsonl")) for label in labels.lines(path)}
    first = {article["id"]: article for article in corpus.gold("train") if article["id"] in again}
    second = [labels.joined(again[name], article) for name, article in first.items()]
    read = {record.document.key: record for record in as_records(second).values()}
    result = evaluate(as_records(first.values()), lambda document: read[document.key])
    print(f"== {len(first)} articles, read twice\n{result.total}")


if __name__ == "__main__":
    main()
