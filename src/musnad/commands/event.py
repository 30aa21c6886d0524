"""`musnad event`: one event with all its tellings."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.telling import show

if TYPE_CHECKING:
    from musnad.corroboration.found import Conflict
    from musnad.corroboration.overview import Overview, Telling
    from musnad.render.words import Language

LABELS = {
    "en": {
        "head": "{articles} articles, {media} independent media, {originators} originators",
        "more": "… {} more: --limit 0 shows all",
        "joined": "joined by",
        "opposed": "contradictions",
    },
    "ar": {
        "head": "المقالات: {articles} · وسائل مستقلة: {media} · مصادر أولى: {originators}",
        "more": "… و{} غيرها: ‎--limit 0 يعرضها كلها",
        "joined": "أسباب الجمع",
        "opposed": "روايات متعارضة",
    },
}


@click.command(short_help="Show everything told of one event, and on whose word.")
@click.argument("name", metavar="ID")
@click.option("--why", is_flag=True, help="Also the joins: which reports, what score, what they share.")
@click.option("--limit", type=click.IntRange(0), default=30, show_default=True, help="So many reports; 0 for all.")
@options.lang
@options.as_json
@options.store
def event(name: str, why: bool, limit: int, lang: "Language", as_json: bool, where: str) -> None:
    """Show one event: what it was said to be when, its reports, on whose word, and how many independent media tell it.

    ID is a cluster's (c-…), also one merged into another, or an event's (e-…).
    """
    from musnad.corroboration.found import names_in
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
        ids = {x for t in found.tellings for x in (t.by, t.origin) if x}
        ids |= {key for join in found.joins for key in join.named}
        names = actor_names(store, ids | names_in(found.conflicts), english=lang == "en")
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        _print(found, names, lang, limit=limit, why=why)


def _print(found: "Overview", names: dict[str, str], lang: "Language", *, limit: int, why: bool) -> None:
    from musnad.render.codes import shared
    from musnad.render.words import listed

    labels = LABELS[lang]
    show(found.cluster, labels["head"].format(**asdict(found.independent)))
    for line in _history(found.tellings, lang):
        show(line)
    shown = found.tellings[: limit or None]
    for t in shown:
        show(_line(t, names, lang))
    if len(shown) < len(found.tellings):
        show(f"  {labels['more'].format(len(found.tellings) - len(shown))}")
    if why and found.joins:
        show(labels["joined"])
        for j in found.joins:
            show(f"  {j.score:.2f}  {j.one} {j.other}  {listed(shared(j.shared, names), lang)}")
    if found.conflicts:
        show(f"{labels['opposed']}: {len(found.conflicts)}")
        for conflict in found.conflicts:
            show(_opposed(conflict, names, lang))


def _history(tellings: Sequence["Telling"], lang: "Language") -> Iterator[str]:
    """Each status with the days on which it was told and how often, the earliest first."""
    from musnad.analysis.gloss import status_label

    days: dict[str, list[date | None]] = {}
    for t in tellings:
        days.setdefault(t.status, []).append(t.published)
    for status, told in days.items():
        dated = sorted(day for day in told if day is not None)
        over = " – ".join(dict.fromkeys(day.isoformat() for day in (*dated[:1], *dated[-1:])))
        yield f"{status_label(status, lang)}  {over or '—'}  ×{len(told)}"


def _opposed(conflict: "Conflict", names: dict[str, str], lang: "Language") -> str:
    """What two accounts disagree about, and what each outlet claims."""
    from musnad.render.codes import claimed, disputed

    sides = (f"{s.outlet or '—'} [{claimed(s.claim, names, lang)}]" for s in (conflict.one, conflict.other))
    return f"  {disputed(conflict.kind, lang)}: {' / '.join(sides)}"


def _line(t: "Telling", names: dict[str, str], lang: "Language") -> str:
    """One report: the day, who prints it, whose copy it is, what it says, on whose word."""
    from musnad.analysis.gloss import act_label, status_label, type_label
    from musnad.corroboration.overview import passed_on_by
    from musnad.render.words import listed

    by = f"{names.get(t.by, t.by)} ({act_label(t.act, lang)})" if t.by and t.act else "—"
    medium = passed_on_by(t.origin, t.outlet)
    of = f" ← {names.get(medium, medium)}" if medium is not None else ""
    what = listed((type_label(t.type, None, lang), status_label(t.status, lang)), lang)
    return f"  {t.published or '—'}  {t.outlet or '—'}{of}  {what}  {t.trigger}  {by}  {t.article[:12]}"
