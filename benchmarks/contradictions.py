"""Contradictions that a corroborated store shows, against those that were read: how many are real, by story and kind.

    python benchmarks/contradictions.py STORE [--unread 30 [--days 2013-02-10 2013-02-16]]

The judged list is tests/judged/contradictions.tsv: a verdict (1 real, 0 not; main: real and to be found), the kind, and
both sides as article ids with code points of the sentence. A story is its days: all that is shown with both sides on
them counts. What is shown and was not read yet is counted apart; `--unread` prints some of it as lines of the list.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import select

from musnad.corroboration.found import Conflict, conflicts
from musnad.store import Store, database, schema

JUDGED = Path(__file__).resolve().parent.parent / "tests" / "judged" / "contradictions.tsv"
STORIES = {
    "T-4 and Douma": (date(2018, 4, 7), date(2018, 4, 14)),
    "Iran deal": (date(2018, 5, 7), date(2018, 5, 14)),
    "Kim and Trump": (date(2018, 5, 22), date(2018, 6, 14)),
}

Pair = tuple[str, frozenset[tuple[str, int]]]


def main() -> None:
    """Print precision by story and elsewhere, the main contradictions found, or what was not read yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--unread", type=int, default=0)
    parser.add_argument("--days", nargs=2, type=date.fromisoformat, default=[date.min, date.max])
    arguments = parser.parse_args()
    verdicts = judged()
    with Store(arguments.store, create=False) as store:
        found = conflicts(store, limit=1_000_000)
        with database.reading(store.engine, store.name) as connection:
            d = schema.documents.c
            ids = {row.number: row.id or str(row.number) for row in connection.execute(select(d.number, d.id))}
    if arguments.unread:
        unread = [c for c in found if pair_of(c, ids) not in verdicts and between(c, *arguments.days)]
        for c in random.Random(6).sample(unread, min(arguments.unread, len(unread))):
            show(c, ids)
        return
    told: set[int] = set()
    for story, (first, last) in STORIES.items():
        here = [c for c in found if between(c, first, last)]
        told |= {c.number for c in here}
        report(story, [(c.kind, verdicts.get(pair_of(c, ids))) for c in here])
    rest = [c for c in found if c.number not in told]
    report("elsewhere", [(c.kind, verdicts.get(pair_of(c, ids))) for c in rest])
    shown = {pair_of(c, ids) for c in found}
    main_ones = [pair for pair, verdict in verdicts.items() if verdict == "main"]
    print(f"main ones found: {sum(pair in shown for pair in main_ones)} of {len(main_ones)}")


def judged() -> dict[Pair, str]:
    """The verdict of each contradiction that was read."""
    found = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            verdict, kind, one, start, other, begin = line.split("\t")[:6]
            found[kind, frozenset(((one, int(start)), (other, int(begin))))] = verdict
    return found


def pair_of(conflict: Conflict, ids: dict[int, str]) -> Pair:
    """A contradiction by its kind and the sentences of both sides."""
    sides = (conflict.one, conflict.other)
    return conflict.kind, frozenset((ids[s.document], s.start) for s in sides)


def between(conflict: Conflict, first: date, last: date) -> bool:
    """Whether both sides were published on these days."""
    return all(first.toordinal() <= s.published <= last.toordinal() for s in (conflict.one, conflict.other))


def report(name: str, verdicts: Sequence[tuple[str, str | None]]) -> None:
    """One line: how many are shown, how many of those read are real, by kind."""
    read = [(kind, verdict != "0") for kind, verdict in verdicts if verdict is not None]
    kinds = Counter(kind for kind, _ in read)
    real = Counter(kind for kind, right in read if right)
    parts = ", ".join(f"{kind} {real[kind]}/{n}" for kind, n in sorted(kinds.items()))
    print(f"{name}: {len(verdicts)} shown, {len(read)} read, {sum(real.values())} real ({parts or 'none'})")


def show(conflict: Conflict, ids: dict[int, str]) -> None:
    """A contradiction as a line of the judged list, the verdict left open, and what both sides say."""
    sides = (conflict.one, conflict.other)
    print("\t".join(["?", conflict.kind, *(x for s in sides for x in (ids[s.document], str(s.start)))]))
    for s in sides:
        day = date.fromordinal(s.published)
        print(f"  {day} {s.outlet} {s.by or '—'} [{s.claim}] {' '.join(s.words.split())}")


if __name__ == "__main__":
    main()
