"""`musnad export`: a store, or what a search finds in it, in the forms that others read."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
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
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="A file, - for standard output; a folder for csv and parquet.",
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
    folder = form in ("csv", "parquet")
    if folder and str(output) == "-":
        raise UsageError("-", f"{form} is a folder of several files", "name a folder")
    with Store(where, create=False) as store, _placed(output, folder=folder) as path:
        if form == "ics":
            from musnad.corroboration.followups import follow_ups
            from musnad.export.calendar import ics

            path.write_text(ics(follow_ups(store, day)), encoding="utf-8", newline="")
        elif form == "labels":
            from musnad.export.labels import lines

            path.write_text("".join(f"{line}\n" for line in lines(store)), encoding="utf-8", newline="")
        elif subject is not None:
            from musnad.render.dossier import dossier

            path.write_text(dossier(store, subject, lang, day), encoding="utf-8")
        else:
            _write(form, store, wanted, path, every_status)
    if str(output) != "-":
        click.echo(output)


@contextmanager
def _placed(output: Path, *, folder: bool) -> Iterator[Path]:
    """Where to write what shall come to `output`: whole or not at all in a file, a file each in a folder.

    What is no file (- for standard output, a pipe, a device) gets it when it is made: a rename would put a file in
    its stead.
    """
    if str(output) == "-" or (output.exists() and not output.is_file() and not output.is_dir()):
        with TemporaryDirectory() as place:
            path = Path(place) / "whole"
            yield path
            with click.open_file(str(output), "wb") as out, path.open("rb") as made:
                copyfileobj(made, out)
        return
    with _beside(output) as temporary:
        yield output if folder else temporary
        if not folder:
            temporary.replace(output)


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """A name beside a file's place; nothing of a failure stays behind."""
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
