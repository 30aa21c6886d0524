"""Sources that speak as one: نفت لندن وباريس, أعلنت الوزارة والحكومة, تخشى واشنطن وحلفاؤها."""

from dataclasses import replace

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import apposition, noun_phrase
from musnad.analysis.attribution.scene import Scene, bare
from musnad.arabic import fold_text

_ALLIES = tuple(map(fold_text, ("حلفاؤ", "حلفائ", "شركاؤ", "شركائ")))
_LONGEST = 14
_BEFORE = 6  # statements back to those who spoke as one
_LIKE_HIM = "نظير"


def joint(scene: Scene, draft: Draft) -> list[Draft]:
    """The statements of the second and further sources of a draft, which keeps the first."""
    if draft.source is None:
        return []
    first, last = draft.source
    if scene.form(first) == "كل" and scene.form(first + 1) == "من":
        first += 2
    last = _cited_after(scene, draft, first, last) if draft.trailing else _names_after(scene, draft, first, last)
    end = last if draft.trailing else apposition(scene, extended(scene, first, last), last)
    starts = [k for k in range(first + 1, end) if joins(scene, k) and _alike(scene, first, k)]
    if not starts or not (_named(scene, first, starts[0]) or _somebody(scene.form(first))):
        return []
    if any(scene.form(k) in words("relative") for k in range(first, end)):
        return []
    others = []
    for begin, stop in zip(starts, [*starts[1:], last], strict=True):
        alone = scene.form(begin) == "و"
        source, skip = (begin + alone, stop), int(not alone)
        others.append(replace(draft, source=source, source_skip=skip, joint=True, reasons=list(draft.reasons)))
    draft.source = (first, starts[0])
    return others


def together(drafts: list[Draft]) -> list[Draft]:
    """وشددتا على: who have just spoken as one go on, so that each has a statement; `drafts` come by place."""
    made = []
    for number, draft in enumerate(drafts):
        reading = draft.reading
        if reading is None or draft.number == "s" or reading.person == "1":
            continue
        if draft.source is not None or draft.speaker or draft.relative:
            continue
        near = drafts[max(0, number - _BEFORE) : number]
        last = next((d.token for d in reversed(near) if d.source is not None and not d.relative), -1)
        group = [d for d in near if d.token == last and d.source is not None]
        if len(group) > 1:
            draft.like = group[0]
            made += [replace(draft, like=one, joint=True, reasons=list(draft.reasons)) for one in group[1:]]
    return made


def _names_after(scene: Scene, draft: Draft, first: int, last: int) -> int:
    """The end of a source with the names that و joins to it; they were taken for those spoken to (طالبت س وص بكذا)."""
    if draft.addressee is None or draft.addressee[0] != last:
        return last
    end = last
    while scene.mention(end) is not None and joins(scene, end) and _alike(scene, first, end):
        end = scene.mentions[end][0]
    if end == draft.addressee[1]:
        draft.addressee = None
        return end
    return last


def _cited_after(scene: Scene, draft: Draft, first: int, last: int) -> int:
    """The end of who is cited behind a sentence with those that و joins up to its end (وفق شهود ووكالة س)."""
    limit = scene.unit_at(draft.token).last
    end = extended(scene, first, limit)
    return end if end > last and (end >= limit or scene.form(end) in (".", "،", ",")) else last


def extended(scene: Scene, first: int, limit: int) -> int:
    """The end of the noun phrase at `first` with those that و joins to it."""
    end = noun_phrase(scene, first, limit)
    while first < end < limit and joins(scene, end) and _alike(scene, first, end):
        end = max(end + 1, noun_phrase(scene, end, limit))
    return end


def _named(scene: Scene, first: int, end: int) -> bool:
    """Whether a first source is a name or a definite body: others joined by و are one crowd (صحف ومواقع)."""
    if any(k in scene.mentions for k in range(first, end)):
        return True
    return bare(scene.form(first)) in words("body") and any(scene.form(k).startswith("ال") for k in range(first, end))


def _alike(scene: Scene, first: int, second: int) -> bool:
    """Whether what و joins at `second` is a source of its own: a man beside a man, a body or a people beside one."""
    if _unnamed(scene.form(second)[1:]):
        return True
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
    token += scene.form(token) == "و"
    mention = scene.mention(token) or (scene.mention(token + 1) if token in scene.openings else None)
    if mention is not None:
        return scene.entity_type(mention[1]) == "PER"
    head = bare(scene.form(token)[skip:])
    heads = (head, head.removesuffix("ان"))  # النائبان س وص
    counterpart = head.startswith(_LIKE_HIM)  # الوزير س ونظيره ص
    return counterpart or any(one in words(kind) for one in heads for kind in ("title", "spokesman", "generic"))


def _somebody(form: str) -> bool:
    """Whether a noun is one for somebody without a name, or for several."""
    return _unnamed(form) or form in words("generic")


def _unnamed(form: str) -> bool:
    """Whether a noun is one for people without a name, whom و may join as a source of their own (مسؤول محلي وسكان)."""
    return form in words("source") and not form.startswith("ال") and form not in words("counted")


def several(scene: Scene, draft: Draft) -> bool:
    """Whether و joins a second source in the words for that of a draft."""
    source = draft.source
    return source is not None and any(joins(scene, k) for k in range(source[0] + 1, source[1]))


def joins(scene: Scene, token: int) -> bool:
    """Whether و and another source stand at a token, outside the name before it."""
    form = scene.form(token)
    if form[:1] != "و":
        return False
    mention = scene.mention(token)
    if form == "و":
        opens = token + 1 in scene.openings and scene.mention(token + 2) is not None
        return opens or scene.mention(token + 1) is not None
    if mention is not None:
        return mention[1].start == scene.page.starts[token] + 1
    if any(m.start < scene.page.starts[token] < m.end for m in scene.names.within(*scene.around(token))):
        return False
    rest = form[1:]
    if rest in words("title") or rest in words("body") or rest in ("غيرها", "غيرهما"):
        return True
    if rest.startswith((*_ALLIES, _LIKE_HIM)):
        return True
    if _unnamed(rest) or (rest in words("medium") and (token + 1 in scene.openings or scene.mention(token + 1))):
        return True
    definite = rest.startswith("ال") or scene.form(token + 1).startswith("ال")
    return definite and (bare(rest) in words("source") or rest in words("source"))
