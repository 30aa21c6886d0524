"""Learn the numbers of the events layer from annotated articles; writes data/events_scores.tsv and events_weights.tsv.

    python -m training.event_weights ../shared/gold/train [--without FILES]

learns from that folder and from the articles read beside it (training/labels, but for FILES): how often each word was a
trigger, and the weight of each feature in each decision (analysis/events/learn.py). Prints what folds of articles held
back score. Deterministic; run it again after a change of the inventory, of the features or of the layers below.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from musnad.analysis import events
from musnad.analysis.events.learn import install, learn, write
from musnad.analysis.events.learn_parties import Told, learn_parties
from musnad.analysis.events.learn_parties import told as told_events
from musnad.analysis.events.learning import Lesson, lesson
from musnad.analysis.proposals import Proposals
from musnad.evaluation import Tally, compare, read_gold
from musnad.record import Record
from training.generalise import as_records
from training.labels import articles

FOLDS = 3
SHOWN = ("typed", "status", "attributed", "one event", "participants", "who did what to whom")
Taught = tuple[Record, Lesson]


def taught(folder: Path, without: str | None = None) -> list[Taught]:
    """The annotated articles of a folder and those of training/labels, each beside what it teaches."""
    kept_out = {article["id"] for article in articles(files=without)} if without else set()
    records = read_gold(folder) | as_records(a for a in articles() if a["id"] not in kept_out)
    return [(record, lesson(record)) for record in records.values()]


def held_out(every: Sequence[Taught]) -> tuple[Tally, list[Told]]:
    """The figures of each article under numbers that its fold had no part in, by grammar alone, and all events so told.

    Who takes part together is learnt from events told under such numbers: under those learnt from itself every report
    would seem surer than it is. For a fold's figures it is learnt from the other folds.
    """
    numbers, examples = [], []
    for fold in range(FOLDS):
        numbers.append(learn([one for i, (_, one) in enumerate(every) if i % FOLDS != fold]))
        install(*numbers[fold])
        examples.append([told for _, one in every[fold::FOLDS] for told in told_events(one)])
    total = Tally()
    for fold, (rates, learnt) in enumerate(numbers):
        others = [told for i, some in enumerate(examples) if i != fold for told in some]
        install(rates, learnt | learn_parties(others))
        for gold, one in every[fold::FOLDS]:
            total.add(compare(gold, _made(gold, one)))
    return total, [told for some in examples for told in some]


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


def main() -> None:
    """Cross-validate, learn from all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--without", metavar="FILES", help="keep these of training/labels out, to be measured on")
    options = parser.parse_args()
    every = taught(options.gold, options.without)
    total, examples = held_out(every)
    for name in SHOWN:
        print(f"held out: {name:22} {total.figures[name].value:.3f}")
    rates, learnt = learn([one for _, one in every])
    write(rates, learnt | learn_parties(examples))


if __name__ == "__main__":
    main()
