"""Speed of the shipped tagger on corpus articles of about 300 words: whole, and the bare encoder in the same run.

python benchmarks/tagger.py [--articles 40] [--threads 1] [--model FOLDER]
"""

import argparse
import gzip
import json
import time
from pathlib import Path

from musnad.analysis.tagger import MODEL_FOLDER, batches, tagger
from musnad.analysis.tagger_text import cut
from musnad.arabic import lay_out

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "news-2013-2018.jsonl.gz"


def texts(count: int) -> list[str]:
    """The first articles of 250 to 350 words."""
    found = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if 250 <= len(article["text"].split()) <= 350:
                found.append(f"{article['title']}\n{article['text']}")
            if len(found) == count:
                break
    return found


def main() -> None:
    """Print loading time, articles a second of the whole tagger and of the encoder alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    options = parser.parse_args()
    begun = time.perf_counter()
    model = tagger(options.threads, options.model)
    print(f"loaded in {time.perf_counter() - begun:.2f} s")
    pages = [lay_out(text) for text in texts(options.articles)]
    model.propose(pages[0])
    subwords, encoder, whole = 0, 0.0, 0.0
    for page in pages:
        begun = time.process_time()
        model.propose(page)
        whole += time.process_time() - begun
        some = list(batches(page, cut(page, model.tokenizer)))
        begun = time.process_time()
        for batch in some:
            model.scorer(*batch.inputs)
        encoder += time.process_time() - begun
        subwords += sum(int(batch.mask.sum()) for batch in some)
    count = len(pages)
    print(
        f"{count / whole:.2f} articles a second of processor time, {count / encoder:.2f} the bare model "
        f"({subwords / encoder:.0f} subwords/s, {subwords / count:.0f} an article): {encoder / whole:.0%} of its speed"
    )


if __name__ == "__main__":
    main()
