"""`musnad who`, `musnad where`, `musnad knowledge check`: what is known of the world."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.errors import InputError, UsageError

if TYPE_CHECKING:
    from musnad.knowledge import Knowledge
    from musnad.knowledge.ask import Answer
    from musnad.render.words import Language


@click.command(short_help="Tell whom a name or an office means.")
@click.argument("words", metavar="NAME")
@click.option("--on", metavar="DATE", help="The day at which the office was held (YYYY-MM-DD).")
@options.actors
@options.lang
def who(words: str, on: str | None, actors: Path | None, lang: "Language") -> None:
    """Tell whom an Arabic name or office means: أوباما, or وزير الخارجية الأميركي with --on 2016-08-31.

    Exit status: 0 known, 1 not known or more than one fits.
    """
    from musnad.knowledge import knowledge
    from musnad.knowledge.ask import who as ask
    from musnad.reading import day

    try:
        held = day(on, "--on")
    except InputError as error:
        raise UsageError(error.subject, f"{on!r} is no date", error.mend) from error
    base = knowledge(actors) if actors else knowledge()
    _show(ask(words, held, base), base, lang)


@click.command(short_help="Tell where a place lies.")
@click.argument("words", metavar="NAME")
@click.option("--actors", type=click.Path(dir_okay=False, path_type=Path), help="A CSV of your own actors and places.")
@options.lang
def where(words: str, actors: Path | None, lang: "Language") -> None:
    """Tell which place an Arabic name means, and which others it could.

    Exit status: 0 known, 1 not known or more than one fits.
    """
    from musnad.knowledge import knowledge
    from musnad.knowledge.ask import where as ask

    base = knowledge(actors) if actors else knowledge()
    _show(ask(words, None, base), base, lang)


@click.group("knowledge", short_help="Look after the tables of who and where.")
def knowledge() -> None:
    """Look after the tables of who and where."""


@knowledge.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--evidence", is_flag=True, help="Where the facts of each row come from, too.")
def check(folder: Path | None, evidence: bool) -> None:
    """Check that the tables of a FOLDER, or the shipped ones, hold together, and that the artefact is built from them.

    Exit status: 0 no errors (there may be warnings), 1 errors.
    """
    from musnad.knowledge.check import check as findings_of
    from musnad.knowledge.check import evidence as evidence_of
    from musnad.knowledge.tables import TABLES

    for row in evidence_of(folder or TABLES) if evidence else ():
        click.echo(f"{row.table}: {row.row}: {row.source}")
    findings = findings_of(folder or TABLES)
    for finding in findings:
        where_ = f"{finding.table}: {finding.row}" if finding.row else finding.table
        click.echo(f"{finding.level}: {where_}: {finding.message}")
    errors = sum(finding.level == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if errors:
        raise SystemExit(1)


def _show(answer: "Answer", base: "Knowledge", lang: "Language") -> None:
    """The entry meant, why, and what else it could be."""
    from musnad.render import answers
    from musnad.render.plain import unmarked

    for line in answers.lines(answer, lang, base):
        click.echo(line if sys.stdout.isatty() else unmarked(line))
    if not answer.entry:
        raise SystemExit(1)
