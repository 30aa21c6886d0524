"""What the originator does and to whom: act, target, addressee; and whether his own words are given."""

from collections.abc import Callable

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import Tokens
from musnad.analysis.attribution.relay import learns
from musnad.analysis.attribution.scene import Scene, bare
from musnad.record import Act, Directness, Entity, Participant, Span

_AIMED = frozenset(["accuse", "support", "reject", "warn", "threaten", "request", "promise"])
_REPORTED = frozenset(["say", "report"])
_ALL_QUOTED = 0.97


def directness(scene: Scene, draft: Draft) -> Directness:
    """Direct where all the content stands in quotation marks, mixed where part does; quoted names do not count."""
    total = sum(s.end - s.start for s in draft.content)
    quoted = 0
    for span in draft.content:
        around = _around(scene, span, draft)
        if around:
            quoted += min(span.end, around) - span.start
            continue
        for quotation in scene.quotations_between(span.start, span.end):
            if quotation.depth == 0 or quotation.start == span.start or not quoted:
                if _names_something(scene, quotation.inner_start, quotation.inner_end):
                    continue
                quoted += min(span.end, quotation.end) - quotation.start
    if quoted >= total * _ALL_QUOTED:
        return "direct"
    return "mixed" if quoted else "indirect"


def _around(scene: Scene, span: Span, draft: Draft) -> int:
    """The end of the quotation in which a content lies but not its cue; 0 where there is none."""
    first = scene.page.token_at(span.start)
    number = scene.enclosing[first] if first < len(scene.enclosing) else -1
    before = scene.openings.get(first - 1)
    if number >= 0:
        quotation = scene.page.quotations[number]
    elif before is not None and not before.closed:
        quotation = before
    else:
        return 0
    inside = quotation.start <= draft.start < quotation.end and draft.cue is not None
    return 0 if inside or quotation.start >= span.start else quotation.end


def _names_something(scene: Scene, start: int, end: int) -> bool:
    return any(end - start - (m.end - m.start) <= 2 for m in scene.names.within(start, end))


def act_of(scene: Scene, draft: Draft, is_medium: Callable[[Entity], bool]) -> Act:
    """`report` for media, papers and studies; the same verb of a person or office is `say`."""
    learnt = learns(draft) and draft.act == "think"  # what a medium has learnt it reports
    if (draft.act not in _REPORTED and not learnt) or not draft.chain:
        return draft.act
    other: Act = "think" if learnt else "say"
    link = draft.chain[-1]
    if link.entity is not None:
        return "report" if is_medium(scene.names.entities[link.entity]) else other
    assert link.anonymous is not None
    first = scene.page.token_at(link.anonymous.start)
    return "report" if bare(scene.form(first)) in words("medium") or scene.form(first) in words("medium") else other


def asks_a_land(scene: Scene, draft: Draft) -> bool:
    """وحث أمريكا على: a land is feminine but for a few, so that it is asked where the verb is masculine."""
    reading, source = draft.reading, draft.source
    mention = scene.mention(source[0]) if source is not None and source[0] == draft.token + 1 else None
    if mention is None or reading is None or not reading.verbal or reading.gender != "m" or draft.match is None:
        return False
    land = scene.entity_type(mention[1]) == "GPE" and scene.form(draft.token + 1) not in words("masculine_land")
    return land and draft.match.frame.addressed


def target_of(scene: Scene, draft: Draft) -> str | None:
    """The entity at which an accusation, demand, threat, … is aimed."""
    if draft.act not in _AIMED:
        return None
    accused, source = draft.accused, draft.source
    if accused is not None and source is not None and accused[0] <= source[0] < accused[1]:
        accused = source[1], accused[1]  # the frame took the source for part of the accused
    for tokens in (accused, draft.addressee):
        key = _first_key(scene, tokens)
        if key is not None and not speaks_himself(draft, key):
            return key
    if draft.accused is not None:
        return None  # whoever is named in the charge is not the one charged
    if draft.act in ("accuse", "support", "reject", "threaten") and draft.content:
        span = draft.content[0]
        names = scene.names.within(span.start, min(span.end, span.start + 60))
        return names[0].key if names else None
    return None


def speaks_himself(draft: Draft, key: str | None) -> bool:
    """Whether somebody is the originator, at whom he himself aims nothing."""
    return bool(draft.chain) and key is not None and draft.chain[-1].entity == key


def participant(scene: Scene, tokens: Tokens | None) -> Participant | None:
    """Somebody spoken to: an entity, or the words for him."""
    key = _first_key(scene, tokens)
    if key is not None:
        return Participant(entity=key)
    span = scene.span(*tokens) if tokens is not None and tokens[0] < tokens[1] else None
    return Participant(span=span) if span is not None else None


def _first_key(scene: Scene, tokens: Tokens | None) -> str | None:
    if tokens is None or tokens[0] >= tokens[1]:
        return None
    page = scene.page
    start, end = page.starts[tokens[0]], page.ends[tokens[1] - 1]
    names = scene.names.within(start, end) or scene.names.nominals_within(start, end)
    return names[0].key if names else None
