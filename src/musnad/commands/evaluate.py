"""`musnad evaluate`: figures against gold annotations."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options

if TYPE_CHECKING:
    from musnad.evaluation import Tally


@click.command(short_help="Compare records with gold annotations.")
@click.argument("gold_dir", type=click.Path(path_type=Path))
@options.engine
@click.option("--each", is_flag=True, help="Figures of each article too.")
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON, of each article and in total.")
@click.option("--gate", is_flag=True, help="Fail where a figure lies below its pinned floor.")
def evaluate(gold_dir: Path, engine: str, each: bool, as_json: bool, gate: bool) -> None:
    """Compare the records of a folder's articles with its annotations NAME.gold.json.

    Exit status: 0; with --gate 1 where a figure fell below its floor.
    """
    import json

    from musnad import evaluation
    from musnad.analysis.compose import analyse

    gold = evaluation.read_gold(gold_dir)
    result = evaluation.evaluate(gold, lambda document: analyse(document, engine=engine))
    if as_json:
        figures = {name: tally.as_json() for name, tally in result.each.items()}
        click.echo(json.dumps({"total": result.total.as_json(), "each": figures}, ensure_ascii=False, indent=1))
    else:
        for name, tally in result.each.items() if each else ():
            click.echo(f"== {name}\n{tally}\n")
        click.echo(f"== {len(gold)} articles\n{result.total}")
    if gate:
        _gate(gold_dir, result.total)


def _gate(gold_dir: Path, total: "Tally") -> None:
    from musnad import evaluation

    if evaluation.digest(gold_dir) != evaluation.floors()[0]:
        click.echo("gate: these are not the annotations that the floors were set on; nothing is held to them", err=True)
        return
    fallen = evaluation.shortfalls(total)
    for shortfall in fallen:
        click.echo(f"gate: {shortfall}", err=True)
    if fallen:
        raise SystemExit(1)
    click.echo("gate: all figures stand above their floors", err=True)
