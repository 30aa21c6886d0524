"""Labels that the product itself gives further articles, to be learnt from before the read ones (self-training).

    python -m training.silver TEACHER --held FOLDER [--articles 1100]

TEACHER is a model folder as shipped, of the run in FOLDER that kept whole outlets out: none of their articles is taken,
none that is labelled or shares a line with a labelled one. Where tagger and grammar agree the product is right more
often than either; what is written to silver/labels.jsonl.gz is spans and labels, without a word of the articles.
"""

import argparse
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from musnad.analysis import compose
from musnad.analysis.tagger import tagger
from musnad.record import Document, to_json
from training import corpus, generalise, labels

SEED = 5
SHORTEST, LONGEST = 120, 400  # words
KEPT = {
    "entities": ("type", "mentions"),
    "times": ("span", "type", "value"),
    "statements": ("cue", "source", "chain", "content", "directness", "act", "target", "addressee", "setting"),
    "events": ("type", "mode", "reports", "actors", "recipients", "place", "time"),
}


def chosen(count: int, held: set[str]) -> list[dict[str, Any]]:
    """Articles of all outlets in turn that no label knows, drawn by seed."""
    used = {a["id"] for folder in (labels.FOLDER, generalise.FOLDER) for a in labels.articles(folder)}
    known = {
        line.strip()
        for part in ("train", "dev")
        for a in corpus.gold(part)
        for line in a["text"].split("\n")
        if len(line.strip()) > 25
    }
    by_outlet: dict[str, list[dict[str, Any]]] = {}
    for article in corpus.articles():
        text = corpus.text_of(article)
        if article["outlet"] in held or article["id"] in used or not SHORTEST <= len(text.split()) <= LONGEST:
            continue
        if not any(line.strip() in known for line in text.split("\n")):
            by_outlet.setdefault(article["outlet"], []).append(article)
    random = np.random.default_rng(SEED)
    shuffled = {o: [by_outlet[o][i] for i in random.permutation(len(by_outlet[o]))] for o in sorted(by_outlet)}
    found: list[dict[str, Any]] = []
    while len(found) < count and any(shuffled.values()):
        found += [articles.pop() for articles in shuffled.values() if articles]
    return found[:count]


def label(article: dict[str, Any]) -> dict[str, Any]:
    """What the product says of one article, as spans and labels."""
    published = date.fromisoformat(article["published"][:10]) if article["published"] else None
    document = Document(corpus.text_of(article), id=article["id"], outlet=article["outlet"], published=published)
    record = to_json(compose.analyse(document, engine="model"))
    entities = {key: _only(entity, "entities") for key, entity in record["entities"].items()}
    lists = {part: [_only(one, part) for one in record[part]] for part in ("times", "statements", "events")}
    return {"id": article["id"], **_bare({"entities": entities, **lists})}


def _only(value: dict[str, Any], part: str) -> dict[str, Any]:
    return {key: value[key] for key in KEPT[part] if key in value}


def _bare(value: Any) -> Any:
    """Spans as [start, end]."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            return [value["start"], value["end"]]
        return {key: _bare(one) for key, one in value.items()}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=1100)
    options = parser.parse_args()
    held = set(json.loads((options.held / "held_out.json").read_text(encoding="utf-8")))
    model = tagger(1, options.teacher)
    compose.tagger = lambda: model  # type: ignore[assignment, misc]
    labels.SILVER.mkdir(exist_ok=True)
    with gzip.open(labels.SILVER / "labels.jsonl.gz", "wt", encoding="utf-8", compresslevel=9) as out:
        for article in chosen(options.articles, held):
            out.write(json.dumps(label(article), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
