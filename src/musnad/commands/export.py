"""`musnad export`: a store, or what a search finds in it, in the forms that others read."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from musnad.commands import options

_FORMATS = ("polecat", "cameo", "jsonl", "csv", "parquet", "ftm", "prov", "geojson", "gexf", "ics")


@click.command()
@click.argument("form", type=click.Choice(_FORMATS), metavar="FORMAT")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="A file; a folder for csv and parquet."
)
@click.option("--text", "query", metavar="SEARCH", help="Only articles that a search finds.")
@click.option("--every-status", is_flag=True, help="polecat and cameo: also what is denied, possible or called for.")
@click.option("--on", type=click.DateTime(formats=["%Y-%m-%d"]), help="ics: the day from which to look.")
@options.filters
@options.store
def export(
    form: str, output: Path, query: str | None, every_status: bool, on: datetime | None, where: str, **values: Any
) -> None:
    """Write the articles that match in a FORMAT: polecat, cameo, jsonl, csv, parquet, ftm, prov, geojson, gexf, ics.

    Without filters, all of the store. A file is written beside its place and then renamed: it is whole or not there.
    """
    from musnad.store import Store
    from musnad.store.search import Wanted, records_of

    wanted = options.wanted(query, values)
    with Store(where, create=False) as store:
        if form == "ics":
            from musnad.corroboration.followups import follow_ups
            from musnad.export.calendar import ics

            text = ics(follow_ups(store, on.date() if on else date.today()))
            output.write_text(text, encoding="utf-8", newline="")
        else:
            from musnad.export.write import FORMATS

            records = store.records() if wanted == Wanted() else records_of(store, wanted)
            temporary = output.with_name(f".{output.name}.part")
            output.parent.mkdir(parents=True, exist_ok=True)
            FORMATS[form](records, output if form in ("csv", "parquet") else temporary, every_status)
            if form not in ("csv", "parquet"):
                temporary.replace(output)
    click.echo(output)
