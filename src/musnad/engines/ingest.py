"""Documents in, records in the store: skipping what is there, surviving what cannot be read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from musnad.analysis.compose import chosen, versions
from musnad.engines.cluster import on_cluster
from musnad.engines.pool import pooled
from musnad.engines.work import How, Result
from musnad.errors import MusnadError, UsageError
from musnad.knowledge import knowledge
from musnad.record import Document, Origin
from musnad.store import Store

BATCH = 32


@dataclass(slots=True)
class Summary:
    """What became of the inputs of one run; `copies` are inputs that were there before in the same run."""

    new: int = 0
    replaced: int = 0
    same: int = 0
    copies: int = 0
    refused: list[MusnadError] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """All inputs, whatever became of them."""
        return self.new + self.replaced + self.same + self.copies + len(self.refused)


def ingest(
    store: Store,
    inputs: Iterable[Document | MusnadError],
    *,
    engine: str = "auto",
    actors: Path | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Analyse documents and put their records into the store, a batch a transaction.

    What the store has already from this engine and version is not analysed again, so that a run that was cut off
    goes on where it was. `progress` is called after each batch.
    """
    if workers < 1:
        raise UsageError(f"workers {workers}", "at least one must do the work")
    summary = Summary()
    how = How(chosen(engine), str(actors) if actors else None)
    knowledge(actors)  # a table that does not hold together is refused before anything is read
    origins: dict[str, Origin] = {}  # evidence stays here while workers read
    batches = _to_do(store, inputs, how.engine, summary, origins)
    done: Iterator[list[Result]] = on_cluster(batches, how, scheduler) if scheduler else pooled(batches, how, workers)
    for results in done:
        summary.refused += [r for r in results if isinstance(r, MusnadError)]
        made = [r for r in results if not isinstance(r, MusnadError)]
        added = store.add(made, {r.key: origins.pop(r.key) for r in made if r.key in origins})
        summary.new += added.new
        summary.replaced += added.replaced
        summary.same += added.same
        progress(summary)
    progress(summary)
    return summary


def _to_do(
    store: Store, inputs: Iterable[Document | MusnadError], engine: str, summary: Summary, origins: dict[str, Origin]
) -> Iterator[list[Document]]:
    """Batches of the documents that still need an analysis."""
    source = iter(inputs)
    met: set[bytes] = set()  # half of each digest tells articles apart and saves memory
    while portion := list(islice(source, BATCH)):
        summary.refused += [p for p in portion if isinstance(p, MusnadError)]
        documents = []
        for document in (p for p in portion if not isinstance(p, MusnadError)):
            digest = bytes.fromhex(document.key)[:16]
            summary.copies += digest in met
            if digest not in met:
                met.add(digest)
                documents.append(document)
        finished = store.finished([d.key for d in documents], engine, versions(engine))
        summary.same += sum(d.key in finished for d in documents)
        wanted = [d for d in documents if d.key not in finished]
        origins.update({d.key: d.origin for d in wanted if d.origin})
        if wanted:
            yield [replace(d, origin=None) for d in wanted]
