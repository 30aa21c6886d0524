"""`musnad export`: a store, or what a search finds in it, in the forms that others read."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from musnad.commands import options

if TYPE_CHECKING:
    from musnad.render.words import Language
    from musnad.store import Store
    from musnad.store.search import Wanted

# Said again here, so that --help loads no part of the analysis; a test holds it and the writers together.
FORMATS = (
    "polecat", "cameo", "jsonl", "csv", "parquet", "ftm", "ftm-statements", "prov", "geojson", "gexf", "ics", "html",
    "labels",
)  # fmt: skip


@click.command(short_help="Write articles, or a dossier, in the forms others read.")
@click.argument("form", type=click.Choice(FORMATS), metavar="FORMAT")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="A file; a folder for csv and parquet."
)
@click.option("--text", "query", metavar="SEARCH", help="Only articles that a search finds.")
@click.option("--every-status", is_flag=True, help="polecat and cameo: also what is denied, possible or called for.")
@click.option("--on", type=options.DAY, help="ics, html: the day from which to look.")
@click.option("--of", "subject", metavar="ID|NAME", help="html: the event or actor to write a dossier of.")
@options.lang
@options.filters
@options.store
def export(
    form: str,
    output: Path,
    query: str | None,
    every_status: bool,
    on: datetime | None,
    subject: str | None,
    lang: "Language",
    where: str,
    **values: Any,
) -> None:
    """Write the articles that match in a FORMAT that others read.

    For researchers: polecat (tab-separated, 40 columns and ours), cameo, csv and parquet (one file a table). Whole
    records: jsonl. Claims with their chains: prov (PROV-O), ftm and ftm-statements (FollowTheMoney). Pictures: geojson,
    gexf (Gephi). Due days: ics. A dossier of one event or actor: html with --of.
    Decisions that stand as training labels: labels.

    Without filters, all of the store. A file is written beside its place and then renamed: it is whole or not there.
    """
    from musnad.errors import UsageError
    from musnad.store import Store

    if (form == "html") != (subject is not None):
        raise UsageError(form, "html and --of go together", "musnad export html --of ID|NAME -o FILE")
    wanted = options.wanted(query, values)
    day = on.date() if on else date.today()
    with Store(where, create=False) as store, _beside(output) as temporary:
        if form in ("csv", "parquet"):
            _write(form, store, wanted, output, every_status)
        else:
            if form == "ics":
                from musnad.corroboration.followups import follow_ups
                from musnad.export.calendar import ics

                temporary.write_text(ics(follow_ups(store, day)), encoding="utf-8", newline="")
            elif form == "labels":
                from musnad.export.labels import lines

                temporary.write_text("".join(f"{line}\n" for line in lines(store)), encoding="utf-8", newline="")
            elif subject is not None:
                from musnad.render.dossier import dossier

                temporary.write_text(dossier(store, subject, lang, day), encoding="utf-8")
            else:
                _write(form, store, wanted, temporary, every_status)
            temporary.replace(output)
    click.echo(output)


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A name beside a file's place, for what is renamed when it is whole; nothing of a failure stays behind."""
    from musnad.errors import UsageError

    temporary = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
    except OSError as error:
        raise UsageError(str(output), f"cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write(form: str, store: "Store", wanted: "Wanted", path: Path, every_status: bool) -> None:
    from musnad.export.write import FORMATS
    from musnad.store.search import records_of

    FORMATS[form](records_of(store, wanted), path, every_status)
