"""`musnad import`: exported records back into a store, as they are."""

from itertools import islice
from pathlib import Path

import click

from musnad.commands import options
from musnad.commands.telling import result
from musnad.errors import RecordError

_PORTION = 200  # records put in together, all or none of them


@click.command("import", short_help="Put exported records into a store, as they are.")
@click.argument("path", type=click.Path(path_type=Path))
@options.store
def take(path: Path, where: str) -> None:
    """Put the records of a PATH into a store without analysing anything anew.

    PATH is a JSONL file of records (`musnad export jsonl`, `musnad read --format json`) or the folder of a Parquet
    export. What the store has already is left alone. A line that is no record ends it, and what
    stands before it is taken. Exit status: 0 all taken, 1 a line is no record.
    """
    from musnad.export.back import records_from
    from musnad.store import Store

    new = replaced = same = 0
    refused: RecordError | None = None
    with Store(where) as store:
        records = records_from(path)
        while refused is None:
            batch = []
            try:
                for record in islice(records, _PORTION):
                    batch.append(record)  # one by one: what came before an error is kept
            except RecordError as error:
                refused = error
            if not batch:
                break
            added = store.add(batch)
            new, replaced, same = new + added.new, replaced + added.replaced, same + added.same
    result(f"{new} new, {replaced} replaced, {same} there already")
    if refused:
        raise refused
