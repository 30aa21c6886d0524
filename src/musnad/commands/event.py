"""`musnad event`: one event with all its tellings."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from musnad.commands import options

if TYPE_CHECKING:
    from musnad.corroboration.overview import Overview

LABELS = {
    "en": ("{articles} articles, {media} independent media, {originators} originators", "joined by", "contradictions"),
    "ar": ("المقالات: {articles} · وسائل مستقلة: {media} · مصادر أولى: {originators}", "أسباب الجمع", "روايات متعارضة"),
}


@click.command()
@click.argument("name", metavar="ID")
@click.option("--why", is_flag=True, help="Also the joins: which reports, what score, what they share.")
@options.lang
@options.as_json
@options.store
def event(name: str, why: bool, lang: str, as_json: bool, where: str) -> None:
    """Show one event: every report of it, on whose word, and how many independent media stand behind it.

    ID is a cluster's (c-…), also one merged into another, or an event's (e-…).
    """
    from musnad.corroboration.overview import overview
    from musnad.errors import UsageError
    from musnad.store import Store
    from musnad.store.search import actor_names

    with Store(where, create=False) as store:
        found = overview(store, name)
        if found is None:
            raise UsageError(
                name, "no event has this id", "musnad corroborate gathers; musnad search --in events lists"
            )
        ids = [x for t in found.tellings for x in (t.by, t.origin) if x]
        names = actor_names(store, ids, english=lang == "en")
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        _print(found, names, lang, why=why)


def _print(found: "Overview", names: dict[str, str], lang: str, *, why: bool) -> None:
    head, joined, opposed = LABELS[lang]
    click.echo(f"{found.cluster}\n{head.format(**asdict(found.independent))}")
    for t in found.tellings:
        by = f"{names.get(t.by, t.by)} ({t.act})" if t.by else "—"
        of = "" if t.origin == t.outlet else f" ← {names.get(t.origin, t.origin)}"
        click.echo(f"  {t.published}  {t.outlet or '—'}{of}  {t.type} {t.status}  {t.trigger}  {by}  {t.article[:12]}")
    if why and found.joins:
        click.echo(joined)
        for j in found.joins:
            click.echo(f"  {j.score:.2f}  {j.one} {j.other}  {' '.join(j.shared)}")
    if found.conflicts:
        click.echo(f"{opposed}: {len(found.conflicts)}")
        for c in found.conflicts:
            click.echo(f"  {c.kind}: {c.one.outlet or '—'} [{c.one.claim}] / {c.other.outlet or '—'} [{c.other.claim}]")
