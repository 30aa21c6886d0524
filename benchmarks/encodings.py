"""How often pieces of Arabic news, re-encoded, are read right, noted, refused, or silently wrong.

    python benchmarks/encodings.py ../shared/corpus/news-2013-2018.jsonl.gz [--samples 120]

`--samples` pieces of 12 to 2,000 characters an encoding, from articles that the table of letters was not counted on,
each as it stands and inside a web page that declares no encoding, its own, or a wrong one, in turn. Deterministic.
"""

import argparse
import codecs
import gzip
import json
import random
import re
from collections import Counter
from pathlib import Path

from musnad.errors import NotText
from musnad.reading.decode import LEGACY, decode

ENCODINGS = {
    **{name: (name, b"") for name in LEGACY},
    "utf-8": ("utf-8", b""),
    "utf-8, mark": ("utf-8", codecs.BOM_UTF8),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-be": ("utf-16-be", b""),
    "utf-16-le, mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be, mark": ("utf-16-be", codecs.BOM_UTF16_BE),
}
SHORTEST, LONGEST, ENOUGH = 12, 2000, 80
OUTCOMES = ("right", "noted", "refused", "wrong")
# What an encoding lacks is written with the marks it has, as a keyboard of its time would.
PLAIN = str.maketrans({"–": "-", "—": "-", "…": ".", "ی": "ي", "\u200f": "", "\u200e": "", "\u00a0": " "})
QUOTES = str.maketrans(dict.fromkeys("«»“”", '"'))
PAGE = "<!DOCTYPE html>\n<html><head>{meta}<title>{title}</title></head>\n<body><p>{text}</p></body></html>"
META = '<meta charset="{}">'


def encoded(text: str, encoding: str) -> tuple[str, bytes]:
    """The text as the encoding can hold it, and its bytes."""
    if encoding in LEGACY:
        text = text.translate(PLAIN)
        if encoding in ("iso-8859-6", "cp720"):
            text = text.translate(QUOTES)
    data = text.encode(encoding, "replace")
    return data.decode(encoding), data


def outcome(data: bytes, text: str) -> str:
    """What became of bytes that hold this text."""
    declared = re.search(rb'charset="([^"]+)"', data[:1024])
    try:
        got = decode(data, "piece", declared=declared[1].decode() if declared else None)
    except NotText:
        return "refused"
    if got.text == text:
        return "right"
    return "noted" if got.notes else "wrong"


def pieces(corpus: Path, count: int, chance: random.Random) -> list[str]:
    """Pieces of articles, their lengths even on a logarithmic scale, beginning anywhere."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        # The table was counted on every third article.
        texts = [json.loads(line)["text"] for n, line in enumerate(lines) if n % 3]
    found = []
    for n in range(count):
        length = round(SHORTEST * (LONGEST / SHORTEST) ** (n / (count - 1)))
        text = chance.choice([t for t in chance.sample(texts, 40) if len(t) >= length] or texts)
        start = chance.randrange(max(1, len(text) - length))
        found.append(text[start : start + length])
    return found


def main() -> None:
    """One row an encoding, for long enough pieces and for the shorter ones, as they stand and in pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--samples", type=int, default=120)
    given = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    chance = random.Random(7)
    for name, (encoding, mark) in ENCODINGS.items():
        for n, piece in enumerate(pieces(given.corpus, given.samples, chance)):
            other = "utf-8" if encoding != "utf-8" else "windows-1256"
            meta = ("", META.format(encoding), META.format(other))[n % 3]
            page = PAGE.format(meta=meta, title=piece[:40].split("\n")[0], text=piece)
            for form, content in (("bare", piece), ("page", page)):
                text, data = encoded(content, encoding)
                length = "short" if len(piece) < ENOUGH else "enough"
                counts[f"{name:18}{form:6}", length, outcome(mark + data, text)] += 1
    print(f"{'':24}" + "".join(f"{length:>8}" + "".join(f"{o:>9}" for o in OUTCOMES) for length in (">= 80", "< 80")))
    for row in dict.fromkeys(row for row, _, _ in counts):
        line = row
        for length in ("enough", "short"):
            total = sum(counts[row, length, o] for o in OUTCOMES)
            line += f"{total:>8}" + "".join(f"{counts[row, length, o] / total:>9.3f}" for o in OUTCOMES)
        print(line)
    total = sum(n for (_, length, _), n in counts.items() if length == "enough")
    right = sum(n for (_, length, o), n in counts.items() if length == "enough" and o == "right")
    wrong = sum(n for (_, _, o), n in counts.items() if o == "wrong")
    print(f"from {ENOUGH} characters on {right / total:.4f} right; silently wrong at any length: {wrong}")


if __name__ == "__main__":
    main()
