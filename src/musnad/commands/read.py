"""`musnad read`: articles in, records out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.telling import remark, tell
from musnad.errors import InputError, MusnadError, Unanalysed, UsageError

if TYPE_CHECKING:
    from musnad.reading import Given
    from musnad.record import Document, Record
    from musnad.render.words import Language


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|- ...")
@options.published
@options.outlet
@options.engine
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "html")), help="Default: text, with --output json."
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Write one ID.json or ID.html each here."
)
@options.lang
@options.actors
@options.columns
@options.encoding
@options.allow_private
def read(
    sources: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    engine: str,
    form: str | None,
    output: Path | None,
    lang: "Language",
    actors: Path | None,
    columns: tuple[str, ...],
    encoding: str | None,
    allow_private: bool,
) -> None:
    """Read articles and give their records.

    Plain text (the first line is the headline), JSONL (id, text and optionally title, outlet, published, url), web
    pages as files or addresses, .gz and .zip of these; `-` is standard input. What cannot be read is named on standard
    error and the rest goes on.

    Exit status: 0 all read, 1 some refused, 2 wrong usage.
    """
    from musnad.reading import Given
    from musnad.reading.tables import mapping

    form = form or ("json" if output else "text")
    if output and form == "text":
        raise UsageError("--output", "needs --format json or html")
    options.check_given(published, encoding)
    given = Given(
        outlet=outlet, published=published, encoding=encoding, allow_private=allow_private, columns=mapping(columns)
    )
    show = _writer(form, output, lang) if output else _printer(form, lang)
    analyse = _analyser(engine, actors)
    count, refused = 0, 0
    for item in _documents(sources, given):
        if isinstance(item, InputError):
            tell(item)
            refused += 1
        else:
            try:
                show(analyse(item))
                count += 1
            except Unanalysed as error:
                tell(error)
                refused += 1
    if count + refused > 1:
        remark(f"{count} read, {refused} refused")
    if refused:
        raise SystemExit(1)


def _documents(sources: tuple[str, ...], given: "Given") -> "Iterator[Document | InputError]":
    from musnad.reading import documents

    for source in sources:
        yield from documents(source, given)


def _analyser(engine: str, actors: Path | None) -> "Callable[[Document], Record]":
    from musnad.analysis.compose import analyse
    from musnad.knowledge import knowledge

    known = knowledge(actors) if actors else knowledge()  # one signature, one load: the cache tells them apart

    def analysed(document: "Document") -> "Record":
        try:
            return analyse(document, engine=engine, known=known)
        except MusnadError:
            raise
        except Exception as error:  # one article that we fail at must not end the batch
            subject = document.id or document.key[:12]
            raise Unanalysed(subject, f"{type(error).__name__}: {error}", "please report it") from error

    return analysed


def _printer(form: str, lang: "Language") -> "Callable[[Record], None]":
    """Records to standard output: text, or one JSON or page after the other."""
    if form == "json":
        from musnad.record import dumps

        return lambda record: click.echo(dumps(record))
    if form == "html":
        from musnad.render import html

        return lambda record: click.echo(html(record, lang))
    from musnad.render import terminal

    return terminal(lang)


def _writer(form: str, output: Path, lang: "Language") -> "Callable[[Record], None]":
    """Records to files of a folder, named by their ids; each path is printed."""
    from musnad.commands.files import Folder

    folder = Folder(output)
    if form == "html":
        from musnad.render import html

        return lambda record: click.echo(folder.write(record.document.id or "text", ".html", html(record, lang)))
    from musnad.record import dumps

    return lambda record: click.echo(
        folder.write(record.document.id or "text", ".json", dumps(record, indent=1) + "\n")
    )
