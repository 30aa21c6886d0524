"""Sources that speak as one: نفت لندن وباريس, أعلنت الوزارة والحكومة, تخشى واشنطن وحلفاؤها."""

from dataclasses import replace

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import apposition, noun_phrase
from musnad.analysis.attribution.scene import Scene, bare
from musnad.arabic import fold_text

_ALLIES = tuple(map(fold_text, ("حلفاؤ", "حلفائ", "شركاؤ", "شركائ")))
_LONGEST = 14


def joint(scene: Scene, draft: Draft) -> list[Draft]:
    """The statements of the second and further sources of a draft, which keeps the first."""
    if draft.source is None:
        return []
    first, last = draft.source
    if scene.form(first) == "كل" and scene.form(first + 1) == "من":
        first += 2
    end = last if draft.trailing else apposition(scene, extended(scene, first, last), last)
    starts = [k for k in range(first + 1, end) if _joins(scene, k) and _alike(scene, first, k)]
    if not starts or not _named(scene, first, starts[0]):
        return []
    if any(scene.form(k) in words("relative") for k in range(first, end)):
        return []
    others = []
    for begin, stop in zip(starts, [*starts[1:], last], strict=True):
        others.append(replace(draft, source=(begin, stop), source_skip=1, joint=True, reasons=list(draft.reasons)))
    draft.source = (first, starts[0])
    return others


def extended(scene: Scene, first: int, limit: int) -> int:
    """The end of the noun phrase at `first` with those that و joins to it."""
    end = noun_phrase(scene, first, limit)
    while first < end < limit and _joins(scene, end) and _alike(scene, first, end):
        end = max(end + 1, noun_phrase(scene, end, limit))
    return end


def _named(scene: Scene, first: int, end: int) -> bool:
    """Whether a first source is a name or a definite body: others joined by و are one crowd (صحف ومواقع)."""
    if any(k in scene.mentions for k in range(first, end)):
        return True
    return bare(scene.form(first)) in words("body") and any(scene.form(k).startswith("ال") for k in range(first, end))


def _alike(scene: Scene, first: int, second: int) -> bool:
    """Whether what و joins at `second` is a source of its own: a man beside a man, a body or a people beside one."""
    personal = _personal(scene, first, 0)
    if _personal(scene, second, 1) != personal:
        return False
    return not personal or scene.mention(second) is not None or _person_after(scene, second)


def _person_after(scene: Scene, second: int) -> bool:
    """Whether a title that و joins has a name of its own (وزير النقل س ورجل الدين ص)."""
    end = noun_phrase(scene, second, second + _LONGEST)
    return any(k in scene.mentions and scene.entity_type(scene.mentions[k][1]) == "PER" for k in range(second, end))


def _personal(scene: Scene, token: int, skip: int) -> bool:
    """Whether the phrase at a token is headed by a person; `skip` letters of و are left out."""
    mention = scene.mention(token)
    if mention is not None:
        return scene.entity_type(mention[1]) == "PER"
    head = bare(scene.form(token)[skip:])
    return head in words("title") or head in words("spokesman") or head in words("generic")


def _joins(scene: Scene, token: int) -> bool:
    """Whether و and another source stand at a token, outside the name before it."""
    form = scene.form(token)
    if form[:1] != "و":
        return False
    mention = scene.mention(token)
    if mention is not None:
        return mention[1].start == scene.page.starts[token] + 1
    if any(m.start < scene.page.starts[token] < m.end for m in scene.names.within(*scene.around(token))):
        return False
    rest = form[1:]
    if rest in words("title") or rest in words("body") or rest.startswith(_ALLIES) or rest in ("غيرها", "غيرهما"):
        return True
    definite = rest.startswith("ال") or scene.form(token + 1).startswith("ال")
    return definite and (bare(rest) in words("source") or rest in words("source"))
