"""`musnad actor`: an actor's words, roles and plans."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from musnad.commands import options
from musnad.commands.telling import show

if TYPE_CHECKING:
    from musnad.render.words import Language

LABELS = {
    "en": {
        "articles": "articles", "says": "statements", "passes_on": "passed on", "spoken_of": "spoken of",
        "acts": "deeds", "acted_on": "done to", "of": "said of", "plans": "plans", "sayings": "what was said",
    },
    "ar": {
        "articles": "مقالات", "says": "أقوال", "passes_on": "نقل", "spoken_of": "قيل فيه", "acts": "أفعال",
        "acted_on": "فُعل به", "of": "قال في", "plans": "ما خُطط له", "sayings": "ما قيل",
    },
}  # fmt: skip


@click.command(short_help="Show what was said of somebody, and which plans were kept.")
@click.argument("name")
@click.option("--on", type=options.DAY, help="Judge plans as of this day (default: today).")
@options.limit
@options.lang
@options.as_json
@options.store
def actor(name: str, on: datetime | None, limit: int, lang: "Language", as_json: bool, where: str) -> None:
    """Show an actor: what was said of whom over time, and which plans were kept.

    NAME is any Arabic or English name the store knows, or an actor's id; the best known of several is taken.
    """
    from musnad.corroboration.actor import plans, spoke_of
    from musnad.corroboration.followups import follow_ups
    from musnad.corroboration.sayings import most_printed
    from musnad.errors import UsageError
    from musnad.store import Store
    from musnad.store.overviews import best_known
    from musnad.store.search import actor_names

    with Store(where, create=False) as store:
        found = best_known(store, name)
        if found is None:
            raise UsageError(name, "nobody of this name is stored", "try another form, or fewer words")
        said = [asdict(saying) for saying in most_printed(store, found["actor"], limit)]
        found |= {"of": spoke_of(store, found["actor"]), "sayings": said}
        planned = plans(store, found["actor"], follow_ups(store, on.date() if on else date.today()))
        found["plans"] = [{"cluster": p.cluster, "state": p.state, "due": p.due, "title": p.title} for p in planned]
        names = actor_names(store, [t for _, t, _ in found["of"]], english=lang == "en")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, default=str))
    else:
        _print(found, names, limit, lang)


def _print(found: dict[str, Any], names: dict[str, str], limit: int, lang: "Language") -> None:
    from musnad.render.codes import course

    labels = LABELS[lang]
    show(f"{found['name_ar']}  {found['name_en']}  {found['actor']}")
    show("  ".join(f"{labels[k]} {found[k]}" for k in labels if isinstance(found.get(k), int)))
    for key, lines in (
        ("of", [f"{month}  {names.get(target, target)}  {n}" for month, target, n in found["of"]]),
        ("plans", [f"{course(p['state'], lang)}  {p['title']}  {p['cluster']}" for p in found["plans"]]),
        ("sayings", [_saying(s, lang) for s in found["sayings"]]),
    ):
        if lines:
            show(f"{labels[key]}:")
        for line in lines[:limit]:
            show(f"  {line}")


def _saying(saying: dict[str, Any], lang: "Language") -> str:
    from musnad.analysis.gloss import act_label

    first, fullest = saying["printings"][0], saying["printings"][saying["fullest"]]
    act = act_label(fullest["act"], lang)  # without it a denial would read as what was said
    printed = f"{first['published'] or '—'}  {first['outlet'] or '—'}  ×{len(saying['printings'])}"
    return f"{printed}  {act} · {fullest['content']}"
