"""Count how often each rule that finds a source finds the right originator; writes data/source_rules.tsv.

    python training/source_rules.py ../shared/gold/train

Runs the grammar over every *.gold.json of the folder and pairs statements whose cues overlap. The shares calibrate
`confidence`. Run it after training/cue_scores.py and whenever a rule of the chains changes.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from musnad.analysis import attribution, names, times
from musnad.analysis.article import Article
from musnad.analysis.proposals import Proposals
from musnad.record import Link, Record, Statement, from_json

TARGET = Path(__file__).parents[1] / "src/musnad/analysis/data/source_rules.tsv"
HEADER = (
    "# How often a rule that finds the source of a statement was right about the originator in the annotated training\n"
    "# articles, where the statement itself was one. Written by training/source_rules.py.\nrule\tseen\tright\n"
)


def same(gold: Link, made: Link, record: Record, entities: dict) -> bool:
    """Whether two links stand for one source: a mention in common, or overlapping words."""
    if gold.entity and made.entity:
        theirs = {(m.start, m.end) for m in record.entities[gold.entity].mentions}
        return any((m.start, m.end) in theirs for m in entities[made.entity].mentions)
    a, b = gold.anonymous, made.anonymous
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def rule_of(statement: Statement) -> str:
    """The rule that found a statement's source, without what it noted beside."""
    found = [r.by for r in statement.why if r.by.startswith("grammar:source:")]
    return found[-1].removeprefix("grammar:source:").split(",")[0]


def count(folder: Path) -> tuple[Counter, Counter]:
    """Uses and right uses by rule."""
    seen: Counter = Counter()
    right: Counter = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        record = from_json(json.loads(path.read_text(encoding="utf-8")))
        article = Article.of(record.document)
        proposals = Proposals(
            mentions=names.propose(article), times=times.propose(article), cues=attribution.propose(article)
        )
        found = names.compose(article, proposals)
        for made in attribution.compose(article, proposals, found, times.compose(article, proposals)):
            pair = next((g for g in record.statements if g.cue and made.cue and _overlap(g, made)), None)
            if pair is not None and made.chain:
                seen[rule_of(made)] += 1
                right[rule_of(made)] += same(pair.chain[-1], made.chain[-1], record, found.entities)
    return seen, right


def _overlap(one: Statement, other: Statement) -> bool:
    assert one.cue is not None
    assert other.cue is not None
    return one.cue.start < other.cue.end and other.cue.start < one.cue.end


def main(folder: str) -> None:
    """Count and write."""
    seen, right = count(Path(folder))
    lines = [f"{rule}\t{seen[rule]}\t{right[rule]}" for rule in sorted(seen)]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
