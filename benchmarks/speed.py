"""How fast and how heavy: articles a second on one core, memory, cold starts.

    python benchmarks/speed.py [CORPUS.jsonl.gz] [--articles N] [--engine NAME]

Without a corpus the shipped example is read again and again. What is measured is the analysis alone, in a process that
has read some articles before, as one of `musnad ingest`; reading and printing are told apart from it. Memory is the
highest resident set of a process that analysed all of them.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mamluk-moscow.txt"
CORPUS = ROOT.parent / "shared" / "corpus" / "news-2013-2018.jsonl.gz"
RUNS = 5


def texts(corpus: Path | None, count: int) -> list[dict[str, str]]:
    """Every so-manieth article of the corpus, or the example as often as asked."""
    if corpus is None:
        return [{"text": EXAMPLE.read_text(encoding="utf-8"), "published": "2016-08-31"}] * count
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return rows[:: max(1, len(rows) // count)][:count]


def articles_a_second(rows: list[dict[str, str]], engine: str) -> tuple[float, float]:
    """Articles a second of processor time (one core), and their words on average."""
    from musnad.analysis.compose import analyse
    from musnad.engines.work import settle
    from musnad.reading import document

    documents = [document(r["text"], title=r.get("title"), published=r["published"]) for r in rows]
    for one in documents[:20]:  # tables load on first use
        analyse(one, engine=engine)
    settle()
    start = process_time()
    for one in documents:
        analyse(one, engine=engine)
    words = sum(len(d.text.split()) for d in documents) / len(documents)
    return len(documents) / (process_time() - start), words


def cold_start(*arguments: str) -> float:
    """Seconds of a fresh `musnad` process, the best of a few: what the machine does besides is not ours."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        subprocess.run([sys.executable, "-m", "musnad", *arguments], check=True, capture_output=True)
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS if CORPUS.exists() else None)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--engine", default="grammar")
    asked = parser.parse_args()
    rows = texts(asked.corpus, asked.articles)
    rate, words = articles_a_second(rows, asked.engine)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read = cold_start("read", str(EXAMPLE), "--published", "2016-08-31", "--engine", asked.engine)
    print(f"source                    {asked.corpus or EXAMPLE}, {len(rows)} articles of {words:.0f} words")
    print(f"articles a second a core  {rate:.0f}")
    print(f"memory at most            {peak:.0f} MB")
    print(f"cold start of --help      {cold_start('--help'):.2f} s")
    print(f"cold start of read        {read:.2f} s")


if __name__ == "__main__":
    main()
