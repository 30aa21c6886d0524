"""Statements within statements: which stands in which, who goes on with whom, and how their chains join."""

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.relay import relays
from musnad.record import Link


def nest(drafts: list[Draft]) -> None:
    """Set `within`: the innermost statement in whose content a cue stands. Drafts come by place; a stack suffices."""
    open_drafts: list[tuple[int, int, Draft]] = []
    spans = sorted(((s.start, -s.end, i) for i, d in enumerate(drafts) for s in d.content))
    following = 0
    for draft in drafts:
        while following < len(spans) and spans[following][0] <= draft.start:
            start, end, number = spans[following]
            open_drafts.append((start, -end, drafts[number]))
            following += 1
        open_drafts = [o for o in open_drafts if o[1] > draft.start]
        holders = [o for o in open_drafts if o[2] is not draft and not _same_content(o[2], draft)]
        if holders:
            draft.within = min(holders, key=lambda o: (o[1] - o[0], -o[0]))[2]


def _same_content(outer: Draft, inner: Draft) -> bool:
    before = outer.start > inner.start and not _cites(outer, inner)
    return before or (outer.content == inner.content)


def _cites(outer: Draft, inner: Draft) -> bool:
    """Whether a prepositional cue closes the sentence that holds another (أعلن س أن …، بحسب وكالة ص)."""
    cites = outer.trailing and outer.reading is None and outer.cue is not None and outer.source is not None
    return cites and outer.start > inner.start and not inner.trailing


def speaking(draft: Draft) -> tuple[Link, ...]:
    """The chain that goes on after a statement: without whose attitude was told (أعرب س عن أمل بلاده)."""
    return draft.chain[:-1] if draft.holder is not None and len(draft.chain) > 1 else draft.chain


def level_of(draft: Draft) -> Draft | None:
    """The statement around a draft, but for وبحسب وكالة س، قال ص at the head of a sentence: with ص it goes on."""
    outer = outer_of(draft)
    heads = outer is not None and outer.reading is None and outer.cue is not None and not outer.trailing
    return outer.within if heads and outer is not None else outer


def outer_of(draft: Draft) -> Draft | None:
    """The statement in which a draft is told, but for who is cited behind its sentence."""
    outer = draft.within
    return outer.within if outer is not None and _cites(outer, draft) else outer


def leads(draft: Draft) -> bool:
    """Whether a statement stands in a main clause, so that وأضاف can go on with it."""
    return not draft.relative and (draft.reading is None or draft.reading.kind != "noun")


def agrees(earlier: Draft, later: Draft) -> bool:
    if not earlier.gender or not later.gender or relays(earlier):  # نقلت tells of the agency, not of whom it quotes
        return True
    return earlier.gender == later.gender


def after(outer: tuple[Link, ...], own: tuple[Link, ...]) -> tuple[Link, ...]:
    """The chain of a statement within another: nobody reports himself."""
    if outer and own[0] == outer[-1]:
        return outer + own[1:]
    if own[-1] in outer:
        return outer[: outer.index(own[-1]) + 1]
    return outer + tuple(link for link in own if link not in outer)
