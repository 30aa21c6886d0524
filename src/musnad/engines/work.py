"""The one piece of work that every engine maps: a batch of documents to their records."""

from collections.abc import Sequence

from musnad.analysis.compose import analyse
from musnad.errors import MusnadError, Unanalysed
from musnad.record import Document, Record

Result = Record | MusnadError
Batch = Sequence[Document]


def analyse_batch(batch: Batch, engine: str) -> list[Result]:
    """The record of each document, or the error that kept it from having one; never raises for one article's sake."""
    return [_analysed(document, engine) for document in batch]


def _analysed(document: Document, engine: str) -> Result:
    try:
        return analyse(document, engine=engine)
    except MusnadError as error:
        return error
    except Exception as error:
        return Unanalysed(document.id or document.key[:12], f"{type(error).__name__}: {error}", "please report it")
