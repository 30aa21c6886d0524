"""Try values of the product's thresholds on articles that the tagger has not learnt.

    python -m training.sweep MODEL (--read NAME | --held FOLDER) [MODULE.CONSTANT=VALUE,VALUE ...]

MODEL is a folder as shipped; ``--read`` takes the articles of labels/NAME.jsonl, ``--held`` those of the outlets that
the run in FOLDER kept out, of gold/train and of labels. A constant is named below musnad.analysis
(``attribution.tagged._SURE=.7,.8,.9``); each is tried by itself with the others as they are. The tagger reads every
article once. ``--grammar`` shows what the grammar does alone.
"""

import argparse
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from musnad.analysis import compose
from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger import Tagger, tagger
from musnad.arabic.page import Page
from musnad.evaluation import evaluate
from musnad.evaluation.tally import Tally
from musnad.record import Record
from training import labels
from training.generalise import as_records

SHOWN = ("mentions", "statements", "who said what", "isnad", "content>=.9", "act", "typed", "status", "participants")


class Once:
    """A tagger that reads each text once."""

    def __init__(self, model: Tagger) -> None:
        self.model = model
        self.read: dict[str, Proposals] = {}

    def propose(self, page: Page) -> Proposals:
        """The same proposals each time."""
        if page.text not in self.read:
            self.read[page.text] = self.model.propose(page)
        return self.read[page.text]


def read(name: str) -> dict[str, Record]:
    """The articles of labels/NAME.jsonl."""
    return as_records(labels.articles(files=name))


@contextmanager
def setting(name: str, value: Any) -> Iterator[None]:
    """A constant of musnad.analysis with another value."""
    path, _, constant = name.rpartition(".")
    module = importlib.import_module(f"musnad.analysis.{path}")
    before = getattr(module, constant)
    setattr(module, constant, value)
    try:
        yield
    finally:
        setattr(module, constant, before)


def line(total: Tally) -> str:
    """The figures that thresholds move, in one line."""
    figures = dict(total)
    return "  ".join(f"{name} {figures[name].value:.3f}" for name in SHOWN if name in figures)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--read")
    parser.add_argument("--held", type=Path)
    parser.add_argument("--no-gold", action="store_true", help="with --held: not gold/train, which the grammar knows")
    parser.add_argument("--grammar", action="store_true")
    parser.add_argument("constants", nargs="*")
    options = parser.parse_intermixed_args()
    gold = not options.no_gold
    articles = as_records(labels.held(options.held, with_gold=gold)) if options.held else read(options.read)
    once = Once(tagger(1, options.model))
    compose.tagger = lambda: once  # type: ignore[assignment, misc]

    def figures(engine: str = "model") -> str:
        return line(evaluate(articles, lambda document: compose.analyse(document, engine=engine)).total)

    print(f"{len(articles)} articles\nas it is: {figures()}", flush=True)
    if options.grammar:
        print(f"grammar:  {figures('grammar')}", flush=True)
    for constant in options.constants:
        name, _, values = constant.partition("=")
        for value in map(float, values.split(",")):
            with setting(name, value):
                print(f"{name} {value}: {figures()}", flush=True)


if __name__ == "__main__":
    main()
