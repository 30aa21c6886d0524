"""Arabic script: folding with an offset map, words and their clitics, quotation marks, sentences."""

from musnad.arabic.fold import Folded, fold, fold_text
from musnad.arabic.page import Page, Sentence, lay_out
from musnad.arabic.quotes import Quotation, quotations
from musnad.arabic.words import Stem, stems, without_enclitic

__all__ = [
    "Folded",
    "Page",
    "Quotation",
    "Sentence",
    "Stem",
    "fold",
    "fold_text",
    "lay_out",
    "quotations",
    "stems",
    "without_enclitic",
]
