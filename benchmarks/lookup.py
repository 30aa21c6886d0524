"""How fast and how heavy who and where are: characters a second, load time, memory.

    python benchmarks/lookup.py [CORPUS.jsonl.gz] [--articles N]

Without a corpus the shipped example is scanned again and again. Times are processor time of one core.
"""

import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mamluk-moscow.txt"
CORPUS = ROOT.parent / "shared" / "corpus" / "news-2013-2018.jsonl.gz"
RUNS = 5

_LOAD = """
import resource, time
import musnad.knowledge
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
base = musnad.knowledge.knowledge()
took = time.process_time() - start
base.scan("دمشق")
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def texts(corpus: Path | None, count: int) -> list[str]:
    """Every so-manieth article of the corpus, or the example as often as asked."""
    if corpus is None:
        return [EXAMPLE.read_text(encoding="utf-8")] * count
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line in lines]
    return rows[:: max(1, len(rows) // count)][:count]


def load() -> tuple[float, float]:
    """Seconds to open the knowledge and the highest resident set (MB) of a fresh process that did: the best of some."""
    runs = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, done.stdout.split())
        runs.append((seconds, megabytes))
    return min(runs)


def characters_a_second(articles: list[str]) -> tuple[float, int]:
    """Characters of folded text scanned in a second, and names found."""
    from musnad.arabic import fold
    from musnad.knowledge import knowledge

    base = knowledge()
    folded = [fold(article).text for article in articles]
    base.scan(folded[0])
    best, names = 0.0, 0
    for _ in range(RUNS):
        start = process_time()
        names = sum(len(base.scan(text)) for text in folded)
        best = max(best, sum(map(len, folded)) / (process_time() - start))
    return best, names


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS if CORPUS.exists() else None)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    seconds, megabytes = load()
    print(f"load: {seconds:.2f} s, {megabytes:.0f} MB resident with the interpreter")
    speed, names = characters_a_second(texts(options.corpus, options.articles))
    print(f"scan: {speed / 1e6:.1f} M characters a second, {names} names in {options.articles} articles")


if __name__ == "__main__":
    main()
