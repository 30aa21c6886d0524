"""`musnad who`, `musnad where`, `musnad knowledge check`: what is known of the world."""

from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.option("--on", metavar="DATE", help="The day at which offices are looked up (YYYY-MM-DD).")
def who(name: str, on: str | None) -> None:
    """Say who or what an Arabic or English NAME may stand for."""


@click.command()
@click.argument("name")
def where(name: str) -> None:
    """Say where a place with an Arabic or English NAME may lie."""


@click.group()
def knowledge() -> None:
    """Look after the tables of who and where."""


@knowledge.command()
@click.argument("tables", required=False, type=click.Path(path_type=Path))
def check(tables: Path | None) -> None:
    """Check that the tables hold together."""
