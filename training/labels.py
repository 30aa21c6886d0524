"""Labels of further corpus articles, kept apart from gold: by careful reading, or by the product itself (silver).

``training/labels/*.jsonl`` (``training/silver/*.jsonl.gz``): one article a line, in the form of a ``.gold.json``
without its text: ``id`` is the corpus article's, every span ``[start, end]`` in code points of headline + newline +
body. ``weight`` (default 1) says how much such an article counts.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from musnad.analysis.tagger import MODEL_FOLDER
from training import corpus

FOLDER = Path(__file__).with_name("labels")
SILVER = Path(__file__).with_name("silver")


def _spans(value: Any, text: str) -> Any:
    """[start, end] pairs become {"start", "end", "text"}, wherever they stand."""
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(v, int) and not isinstance(v, bool) for v in value):
            start, end = value
            if not 0 <= start < end <= len(text):
                raise ValueError(f"span {value} is outside the text")
            return {"start": start, "end": end, "text": text[start:end]}
        return [_spans(v, text) for v in value]
    if isinstance(value, dict):
        return {k: v if k == "start" else _spans(v, text) for k, v in value.items()}
    return value


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The labels of one file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def joined(label: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
    """A label with the text, outlet and date of its article, in the form of gold; ValueError where it cannot be one."""
    if nowhere := [key for key, entity in label["entities"].items() if not entity["mentions"]]:
        raise ValueError(f"{label['id']}: no mention of {', '.join(nowhere)}")
    return {**_spans(label, article["text"]), **{key: article[key] for key in ("text", "outlet", "published")}}


def articles(folder: Path = FOLDER, files: str = "*") -> list[dict[str, Any]]:
    """The read articles of those files (patterns of names, with blanks between) joined with the corpus, in the form of
    gold; none that stands in gold/dev."""
    paths = sorted({path for pattern in files.split() for path in folder.glob(f"{pattern}.jsonl*")})
    wanted = {label["id"]: label for path in paths for label in lines(path)}
    held_out = corpus.held_out_texts() if wanted else set()
    found = []
    for article in corpus.articles() if wanted else ():
        label = wanted.get(article["id"])
        if label is None or corpus.is_held_out(article, held_out):
            continue
        found.append(joined(label, {**article, "text": corpus.text_of(article)}))
    return found


def held(run: Path, *, with_gold: bool = True) -> list[dict[str, Any]]:
    """The articles that a training run kept out (its held_out.json names outlets, or single articles): of labels, and
    of gold/train if wanted."""
    names = set(json.loads((run / "held_out.json").read_text(encoding="utf-8")))
    every = [*(corpus.gold("train") if with_gold else ()), *articles()]
    return [a for a in every if a["outlet"] in names or a["id"] in names]


def from_run(about: str | None) -> argparse.Namespace:
    """The command line of what learns beside a tagger: gold, the RUN whose kept-out articles teach, and its `model`."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    return parser.parse_args()
