"""Proposals of names → the entities of one article."""

from typing import cast

from musnad.analysis.article import Article
from musnad.analysis.named import Names
from musnad.analysis.names.choose import chosen
from musnad.analysis.proposals import Proposal, Proposals
from musnad.record import Entity, EntityType, Reason


def compose(article: Article, proposals: Proposals) -> Names:
    """Choose names that do not overlap and gather those that stand for one entity."""
    groups: dict[str, list[tuple[Proposal, tuple[Reason, ...]]]] = {}
    for p, reasons in chosen(proposals.mentions):
        key = p.feature("key") or f"unknown.{article.text[p.start : p.end]}"
        groups.setdefault(key, []).append((p, reasons))
    return Names.of({key: _entity(article, key, found) for key, found in groups.items()})


def _entity(article: Article, key: str, found: list[tuple[Proposal, tuple[Reason, ...]]]) -> Entity:
    spans = tuple(article.span(p.start, p.end) for p, _ in found)
    entry = article.knowledge.entry(key)
    first, why = found[0]
    if entry is None:
        name = max((s.text for s in spans), key=len)
        return Entity(key, cast(EntityType, first.label), name, name, spans, why=why)
    return Entity(
        key, cast(EntityType, first.label), entry.name_ar, entry.name_en, spans, entry.country, entry.sector,
        entry.sectors, entry.kind, entry.wikidata, entry.geonames, why=why,
    )  # fmt: skip
