"""Subjects that stand before their verb: إيران تنفي، وكانت تقارير قالت، الذي أعلن."""

from musnad.analysis.attribution.lexicon import Reading, is_according, readings, words
from musnad.analysis.attribution.phrases import Tokens, noun_phrase, speaks
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, THAT, Scene, Unit

_FURTHEST = 14


def before(scene: Scene, cue: int, reading: Reading, unit: Unit) -> tuple[Tokens | None, bool, bool]:
    """The subject before the verb at `cue`, whether a relative clause holds the verb, and whether it is the speaker.

    The speaker: إنه قال says that the subject is who speaks the clause around.
    """
    if reading.kind in ("participle", "noun") or reading.person == "1":
        return None, False, reading.person == "1"
    at = cue - 1
    while at >= unit.first and (scene.form(at) in words("auxiliary") or scene.form(at) in words("was")):
        at -= 1
    if reading.clitic[:1] == "و":
        return None, False, False
    if at < unit.first:
        return None, False, False
    form = scene.form(at)
    if form in words("linker") or form in words("as_said"):
        return None, False, False
    if form in words("relative"):
        return _antecedent(scene, at, unit), True, False
    if (form in THAT or form[1:] in THAT) and form not in ("ان", "بان", "وان", "فان"):
        return None, False, True
    if form in words("pronoun"):
        return None, False, True
    crowd = _crowd(scene, cue, unit)
    if crowd is not None:
        return crowd, True, False
    found = _preposed(scene, at + 1, cue, reading, unit)
    return (None if found is None and form in ("،", ",") else found), False, False


def _crowd(scene: Scene, cue: int, unit: Unit) -> Tokens | None:
    """تظاهرات احتجاجية تطالب بـ: a relative clause without a pronoun, after a crowd or a paper."""
    for first in range(cue - 1, max(unit.first, cue - 4) - 1, -1):
        form = scene.form(first)
        if form in words("crowd"):
            return (first, cue)
        if form in PUNCTUATION or form in PREPOSITIONS or form.startswith("ال"):
            return None
    return None


def _antecedent(scene: Scene, relative: int, unit: Unit) -> Tokens | None:
    """The noun phrase before a relative pronoun."""
    last = relative
    while last > unit.first and scene.form(last - 1) in PUNCTUATION:
        last -= 1
    first = last
    while first > unit.first and last - first < _FURTHEST:
        form = scene.form(first - 1)
        if form in PREPOSITIONS or form in PUNCTUATION or form in THAT or form in words("opener"):
            break
        if is_according(form):
            break
        if any(r.verbal for r in readings(form)):
            break
        first -= 1
    return (first, last) if first < last else None


def _preposed(scene: Scene, end: int, cue: int, reading: Reading, unit: Unit) -> Tokens | None:
    """The words from the start of the clause to the verb, where they look like a subject."""
    first = end
    while first > unit.first and end - first < 2 * _FURTHEST:
        form = scene.form(first - 1)
        if form in (".", "؛", ";", ":", "…", "!", "؟", "«", "»", '"', "-", "–", "—") and not _closes_name(
            scene, first - 1
        ):
            break
        if (
            form in words("was")
            or form in words("opener")
            or (form in THAT or (form[:1] in "وبف" and form[1:] in THAT))
        ):
            whole = first < end and _nominal(scene, first)
            whole = whole and (form in words("was") or _one_phrase(scene, first, end))
            return (first, end) if whole else None
        first -= 1
    while first < end and scene.form(first) in PUNCTUATION:
        first += 1
    if first == end or end - first >= _FURTHEST:
        return None
    if scene.form(end - 1) in ("،", ",") and not any(scene.form(k) in ("،", ",") for k in range(first, end - 1)):
        return None
    if scene.form(first) in words("linker") or not _nominal(scene, first):
        return None
    if not (speaks(scene, first) or scene.form(first).startswith("ال")):
        return None
    if first > unit.first and scene.form(first - 1) not in (".", ":", "…") and first - 1 not in scene.openings:
        return None
    return (first, end) if _one_phrase(scene, first, end) else None


def _one_phrase(scene: Scene, first: int, end: int) -> bool:
    """Whether tokens [first, end) can be one noun phrase: no other clause in them."""
    at = noun_phrase(scene, first, end)
    while at < end:
        form = scene.form(at)
        if form in words("relative"):
            return True
        if form in THAT or any(r.verbal and (r.kind == "perfect" or not r.clitic) for r in readings(form)):
            return False
        mention = scene.mention(at)
        at = mention[0] if mention is not None else at + 1
    return True


def _closes_name(scene: Scene, at: int) -> bool:
    form = scene.form(at)
    if form in '«»"':
        if at in scene.openings:
            return scene.name_like(at)
        return any(
            scene.openings[k].end == scene.page.ends[at] for k in range(max(0, at - 6), at) if k in scene.openings
        )
    return False


def _nominal(scene: Scene, first: int) -> bool:
    form = scene.form(first)
    form = form[1:] if form[:1] == "و" and len(form) > 2 and scene.mention(first) is None else form
    if first in scene.times or form in PREPOSITIONS or form in words("circumstance"):
        return False
    return not any(r.verbal for r in readings(form)) or scene.mention(first) is not None
