"""Scores against gold annotations, and the gate that keeps them from falling."""

from musnad.evaluation.compare import compare, paired
from musnad.evaluation.gate import Shortfall, digest, floors, shortfalls
from musnad.evaluation.gold import Evaluation, evaluate, read_gold
from musnad.evaluation.tally import Figure, Tally

__all__ = [
    "Evaluation",
    "Figure",
    "Shortfall",
    "Tally",
    "compare",
    "digest",
    "evaluate",
    "floors",
    "paired",
    "read_gold",
    "shortfalls",
]
