"""`musnad outlet`: an outlet's habits."""

import json
from dataclasses import asdict

import click

from musnad.commands import options
from musnad.commands.telling import show

LABELS = {
    "en": ("articles", "statements", "without a named source", "agency copy", "copies", "mean chain", "quotes most"),
    "ar": ("مقالات", "أقوال", "بلا مصدر مسمى", "من الوكالات", "نسخ", "متوسط طول السند", "الأكثر نقلا عنهم"),
}


@click.command(short_help="Show an outlet's habits: unnamed sources, copies, chains.")
@click.argument("name")
@options.limit
@options.lang
@options.as_json
@options.store
def outlet(name: str, limit: int, lang: str, as_json: bool, where: str) -> None:
    """Show an outlet's habits: unnamed sources, agency copy, copies, length of chains, whom it quotes."""
    from musnad.errors import UsageError
    from musnad.store import Store
    from musnad.store.overviews import outlet_of, outlets
    from musnad.store.search import actor_names

    with Store(where, create=False) as store:
        found = outlet_of(store, name, limit)
        if found is None:
            known = ", ".join(o.outlet for o in outlets(store)[:12] if o.outlet)
            raise UsageError(name, "no article of this outlet is stored", f"one of: {known}")
        names = actor_names(store, [actor for actor, _ in found.quoted], english=lang == "en")
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    labels = LABELS[lang]
    shares = (f"{found.anonymous:.0%}", f"{found.agency:.0%}", f"{found.copies:.0%}", f"{found.chain:.2f}")
    for label, value in zip(labels, (found.articles, found.statements, *shares), strict=False):
        show(f"{value:>8}  {label}")
    show(f"{labels[-1]}:")
    for actor, times in found.quoted:
        show(f"{times:>8}  {names.get(actor, actor)}")
