"""`musnad copies`, `sayings`: one text in many articles, one saying in many."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from musnad.commands import options
from musnad.commands.corroborate import NONE_FOUND
from musnad.commands.telling import more, remark, show

if TYPE_CHECKING:
    from musnad.corroboration.copied import Family, Lifted
    from musnad.corroboration.sayings import Saying
    from musnad.render.words import Language


@click.command(short_help="List articles that print one text.")
@click.argument("article", required=False)
@options.limit
@options.lang
@options.as_json
@options.store
def copies(article: str | None, limit: int, lang: "Language", as_json: bool, where: str) -> None:
    """List articles that print one text, the largest families first; or the copies and lifted paragraphs of ARTICLE.

    ARTICLE is an article's key or the beginning of one. A family's origin is the agency that its articles name, else
    the outlet that printed the text first. A paragraph is lifted when an earlier article of another outlet has it too.
    """
    from musnad.corroboration.copied import Family, Lifted, families, family_of, lifted
    from musnad.store import Store
    from musnad.store.articles import key_of
    from musnad.store.search import actor_names

    with Store(where, create=False) as store:
        if article is None:
            found: list[Family | Lifted] = [*families(store, limit + 1)]
        else:
            key = key_of(store, article)
            family = family_of(store, key)
            found = [*([family] if family else []), *lifted(store, key)[: limit + 1]]
        agencies = [one.origin for one in found if isinstance(one, Family) and one.origin]
        names = actor_names(store, agencies, english=lang == "en")
    for one in found[:limit]:
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False, default=str))
        elif isinstance(one, Family):
            _print_family(one, names)
        else:
            _print_lifted(one)
    if not found:
        remark(NONE_FOUND)
    more(found, limit)


def _print_family(family: "Family", names: dict[str, str]) -> None:
    show(f"{names.get(family.origin or '', family.origin or '—')}  ×{len(family.members)}")
    for copy in family.members:
        show(f"  {copy.published or '—'}  {copy.outlet or '—'}  {copy.article[:12]}  {copy.title or ''}")


def _print_lifted(passage: "Lifted") -> None:
    here = f"{passage.published or '—'}  {passage.outlet or '—'}  {passage.article[:12]} {passage.start}–{passage.end}"
    there = f"{passage.source_published or '—'}  {passage.source_outlet or '—'}  {passage.source[:12]}"
    show(f"{here}  ← {there} {passage.source_start}–{passage.source_end}")
    show(f"  {' '.join(passage.words.split())}")


@click.command(short_help="Show each saying of somebody with all who print it.")
@click.argument("name")
@click.option("--least", default=2, show_default=True, type=click.IntRange(1), help="Printed by so many articles.")
@options.limit
@options.lang
@options.as_json
@options.store
def sayings(name: str, least: int, limit: int, lang: "Language", as_json: bool, where: str) -> None:
    """Show what somebody said, each statement once with all articles that print it, those in most outlets first.

    NAME is any Arabic or English name the store knows, or an actor's id. The earliest printing comes first, the fullest
    is marked *.
    """
    from musnad.corroboration.sayings import most_printed
    from musnad.errors import UsageError
    from musnad.store import Store
    from musnad.store.overviews import best_known

    with Store(where, create=False) as store:
        actor = best_known(store, name)
        if actor is None:
            raise UsageError(name, "nobody of this name is stored", "try another form, or fewer words")
        found = [s for s in most_printed(store, actor["actor"]) if len(s.printings) >= least]
    for saying in found[:limit]:
        if as_json:
            click.echo(json.dumps(asdict(saying), ensure_ascii=False, default=str))
        else:
            _print_saying(saying, lang)
    if not found:
        remark(f"nothing of theirs is printed by {least} articles (--least 1 shows all)")
    more(found, limit)


def _print_saying(saying: "Saying", lang: "Language") -> None:
    from musnad.analysis.gloss import act_label
    from musnad.render.words import words

    outlets = {p.outlet for p in saying.printings}
    fullest = saying.printings[saying.fullest]
    show(f"×{len(saying.printings)}  {act_label(fullest.act, lang)} · {' '.join(fullest.content.split())}")
    for i, p in enumerate(saying.printings):
        mark = "*" if i == saying.fullest and len(outlets) > 1 else " "
        how = f"{act_label(p.act, lang)} · {words(lang)[p.directness]}"
        show(f" {mark} {p.published or '—'}  {p.outlet or '—'}  {how}  {p.article[:12]}")
