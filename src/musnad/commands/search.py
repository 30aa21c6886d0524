"""`musnad search` and `musnad statements`: what a store holds."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from musnad.commands import options

_COUNTED = 100

if TYPE_CHECKING:
    from musnad.store import Store
    from musnad.store.search import Hit, Kind, Wanted


@click.command()
@click.argument("text", required=False)
@click.option(
    "--in", "what", type=click.Choice(("articles", "statements", "events")), default="articles", show_default=True,
    help="What to search.",
)  # fmt: skip
@click.option("--ranked", is_flag=True, help="Best first instead of newest first.")
@click.option(
    "--count", "counted", type=click.Choice(("month", "outlet", "actor", "type", "kind", "status")),
    help="Count instead of listing.",
)  # fmt: skip
@options.filters
@options.limit
@options.as_json
@options.store
def search(
    text: str | None, what: "Kind", ranked: bool, counted: Any, limit: int, as_json: bool, where: str, **values: Any
) -> None:
    """Search articles, statements or events.

    TEXT is words (all must occur), "a phrase", begin*, AND, OR, NOT and brackets; clitics and spelling variants are
    folded, so الأتراك also finds أتراك and وللأتراك.
    """
    from musnad.store import Store
    from musnad.store.search import actor_names, count_by

    with Store(where, create=False) as store:
        wanted = options.wanted(text, values)
        if counted:
            found = count_by(store, what, wanted, counted, _COUNTED + 1)
            if counted != "month" and len(found) > _COUNTED:
                found = found[:_COUNTED]
                click.echo(f"the first {_COUNTED}; there are more", err=True)
            names = actor_names(store, [v for v, _ in found if v]) if counted == "actor" and not as_json else {}
            for value, times in found:
                shown = names.get(value or "", value or "—")
                click.echo(json.dumps([value, times], ensure_ascii=False) if as_json else f"{times:>7}  {shown}")
            return
        _list(store, what, wanted, limit, ranked=ranked, as_json=as_json)


@click.command()
@click.argument("text", required=False)
@options.filters
@options.limit
@options.as_json
@options.store
def statements(text: str | None, limit: int, as_json: bool, where: str, **values: Any) -> None:
    """List statements, newest first: musnad statements --by بوتين --about أوكرانيا --since 2014-03-01."""
    from musnad.store import Store

    with Store(where, create=False) as store:
        _list(store, "statements", options.wanted(text, values), limit, ranked=False, as_json=as_json)


def _list(store: "Store", kind: "Kind", wanted: "Wanted", limit: int, *, ranked: bool, as_json: bool) -> None:
    from musnad.store.articles import version_numbers
    from musnad.store.search import actor_names, count
    from musnad.store.search import search as find

    hits = find(store, kind, wanted, limit=limit, ranked=ranked)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(asdict(hit), ensure_ascii=False, default=str))
        return
    names = actor_names(store, [h.fields[f] for h in hits for f in ("speaker", "place", "target") if h.fields.get(f)])
    versions = version_numbers(store, [h.document_key for h in hits])
    for hit in hits:
        n, of = versions.get(hit.document_key, (1, 1))
        click.echo(_line(hit, kind, names) + (f"  version {n} of {of}" if of > 1 else ""))
    click.echo(f"{len(hits)} of {count(store, kind, wanted)}", err=True)


def _line(hit: "Hit", kind: "Kind", names: dict[str, str]) -> str:
    head = f"{hit.published or '—'}  {hit.outlet or '—'}"
    f = hit.fields
    if kind == "statements":
        by = names.get(f["speaker"] or "", f["speaker_words"] or "—")
        return f"{head}\n  {by} · {f['act']} · {f['content']}\n  {hit.id}  {hit.document_key[:12]}"
    if kind == "events":
        place = names.get(f["place"] or "", "")
        said = " · ".join(x for x in (f["type"], f["mode"], f["status"], f["trigger"], f["time"], place) if x)
        return f"{head}\n  {said}\n  {hit.id}  {hit.document_key[:12]}"
    return f"{head}  {hit.title}\n  {hit.document_key[:12]}"
