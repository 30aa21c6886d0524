"""The one piece of work that every engine maps: a batch of documents to the rows of their records."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from musnad.analysis.compose import analyse
from musnad.datafiles import SELDOM_COLLECTED
from musnad.errors import MusnadError, Unanalysed
from musnad.knowledge import Knowledge, knowledge
from musnad.record import Document
from musnad.store.rows import Rows, rows_of

Result = Rows | MusnadError
Batch = Sequence[Document]


@dataclass(frozen=True, slots=True)
class How:
    """How documents are analysed: the engine, and the path of a table of one's own actors."""

    engine: str = "auto"
    actors: str | None = None


def analyse_batch(batch: Batch, how: How) -> list[Result]:
    """The rows of each document's record, or the error that kept it from having one; no article makes it raise.

    Rows rather than records: making them is most of the store's work, which workers then share, and they travel
    between processes in a small part of the time.
    """
    known = knowledge(Path(how.actors) if how.actors else None)
    results = [_analysed(document, how.engine, known) for document in batch]
    settle()
    return results


@cache
def settle() -> None:
    """Tell the garbage collector, once a process, that what is loaded by now stays, and to look for more but seldom.

    Nearly all objects of a process that has read some articles are tables, over which it went again and again; what
    an article leaves is freed without it, but for a few hundred objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM_COLLECTED)


def _analysed(document: Document, engine: str, known: Knowledge) -> Result:
    try:
        return rows_of(analyse(document, engine=engine, known=known))
    except MusnadError as error:
        return error
    except Exception as error:
        return Unanalysed(document.id or document.key[:12], f"{type(error).__name__}: {error}", "please report it")
