"""Learn the numbers of the events layer from annotated articles; writes data/events_scores.tsv and events_weights.tsv.

    python -m training.event_weights ../shared/gold/train

learns from that folder and from the articles read beside it (training/labels): how often each word was a trigger, and
the weight of each feature in each decision (analysis/events/learn.py). Prints what folds of articles held back score.
Deterministic; run it again after a change of the inventory, of the features or of the layers below.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from musnad.analysis import events
from musnad.analysis.events.learn import install, learn, write
from musnad.analysis.events.learning import Lesson, lesson
from musnad.analysis.proposals import Proposals
from musnad.evaluation import Tally, compare, read_gold
from musnad.record import Record
from training.generalise import as_records
from training.labels import articles

FOLDS = 4
SHOWN = ("typed", "status", "attributed", "one event", "participants", "who did what to whom")
Taught = tuple[Record, Lesson]


def taught(folder: Path) -> list[Taught]:
    """The annotated articles of a folder and those of training/labels, each beside what it teaches."""
    records = read_gold(folder) | as_records(articles())
    return [(record, lesson(record)) for record in records.values()]


def held_out(every: Sequence[Taught]) -> Tally:
    """The figures of each article under numbers that its fold had no part in, by grammar alone."""
    total = Tally()
    for fold in range(FOLDS):
        install(*learn([one for i, (_, one) in enumerate(every) if i % FOLDS != fold]))
        for gold, one in every[fold::FOLDS]:
            total.add(compare(gold, _made(gold, one)))
    return total


def _made(gold: Record, one: Lesson) -> Record:
    scene = one.scene
    found = events.compose(scene.article, Proposals(), scene.names, scene.times, scene.statements)
    return Record(
        document=gold.document,
        entities=scene.names.entities,
        times=scene.times,
        statements=scene.statements,
        events=found,
        byline=scene.names.byline,
        engine="grammar",
        versions={},
    )


def main(folder: str) -> None:
    """Cross-validate, learn from all, write."""
    every = taught(Path(folder))
    figures = held_out(every).figures
    for name in SHOWN:
        print(f"held out: {name:22} {figures[name].value:.3f}")
    write(*learn([one for _, one in every]))


if __name__ == "__main__":
    main(sys.argv[1])
