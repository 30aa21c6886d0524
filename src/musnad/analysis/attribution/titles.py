"""Titles before names, and in whose name a spokesman speaks."""

from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import noun_phrase
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, THAT, Scene, bare, behind_letter
from musnad.analysis.named import Mention

FURTHEST_TITLE = 7


def title_start(scene: Scene, first: int) -> int:
    """The farthest title before a name whose phrase reaches it (رئيس الوزراء السابق س)."""
    start = first
    for at in range(first - 1, max(0, first - FURTHEST_TITLE) - 1, -1):
        form = scene.form(at)
        posted = form in PREPOSITIONS and scene.mention(at + 1) is not None  # سفير فرنسا لدى لندن س
        if (form in PREPOSITIONS and not posted) or form in THAT or form in words("joins_title"):
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


def title_within(scene: Scene, first: int, mention: Mention) -> int | None:
    """The title inside the phrase that starts at `first` whose bearer is named, where that is another than its head.

    It is behind a preposition of an indefinite noun (قائد مؤيد للرئيس س, مسؤول قريب من الوزير ص), and where its
    bearer is known to hold that title on the day (مدير مكتب رئيس الوزراء س): نائب رئيس الوزراء ص is no such.
    """
    at = scene.page.token_at(mention.start)
    inner = _inner_title(scene, first, at)
    if inner is None:
        return None
    parted = _of_clitic(scene, inner) or any(scene.form(k) in PREPOSITIONS for k in range(first + 1, inner))
    form = scene.form(first)
    if not parted and ((form.startswith("ال") and form in words("title")) or form in words("honorific")):
        return None  # العاهل الأردني الملك س, معالي وزير الخارجية س: two titles of one man
    another = (parted and not scene.form(first).startswith("ال")) or _holds(scene, mention, inner, at)
    return inner if another else None


def _inner_title(scene: Scene, first: int, at: int) -> int | None:
    """The title behind `first` that only definite words part from the name at `at` (الرئيس السوري س), no rank."""
    for k in range(at - 1, first, -1):
        form = scene.form(k)
        if form in words("rank"):
            return k if _governs(scene, k - 1, first) else None
        if bare(form) in words("title") or _of_clitic(scene, k):
            return k if PUNCTUATION.isdisjoint(map(scene.form, range(first, k))) else None
        if not form.startswith("ال"):
            return None
    return None


def _governs(scene: Scene, at: int, first: int) -> bool:
    """قضية اختفاء الصحفي س: whether a plain noun at `at` governs the rank behind it, whose bearer is then no head."""
    form = scene.form(at)
    plain = (
        at > first + 1
        and scene.form(at - 1) not in PREPOSITIONS
        and form.isalpha()
        and not form.startswith("ال")
        and at not in scene.named
    )
    return (
        plain
        and form[:1] not in "بلوك"
        and form not in PREPOSITIONS
        and not any(form in words(kind) for kind in ("rank", "title", "adjective", "same"))
    )


def _of_clitic(scene: Scene, at: int) -> bool:
    """Whether a title with a preposition written onto it stands at `at`: للرئيس, لوزير."""
    form = scene.form(at)
    plain = form[2:] if form.startswith("لل") else form[1:]
    return form[:1] in ("ل", "ب") and form not in words("title") and plain in words("title")


def _holds(scene: Scene, mention: Mention, inner: int, at: int) -> bool:
    """Whether a name is of who holds the title at `inner` on the day of the article, or once held it, if former."""
    known, day = scene.article.knowledge, scene.article.published
    forms = [scene.form(k) for k in range(inner, at)]
    if _of_clitic(scene, inner):
        forms[0] = behind_letter(forms[0])
    former = not words("former").isdisjoint(forms)
    roles = [known.role(" ".join(forms[:last])) for last in range(1, len(forms) + 1)]
    keys = {role.key for role in roles if role is not None}
    terms = [t for t in known.offices(mention.key) if t.role in keys] if keys else []
    return any(former or day is None or t.holds(day) for t in terms)


def polity(scene: Scene, mentions: tuple[Mention, ...], first: int, head: str) -> Mention | None:
    """دولة س and دول مجلس س: the state or the union that the name right behind the noun is of."""
    if not mentions or head not in words("polity"):
        return None
    kinds = ("GPE", "ORG") if head.startswith("دول") else ("GPE",)
    near = mentions[0].start == scene.page.starts[first + 1] and scene.entity_type(mentions[0]) in kinds
    return mentions[0] if near else None
