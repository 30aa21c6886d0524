"""How often cuts of Arabic news, re-encoded, are read right, wrong, or refused.

python benchmarks/encodings.py ../shared/corpus/news-2013-2018.jsonl.gz
"""

import gzip
import json
import sys
from collections import Counter

from musnad.errors import NotText
from musnad.reading.decode import LEGACY, decode

CUTS = (20, 40, 80, 160, 1000)
WIDE = ("utf-8", "utf-16-le", "utf-16-be")
EVERY = 29  # not a multiple of the every third article that the table of letters was counted on


def encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding; characters it lacks become their plain cousins or a question mark."""
    if encoding in ("iso-8859-6", "cp720"):
        text = text.translate({ord(c): '"' for c in "«»“”"} if encoding == "iso-8859-6" else {})
    text = text.replace("–", "-").replace("…", "...").replace("ی", "ي")
    return text.encode(encoding, "replace")


def main(corpus: str) -> None:
    """One row an encoding and length."""
    counts: Counter[tuple[str, int, str]] = Counter()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if n % EVERY or n % 3 == 0:
                continue
            text = json.loads(line)["text"]
            for cut in CUTS:
                piece = text[:cut]
                if len(piece) < cut:
                    continue
                for encoding in (*LEGACY, *WIDE):
                    data = encoded(piece, encoding)
                    try:
                        outcome = "right" if decode(data, "cut").text == data.decode(encoding) else "wrong"
                    except NotText:
                        outcome = "refused"
                    counts[encoding, cut, outcome] += 1
    print(f"{'encoding':14}{'characters':>10}{'right':>8}{'wrong':>8}{'refused':>9}{'of':>6}")
    for encoding in (*LEGACY, *WIDE):
        for cut in CUTS:
            right, wrong, refused = (counts[encoding, cut, o] for o in ("right", "wrong", "refused"))
            of = right + wrong + refused
            print(f"{encoding:14}{cut:>10}{right / of:>8.3f}{wrong / of:>8.3f}{refused / of:>9.3f}{of:>6}")


if __name__ == "__main__":
    main(sys.argv[1])
