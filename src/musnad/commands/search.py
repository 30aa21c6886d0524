"""`musnad search` and `musnad statements`: what a store holds."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from musnad.commands import options
from musnad.commands.telling import remark, show

_COUNTED = 100

if TYPE_CHECKING:
    from musnad.render.words import Language
    from musnad.store import Store
    from musnad.store.search import Hit, Kind, Per, Wanted


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
@options.lang
@options.as_json
@options.store
def search(
    text: str | None,
    what: "Kind",
    ranked: bool,
    counted: "Per | None",
    limit: int,
    lang: "Language",
    as_json: bool,
    where: str,
    **values: Any,
) -> None:
    """Search articles, statements or events.

    TEXT is words (all must occur), "a phrase", begin*, AND, OR, NOT and brackets; clitics and spelling variants are
    folded, so الأتراك also finds أتراك and وللأتراك.
    """
    from musnad.store import Store

    with Store(where, create=False) as store:
        wanted = options.wanted(text, values)
        if counted:
            _count(store, what, wanted, counted, lang, as_json=as_json)
        else:
            _list(store, what, wanted, limit, lang, ranked=ranked, as_json=as_json)


@click.command(short_help="List statements, newest first.")
@click.argument("text", required=False)
@options.filters
@options.limit
@options.lang
@options.as_json
@options.store
def statements(text: str | None, limit: int, lang: "Language", as_json: bool, where: str, **values: Any) -> None:
    """List statements, newest first: musnad statements --by بوتين --about أوكرانيا --since 2014-03-01."""
    from musnad.store import Store

    with Store(where, create=False) as store:
        _list(store, "statements", options.wanted(text, values), limit, lang, ranked=False, as_json=as_json)


def _count(store: "Store", kind: "Kind", wanted: "Wanted", by: "Per", lang: "Language", *, as_json: bool) -> None:
    from musnad.store.search import actor_names, count_by

    found = count_by(store, kind, wanted, by, _COUNTED + 1)
    if by != "month" and len(found) > _COUNTED:
        found = found[:_COUNTED]
        remark(f"the first {_COUNTED}; there are more")
    if as_json:
        for row in found:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    values = [value for value, _ in found if value]
    names = actor_names(store, values, english=lang == "en") if by == "actor" else _labels(values, kind, by, lang)
    for value, times in found:
        show(f"{times:>7}  {names.get(value or '', value or '—')}")


def _labels(values: list[str], kind: "Kind", by: "Per", lang: "Language") -> dict[str, str]:
    """What is counted by in words, by its codes; months and outlets are words already."""
    from musnad.analysis.gloss import act_label, status_label, type_label
    from musnad.render.codes import source_kind

    label = {
        "type": act_label if kind == "statements" else lambda code, lang: type_label(code, None, lang),
        "status": status_label,
        "kind": source_kind,
    }.get(by)
    return {value: label(value, lang) for value in values} if label else {}


def _list(
    store: "Store", kind: "Kind", wanted: "Wanted", limit: int, lang: "Language", *, ranked: bool, as_json: bool
) -> None:
    from musnad.render.words import words
    from musnad.store.articles import version_numbers
    from musnad.store.search import actor_names, count
    from musnad.store.search import search as find
    from musnad.store.views import members_of

    hits = find(store, kind, wanted, limit=limit, ranked=ranked)
    if kind == "events":
        members = members_of(store, [h.number for h in hits])
        for hit in hits:
            hit.fields.update(members[hit.number])
    if as_json:
        for hit in hits:
            click.echo(json.dumps(asdict(hit), ensure_ascii=False, default=str))
        return
    ids = [h.fields[f] for h in hits for f in ("speaker", "place", "target") if h.fields.get(f)]
    ids += [m for h in hits for role in ("actors", "recipients") for m in h.fields.get(role, ())]
    names = actor_names(store, ids, english=lang == "en")
    versions = version_numbers(store, [h.document_key for h in hits])
    for hit in hits:
        n, of = versions.get(hit.document_key, (1, 1))
        version = f"  {words(lang)['version_of'].format(n=n, of=of)}" if of > 1 else ""
        *lines, last = _lines(hit, kind, names, lang)
        show(*lines, last + version)
    remark(f"{len(hits)} of {count(store, kind, wanted)} shown")


def _lines(hit: "Hit", kind: "Kind", names: dict[str, str], lang: "Language") -> Iterator[str]:
    from musnad.analysis.gloss import act_label, status_label, type_label
    from musnad.render.dates import as_days
    from musnad.render.words import listed

    head = f"{hit.published or '—'}  {hit.outlet or '—'}"
    f = hit.fields
    if kind == "statements":
        by = names.get(f["speaker"] or "", f["speaker_words"] or "—")
        yield from (head, f"  {by} · {act_label(f['act'], lang)} · {f['content']}")
        yield f"  {hit.id}  {hit.document_key[:12]}"
    elif kind == "events":
        place = names.get(f["place"] or "", "")
        what, status = type_label(f["type"], f["mode"], lang), status_label(f["status"], lang)
        doers, done_to = (listed((names.get(m, m) for m in f[role]), lang) for role in ("actors", "recipients"))
        who = f"{doers or '—'} {'←' if lang == 'ar' else '→'} {done_to}" if done_to else doers
        said = " · ".join(x for x in (what, status, f["trigger"], who, as_days(f["time"]), place) if x)
        yield from (head, f"  {said}", f"  {hit.id}  {hit.document_key[:12]}")
    else:
        yield from (f"{head}  {hit.title}", f"  {hit.document_key[:12]}")
