"""Learn who speaks at a cue that names nobody from annotated articles; writes data/originator_weights.tsv.

    python -m training.originator_weights ../shared/gold/train RUN [--model FOLDER]

learns from that folder and the articles read beside it (training/labels) with the grammar alone, and once more with the
tagger (FOLDER, or the shipped one) from those that RUN, the folder of a training run with its held_out.json, kept out.
One choice a statement, among the candidates of attribution/originators.py. Prints how often the choice is right on
outlets held back. Who has spoken before depends on the choices before, so that it is run twice after a change.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from musnad.analysis import compose as layers
from musnad.analysis import names, times
from musnad.analysis.article import Article
from musnad.analysis.attribution.compose import drafted, statements
from musnad.analysis.attribution.nesting import outer_of
from musnad.analysis.attribution.originators import INSIDE, TOP, logit
from musnad.analysis.attribution.scene import Scene
from musnad.analysis.events.fitting import Features, fit_choices
from musnad.analysis.named import Names
from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger import tagger
from musnad.arabic import Page
from musnad.evaluation import paired
from musnad.record import Record, Time
from training.cue_weights import records
from training.generalise import as_records
from training.labels import from_run, held

TARGET = Path(__file__).parents[1] / "src/musnad/analysis/data/originator_weights.tsv"
HEADER = (
    "# What speaks for and against somebody being the originator of a statement whose cue names nobody, in log odds:\n"
    "# of a main clause (top) and within another's statement (inside). Features: attribution/originators.py.\n"
    "# Written by training/originator_weights.py.\n"
    "decision\tfeature\tweight\n"
)
FOLDS = 5
PENALTY = 3.0  # swept 1–8 on held-out outlets: flat
SMALL = 0.01  # a weight that cannot change a decision is left out

Propose = Callable[[Page], Proposals]
Weights = dict[str, float]


class Case(NamedTuple):
    """One choice: the article's outlet, the decision, and the candidates with whether they are right."""

    outlet: str
    decision: str
    candidates: tuple[tuple[Features, bool], ...]


def layers_below(record: Record, tag: Propose | None) -> tuple[Article, Proposals, Names, tuple[Time, ...]]:
    """What attribution builds on in an article."""
    article = Article.of(record.document)
    proposals = layers.propose(article)
    if tag is not None:
        proposals.add(tag(article.page))
    return article, proposals, names.compose(article, proposals), times.compose(article, proposals)


def cases(record: Record, tag: Propose | None) -> Iterable[Case]:
    """The choices of an annotated article, as the grammar meets them, alone or with a tagger."""
    article, proposals, found, when = layers_below(record, tag)
    scene = Scene.of(article, found, when)
    drafts = drafted(scene, proposals)
    said = statements(scene, drafts)
    made = Record(record.document, entities=found.entities, times=when, statements=said)
    pairs, same = paired(record, made)
    gold = {statement.id: one for one, statement in pairs if one.chain}
    for draft, statement in zip(drafts, said, strict=True):
        if draft.implied and draft.candidates and statement.id in gold:
            told = gold[statement.id].chain[-1]
            some = tuple((one.features, same(told, link)) for link, one in draft.candidates.items())
            yield Case(record.document.outlet or "", INSIDE if outer_of(draft) is not None else TOP, some)


def right(some: Iterable[Case], weights: Weights) -> int:
    """How often the likeliest candidate is right."""
    return sum(max(case.candidates, key=lambda c: logit(weights, c[0]))[1] for case in some)


def held_back(some: Sequence[Case]) -> int:
    """How often the choice is right on outlets that taught nothing."""
    sizes, fold_of = [0] * FOLDS, {}
    for outlet, n in Counter(case.outlet for case in some).most_common():
        fold_of[outlet] = sizes.index(min(sizes))
        sizes[fold_of[outlet]] += n
    total = 0
    for fold in range(FOLDS):
        weights = fit_choices([c.candidates for c in some if fold_of[c.outlet] != fold], PENALTY)
        total += right((c for c in some if fold_of[c.outlet] == fold), weights)
    return total


def main() -> None:
    """Cross-validate, fit on all, write."""
    options = from_run(__doc__)
    every = [case for record in records(options.gold) for case in cases(record, None)]
    tag = tagger(1, options.model).propose
    every += [case for record in as_records(held(options.run)).values() for case in cases(record, tag)]
    lines = []
    for decision in (TOP, INSIDE):
        some = [case for case in every if case.decision == decision]
        known = sum(any(hit for _, hit in case.candidates) for case in some)
        print(f"{decision}: {held_back(some)} right on outlets held back, {known} have a right one, of {len(some)}")
        weights = fit_choices([case.candidates for case in some], PENALTY)
        lines += [f"{decision}\t{f}\t{w:.3f}" for f, w in sorted(weights.items()) if abs(w) >= SMALL]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
