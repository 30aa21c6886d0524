"""Titles before names, and in whose name a spokesman speaks."""

from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import noun_phrase
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, THAT, Scene, bare
from musnad.analysis.named import Mention

FURTHEST_TITLE = 7


def title_start(scene: Scene, first: int) -> int:
    """The farthest title before a name whose phrase reaches it (رئيس الوزراء السابق س)."""
    start = first
    for at in range(first - 1, max(0, first - FURTHEST_TITLE) - 1, -1):
        form = scene.form(at)
        if form in PREPOSITIONS or form in THAT or form in words("joins_title"):
            break
        if form in PUNCTUATION and form != "،":
            break
        known = bare(form) in words("title") or bare(form) in words("spokesman") or form in words("rank")
        if known and noun_phrase(scene, at, first + 1) >= first:
            start = at
    return start


def represented(scene: Scene, first: int, at: int, head: str) -> bool:
    """المتحدثة باسم وزيرة الخارجية س: whether the name at `at` is of whom the spokesman speaks for."""
    if head not in words("spokesman"):
        return False
    form = scene.form
    name = next((k for k in range(first, at) if form(k) == "باسم"), None)
    if name is None or any(form(k) in PUNCTUATION for k in range(name, at)):
        return False
    return form(name + 1) in words("title") and noun_phrase(scene, name + 1, at + 1) > at


def polity(scene: Scene, mentions: tuple[Mention, ...], first: int, head: str) -> Mention | None:
    """دولة س and دول مجلس س: the state or the union that the name right behind the noun is of."""
    if not mentions or head not in words("polity"):
        return None
    kinds = ("GPE", "ORG") if head.startswith("دول") else ("GPE",)
    near = mentions[0].start == scene.page.starts[first + 1] and scene.entity_type(mentions[0]) in kinds
    return mentions[0] if near else None
