"""`musnad corroborate`, `contradictions`, `follow-ups`: what crosses articles."""

import json
from dataclasses import asdict
from datetime import date, datetime

import click

from musnad.commands import options


@click.command()
@options.store
def corroborate(where: str) -> None:
    """Find copies, gather the reports of one event, and compare accounts, over the whole store.

    Run it again after new articles came in: ids of events found before are kept.
    """
    from musnad.corroboration.run import corroborate as run
    from musnad.store import Store

    with Store(where, create=False) as store:
        found = run(store)
    click.echo(
        f"{found.articles} articles, {found.copies} of them copies in {found.families} families,"
        f" {found.passages} paragraphs lifted\n"
        f"{found.events} tellings of {found.clusters} events, {found.shared} told by several articles\n"
        f"{found.contradictions} contradictions"
    )


@click.command()
@click.option(
    "--kind", type=click.Choice(("happened", "actor", "place", "toll", "said")), help="Only those of this kind."
)
@options.limit
@options.as_json
@options.store
def contradictions(kind: str | None, limit: int, as_json: bool, where: str) -> None:
    """Show accounts of one event that exclude each other, the latest first."""
    from musnad.corroboration.found import claimed, conflicts, names_in
    from musnad.store import Store
    from musnad.store.search import actor_names

    with Store(where, create=False) as store:
        found = conflicts(store, kind=kind, limit=limit)
        names = actor_names(store, names_in(found))
    for conflict in found:
        if as_json:
            click.echo(json.dumps(asdict(conflict), ensure_ascii=False, default=str))
            continue
        click.echo(f"{conflict.kind}  {conflict.cluster}")
        for side in (conflict.one, conflict.other):
            day = date.fromordinal(side.published)
            by, claim = names.get(side.by or "", side.by or "—"), claimed(side.claim, names)
            click.echo(f"  {day}  {side.outlet or '—'}  {by}  [{claim}]")
            click.echo(f"    {' '.join(side.words.split())}")


@click.command("follow-ups")
@click.option(
    "--due", type=click.Choice(("this-week", "overdue", "all")), default="all", show_default=True, help="Which of them."
)
@click.option("--on", type=click.DateTime(formats=["%Y-%m-%d"]), help="The day from which to look (default: today).")
@click.option("--steps", is_flag=True, help="Also every report, not only the phases.")
@options.limit
@options.as_json
@options.store
def follow_ups(due: str, on: datetime | None, steps: bool, limit: int, as_json: bool, where: str) -> None:
    """List what was planned with its due days, and what became of it."""
    from musnad.corroboration.followups import follow_ups as follow
    from musnad.corroboration.followups import is_due
    from musnad.store import Store

    day = on.date() if on else date.today()
    with Store(where, create=False) as store:
        found = [f for f in follow(store, day) if is_due(f, due, day)][:limit]
    for one in found:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False, default=str))
            continue
        days = " – ".join(dict.fromkeys(map(str, one.due))) if one.due else "no day named"
        click.echo(f"{days}  {one.state}  {one.type}  {one.title}  {one.cluster}")
        for phase in one.phases:
            last = "" if phase.last == phase.first else f" – {phase.last}"
            click.echo(f"  {phase.status}  {phase.first}{last}  ×{phase.reports}")
        for step in one.history if steps else ():
            click.echo(f"    {step.published}  {step.outlet or '—'}  {step.status}  {step.trigger}")
