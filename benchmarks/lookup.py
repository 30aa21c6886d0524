"""How fast, how heavy and how right who and where are: characters a second, load time, memory, agreement with gold.

    python benchmarks/lookup.py [CORPUS.jsonl.gz] [--articles N] [--gold ../shared/gold/dev]

Without a corpus the shipped example is scanned again and again. Times are processor time of one core. With gold, the
names that the tables find by themselves are laid on the annotated mentions: how many are found exactly, and of those
in how many the country, the sector (a place that acts is GOV) and the Wikidata id are the annotated ones.
"""

import argparse
import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import Any

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


def agreement(folder: Path) -> Counter[tuple[str, str]]:
    """(type of entity, what is counted) → how often, over the annotated mentions of a folder of `.gold.json`."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = chosen(gold["text"])
        for entity in gold["entities"].values():
            for mention in entity["mentions"]:
                counts[entity["type"], "mentions"] += 1
                entry = found.get((mention["start"], mention["end"]))
                if entry is None:
                    continue
                counts[entity["type"], "found"] += 1
                sector = entry.sector or ("GOV" if entry.type == "GPE" else None)
                for field, value in (("country", entry.country), ("sector", sector), ("wikidata", entry.wikidata)):
                    if field in entity:
                        counts[entity["type"], field] += 1
                        counts[entity["type"], f"{field} given"] += value is not None
                        counts[entity["type"], f"{field} right"] += value == entity[field]
    return counts


def chosen(text: str) -> dict[tuple[int, int], Any]:
    """(start, end) of each name that the tables find in a text → the entry chosen; none where two fit."""
    from musnad.arabic import fold
    from musnad.knowledge import Context, knowledge, resolve_actor, resolve_place
    from musnad.knowledge.model import PLACE_TYPES

    folded = fold(text)
    matches = knowledge().scan(folded.text)
    sure = (match.candidates[0].country for match in matches if len({c.country for c in match.candidates}) == 1)
    context = Context(Counter(country for country in sure if country))
    found = {}
    for match in matches:
        resolve = resolve_place if match.candidates[0].type in PLACE_TYPES else resolve_actor
        end = folded.original(match.end - 1) + 1
        while end < len(text) and "\u064b" <= text[end] <= "\u0652":  # vowel signs belong to the word
            end += 1
        found[folded.original(match.start), end] = resolve(match.candidates, context).entry
    return found


def print_agreement(folder: Path) -> None:
    """One line a type of entity, and one for all."""
    counts = agreement(folder)
    for kind in ("GPE", "LOC", "FAC", "ORG", "PER", "NORP", "all"):
        of = {
            what: sum(n for (k, w), n in counts.items() if w == what and kind in (k, "all"))
            for what in {w for _, w in counts}
        }
        shares = [f"found {of['found'] / max(1, of['mentions']):.3f} of {of['mentions']}"]
        shares += [f"{f} {of[f'{f} right'] / max(1, of[f]):.3f} of {of[f]}" for f in ("country", "sector") if of.get(f)]
        if of.get("wikidata"):
            right, given = of["wikidata right"], of["wikidata given"]
            shares.append(f"wikidata precision {right / max(1, given):.3f} recall {right / of['wikidata']:.3f}")
        print(f"{kind}: {', '.join(shares)}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS if CORPUS.exists() else None)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--gold", type=Path, help="a folder of .gold.json files")
    options = parser.parse_args()
    if options.gold:
        print_agreement(options.gold)
        return
    seconds, megabytes = load()
    print(f"load: {seconds:.2f} s, {megabytes:.0f} MB resident with the interpreter")
    speed, names = characters_a_second(texts(options.corpus, options.articles))
    print(f"scan: {speed / 1e6:.1f} M characters a second, {names} names in {options.articles} articles")


if __name__ == "__main__":
    main()
