"""`musnad who`, `musnad where`, `musnad knowledge check`: what is known of the world."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.errors import InputError, UsageError

if TYPE_CHECKING:
    from musnad.knowledge import Entry, Knowledge
    from musnad.knowledge.ask import Answer

_MOST_ALTERNATIVES = 10


@click.command(short_help="Tell whom a name or an office means.")
@click.argument("words", metavar="NAME")
@click.option("--on", metavar="DATE", help="The day at which the office was held (YYYY-MM-DD).")
@options.actors
def who(words: str, on: str | None, actors: Path | None) -> None:
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
    _show(ask(words, held, base), base)


@click.command(short_help="Tell where a place lies.")
@click.argument("words", metavar="NAME")
@click.option("--actors", type=click.Path(dir_okay=False, path_type=Path), help="A CSV of your own actors and places.")
def where(words: str, actors: Path | None) -> None:
    """Tell which place an Arabic name means, and which others it could.

    Exit status: 0 known, 1 not known or more than one fits.
    """
    from musnad.knowledge import knowledge
    from musnad.knowledge.ask import where as ask

    base = knowledge(actors) if actors else knowledge()
    _show(ask(words, None, base), base)


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


def _show(answer: "Answer", base: "Knowledge") -> None:
    """The entry meant, why, and what else it could be."""
    if answer.entry:
        click.echo(_line(answer.entry, base))
    click.echo(f"  {answer.reason}")
    for other in answer.alternatives[:_MOST_ALTERNATIVES]:
        of = "" if other.entry == answer.entry else f"or {_line(other.entry, base)}: "
        click.echo(f"  {of}{other.note}")
    more = len(answer.alternatives) - _MOST_ALTERNATIVES
    if more > 0:
        click.echo(f"  and {more} more")
    if not answer.entry:
        raise SystemExit(1)


def _line(entry: "Entry", base: "Knowledge") -> str:
    from musnad.knowledge.ask import named
    from musnad.render.words import words

    w = words("en")
    country = w.get(f"country:{entry.country}") or named(entry.country or "", base)
    sector = w[f"sector:{entry.sector}"] if entry.sector else ""
    own = entry.kind == "country"  # Syria is not in Syria
    what = ", ".join(part for part in (w[entry.type], "" if own else country, sector) if part)
    ids = [entry.wikidata, f"geonames:{entry.geonames}" if entry.geonames else None]
    if entry.latitude is not None and entry.longitude is not None:
        ids.append(f"{entry.latitude:.4f} {entry.longitude:.4f} ({entry.precision})")
    return " · ".join(part for part in (entry.name_en, entry.name_ar, what, *ids) if part)
