"""`musnad ingest`: many articles into a store."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.telling import remark, result, tell

_SHOWN = 20

if TYPE_CHECKING:
    from musnad.engines import Summary
    from musnad.errors import MusnadError
    from musnad.reading import Given
    from musnad.record import Document


@click.command(short_help="Read articles and put their records into a store.")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|FOLDER|URL|- ...")
@options.store
@options.published
@options.outlet
@options.engine
@options.actors
@options.workers
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="Analyse on a Dask cluster instead.")
@click.option(
    "--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write what was refused, and why, here."
)
@options.columns
@options.encoding
@options.allow_private
def ingest(
    sources: tuple[str, ...],
    where: str,
    published: str | None,
    outlet: str | None,
    engine: str,
    actors: Path | None,
    workers: int,
    scheduler: str | None,
    refused: Path | None,
    columns: tuple[str, ...],
    encoding: str | None,
    allow_private: bool,
) -> None:
    """Read articles, analyse them and put their records into a store.

    Safe to run again: what the store has is not analysed twice. Exit status: 0 all read, 1 some refused, 2 wrong usage.
    """
    from musnad.engines import Summary
    from musnad.engines import ingest as run
    from musnad.reading import Given
    from musnad.reading.tables import mapping
    from musnad.store import Store

    options.check_given(published, encoding)
    given = Given(
        outlet=outlet, published=published, encoding=encoding, allow_private=allow_private, columns=mapping(columns)
    )
    inputs = _inputs(sources, given)
    summary = Summary()
    try:
        with Store(where) as store, _reasons(refused) as write, _progress() as show:

            def report(so_far: Summary) -> None:
                nonlocal summary
                summary = so_far
                write(so_far)
                show(so_far)

            run(store, inputs, engine=engine, actors=actors, workers=workers, scheduler=scheduler, progress=report)
    except KeyboardInterrupt:
        _tell(summary)
        remark("stopped; the same command goes on from here")
        raise SystemExit(130) from None
    except Exception:
        if summary.seen:
            _tell(summary)
        raise
    _tell(summary)
    if summary.refused:
        raise SystemExit(1)


def _inputs(sources: tuple[str, ...], given: "Given") -> "Iterator[Document | MusnadError]":
    from musnad.reading import documents

    for source in _files(sources):
        yield from documents(source, given)


def _tell(summary: "Summary") -> None:
    """What became of the inputs, on standard output; what was refused, on standard error."""
    for error in summary.refused[:_SHOWN]:
        tell(error)
    if len(summary.refused) > _SHOWN:
        remark(f"… and {len(summary.refused) - _SHOWN} more refused (--refused FILE has all)")
    result(
        f"{summary.new} new, {summary.replaced} analysed again, {summary.same} there already, "
        f"{summary.copies} copies, {len(summary.refused)} refused"
    )


@contextmanager
def _reasons(path: Path | None) -> "Iterator[Callable[[Summary], None]]":
    """Writes what was refused into a file, one JSON object a line, as it comes: a run may be cut off."""
    from musnad.errors import UsageError

    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(str(path), f"cannot be written: {error.strerror}") from error
    written = 0

    def write(summary: "Summary") -> None:
        nonlocal written
        for error in summary.refused[written:]:
            row = {"input": error.subject, "reason": error.reason, "mend": error.mend}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        written = len(summary.refused)
        file.flush()

    with file:
        yield write


def _files(sources: tuple[str, ...]) -> Iterator[str]:
    """The sources, each folder as the files in it, by name; hidden ones are passed over."""
    for source in sources:
        path = Path(source)
        if source in ("", "-") or "://" in source or not path.is_dir():
            yield source
            continue
        for inside in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in inside.relative_to(path).parts)
            if inside.is_file() and not hidden:
                yield str(inside)


@contextmanager
def _progress() -> "Iterator[Callable[[Summary], None]]":
    """Progress on standard error while it is a terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading")

        def report(summary: "Summary") -> None:
            progress.update(
                task,
                description=f"{summary.new + summary.replaced} analysed · {summary.same} there already"
                f" · {len(summary.refused)} refused",
            )

        yield report
