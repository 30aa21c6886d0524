"""Count which Arabic letter follows which in news, for the recognition of encodings.

    python training/letters.py ../shared/corpus/news-2013-2018.jsonl.gz

writes src/musnad/reading/letters.tsv: for each pair of classes, -10 × the natural logarithm of how likely the second
is after the first. Single letters are all that is kept of the texts.
"""

import gzip
import json
import sys
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path

from musnad.reading.letters import CLASSES, classes_of

TABLE = Path(__file__).resolve().parent.parent / "src/musnad/reading/letters.tsv"
EVERY = 3  # a third of the articles gives the same table to the integer as all of them, almost everywhere


def main(corpus: str) -> None:
    """Count, smooth by one, write."""
    pairs: Counter[tuple[str, str]] = Counter()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n % EVERY == 0:
                row = json.loads(line)
                classes = classes_of(f"{row['title']}\n{row['text']}")
                pairs.update(pairwise(classes))
    rows = ["\t".join(["after", *CLASSES])]
    for first in CLASSES:
        counts = [pairs[first, second] + 1 for second in CLASSES]
        rows.append("\t".join([first, *(str(round(-10 * log(c / sum(counts)))) for c in counts)]))
    head = "# -10 ln p(column after row) in news; `_` is space, `.` any other usual character, `~` a vowel sign.\n"
    TABLE.write_text(head + "# Made by training/letters.py.\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
