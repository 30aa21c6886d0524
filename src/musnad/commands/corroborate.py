"""`musnad corroborate`, `contradictions`, `follow-ups`: what crosses articles."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.telling import more, remark, result, show

if TYPE_CHECKING:
    from musnad.corroboration.followups import FollowUp
    from musnad.corroboration.found import Conflict
    from musnad.render.words import Language

NONE_FOUND = "none found (musnad corroborate compares the articles, after each musnad ingest)"


@click.command(short_help="Find copies, gather reports of one event, compare accounts.")
@options.store
def corroborate(where: str) -> None:
    """Find copies, gather the reports of one event, and compare accounts, over the whole store.

    Run it again after new articles came in: ids of events found before are kept.
    """
    from musnad.corroboration.run import corroborate as run
    from musnad.store import Store

    with Store(where, create=False) as store:
        found = run(store)
    result(
        f"{found.articles} articles, {found.copies} of them copies in {found.families} families,"
        f" {found.passages} paragraphs lifted"
    )
    result(f"{found.events} tellings of {found.clusters} events, {found.shared} told by several articles")
    result(f"{found.contradictions} contradictions")
    if found.undated:
        remark(f"{found.undated} articles have no date of publication: what they tell was not compared")


@click.command(short_help="Show accounts of one event that exclude each other.")
@click.option(
    "--kind", type=click.Choice(("happened", "actor", "place", "toll", "said")), help="Only those of this kind."
)
@options.limit
@options.lang
@options.as_json
@options.store
def contradictions(kind: str | None, limit: int, lang: "Language", as_json: bool, where: str) -> None:
    """Show accounts of one event that exclude each other, the latest first."""
    from musnad.corroboration.found import as_told, conflicts, names_in
    from musnad.store import Store
    from musnad.store.search import actor_names

    with Store(where, create=False) as store:
        found = conflicts(store, kind=kind, limit=limit + 1)
        shown = found[:limit]
        names = actor_names(store, names_in(shown), english=lang == "en")
        rows = as_told(store, shown) if as_json else []
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False, default=str))
    for conflict in () if as_json else shown:
        _print_conflict(conflict, names, lang)
    if not found:
        remark(NONE_FOUND)
    more(found, limit)


def _print_conflict(conflict: "Conflict", names: dict[str, str], lang: "Language") -> None:
    from musnad.render.codes import claimed, disputed

    show(f"{disputed(conflict.kind, lang)}  {conflict.cluster}")
    for side in (conflict.one, conflict.other):
        day, by = date.fromordinal(side.published), names.get(side.by or "", side.by or "—")
        show(f"  {day}  {side.outlet or '—'}  {by}  [{claimed(side.claim, names, lang)}]")
        show(f"    {' '.join(side.words.split())}")


@click.command("follow-ups", short_help="List what was planned, and what became of it.")
@click.option(
    "--due", type=click.Choice(("this-week", "overdue", "all")), default="all", show_default=True, help="Which of them."
)
@click.option("--on", type=options.DAY, help="The day from which to look (default: today).")
@click.option("--steps", is_flag=True, help="Also every report, not only the phases.")
@options.limit
@options.lang
@options.as_json
@options.store
def follow_ups(
    due: str, on: datetime | None, steps: bool, limit: int, lang: "Language", as_json: bool, where: str
) -> None:
    """List what was planned with its due days, and what became of it."""
    from musnad.corroboration.followups import follow_ups as follow
    from musnad.corroboration.followups import is_due
    from musnad.store import Store

    day = on.date() if on else date.today()
    with Store(where, create=False) as store:
        found = [f for f in follow(store, day) if is_due(f, due, day)]
    for one in found[:limit]:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False, default=str))
        else:
            _print_plan(one, lang, steps=steps)
    if not found:
        remark(NONE_FOUND)
    more(found, limit)


def _print_plan(plan: "FollowUp", lang: "Language", *, steps: bool) -> None:
    from musnad.analysis.gloss import type_label
    from musnad.render.codes import course
    from musnad.render.words import words

    days = " – ".join(dict.fromkeys(map(str, plan.due))) if plan.due else words(lang)["no_day"]
    what = type_label(plan.type, None, lang)
    show(f"{days}  {course(plan.state, lang)}  {what}  {plan.title}  {plan.cluster}")
    for phase in plan.phases:
        last = "" if phase.last == phase.first else f" – {phase.last}"
        show(f"  {course(phase.status, lang)}  {phase.first}{last}  ×{phase.reports}")
    for step in plan.history if steps else ():
        show(f"    {step.published}  {step.outlet or '—'}  {course(step.status, lang)}  {step.trigger}")
