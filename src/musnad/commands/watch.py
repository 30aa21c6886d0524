"""`musnad watch`: feeds into a store, as they come."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.telling import remark, result, tell

if TYPE_CHECKING:
    from musnad.engines import Summary


@click.command(short_help="Follow feeds, and ingest what is new.")
@click.argument("feeds", type=click.Path(dir_okay=False, path_type=Path))
@options.store
@click.option("--once", is_flag=True, help="Look once at what is due, then stop (for cron).")
@options.engine
@options.workers
@options.allow_private
def watch(feeds: Path, where: str, once: bool, engine: str, workers: int, allow_private: bool) -> None:
    """Watch the feeds that a TOML file lists: [[feed]] with url, and optionally outlet and every = "15m".

    Polite: asks only what changed, obeys robots.txt, waits between looks. Safe to stop and to run again.
    """
    from musnad.engines.watch import feeds_of, look
    from musnad.engines.watch import watch as go_on
    from musnad.store import Store

    listed = feeds_of(feeds)

    def report(summary: "Summary") -> None:
        for error in summary.refused:
            tell(error)
        result(f"{summary.new} new, {summary.same} there already, {len(summary.refused)} refused")

    with Store(where) as store:
        if once:
            summary = look(store, listed, engine=engine, workers=workers, allow_private=allow_private)
            report(summary)
            raise SystemExit(1 if summary.refused else 0)
        try:
            go_on(store, listed, engine=engine, workers=workers, allow_private=allow_private, report=report)
        except KeyboardInterrupt:
            remark("stopped")
