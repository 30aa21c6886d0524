"""Subjects: before their verb (إيران تنفي، وكانت تقارير قالت) and after it (نفت إيران)."""

from musnad.analysis.attribution.adverbials import Between, between, manner, setting_end
from musnad.analysis.attribution.antecedents import antecedent
from musnad.analysis.attribution.documents import is_document
from musnad.analysis.attribution.joint import extended
from musnad.analysis.attribution.lexicon import Reading, readings, words
from musnad.analysis.attribution.markers import marker
from musnad.analysis.attribution.phrases import Tokens, apposition, disagrees, is_deed, noun_phrase, oblique, speaks
from musnad.analysis.attribution.scene import AT, PREPOSITIONS, PUNCTUATION, THAT, TO, Scene, Unit, bare, in_it
from musnad.arabic.kept import kept

_FURTHEST = 14
_UNKNOWN = 2
_ASIDE = 24
_NO_HEADS = ("circumstance", "auxiliary", "no_head")
_PAUSES = ("-", "–", "ـ")


def before(scene: Scene, cue: int, reading: Reading, unit: Unit) -> tuple[Tokens | None, bool, bool]:
    """The subject before the verb at `cue`, whether a relative clause holds the verb, and whether it is the speaker.

    The speaker: إنه قال says that the subject is who speaks the clause around.
    """
    if reading.kind in ("participle", "noun") or reading.person == "1":
        return None, False, reading.person == "1"
    at = cue - 1
    if scene.form(at) in words("what_is") and (reading.pronoun or scene.form(at) != "ما"):
        return None, False, scene.form(at - 1) in words("pronoun")
    while at >= unit.first and (scene.form(at) in words("auxiliary") or scene.form(at) in words("was")):
        at -= 1
    if reading.clitic[:1] == "و":
        return None, False, False
    if at < unit.first:
        return None, False, False
    form = scene.form(at)
    if form in words("linker") or form in words("as_said") or form in words("opener"):
        return None, False, False
    if form in words("relative"):
        return antecedent(scene, at, cue, reading, unit), True, False
    if (form in THAT or form[1:] in THAT) and form not in ("ان", "بان", "وان", "فان"):
        return None, False, True
    if form in words("pronoun"):
        return None, False, True
    if in_it(scene, cue) and any(is_document(bare(scene.form(k))) for k in (at - 1, at)):
        return None, False, False
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
        if form in PUNCTUATION or form in PREPOSITIONS or form.startswith(("ال", "وال")):
            return None
    return None


def _preposed(scene: Scene, end: int, cue: int, reading: Reading, unit: Unit) -> Tokens | None:
    """The words from the start of the clause to the verb, where they look like a subject."""
    first, opening = end, scene.after_dateline(unit)
    while first > opening and end - first < 2 * _FURTHEST:
        edge = _edge(scene.form(first - 1))
        if edge == "stop" and not _closes_name(scene, first - 1):
            break
        if edge == "was":
            first = _past_there(scene, first, end)
            fits = first < end and _nominal(scene, first)
            return (first, end) if fits and (_somebody(scene, first) or not _dangling(scene, first, end)) else None
        if edge == "opener":
            while first < end and scene.form(first) in PUNCTUATION:
                first += 1
            first = _past_there(scene, first, end)
            fits = first < end and _nominal(scene, first)
            fits = fits and (_somebody(scene, first) or not _dangling(scene, first, end))
            return (first, end) if fits and _reaches(scene, first, end) else None
        first -= 1
    while first < end and scene.form(first) in PUNCTUATION:
        first += 1
    if first == end or end - first >= _FURTHEST:
        return None
    clause = _his_clause(scene, first, end, reading)
    if clause > first:
        return clause, end
    if _dangling(scene, first, end) or scene.form(first) in words("linker") or not _nominal(scene, first):
        return None
    if not (speaks(scene, first) or scene.form(first).startswith("ال")):
        return None
    if first > opening and scene.form(first - 1) not in (".", ":", "…") and first - 1 not in scene.openings:
        return None
    return (first, end) if _one_phrase(scene, first, end) else None


def _somebody(scene: Scene, first: int) -> bool:
    """Whether a noun for somebody heads a phrase, in the accusative too (لكن مسؤولا كبيرا، قال)."""
    form = scene.form(first)
    return speaks(scene, first) or (form.endswith("ا") and form[:-1] in words("title") | words("source"))


def _past_there(scene: Scene, first: int, end: int) -> int:
    """Where somebody is named behind هناك (أن هناك بعض السكان يرون); `end` where nobody is."""
    at = first
    while at < end and scene.form(at) in words("there_is"):
        at += 1
    return at if at == first or (at < end and speaks(scene, at)) else end


@kept
def _edge(form: str) -> str:
    """How a word bounds a clause: "stop", "was", "opener"; "" for most words."""
    if form in (".", "؛", ";", ":", "…", "!", "؟", "«", "»", '"', "-", "–", "—"):
        return "stop"
    if form in words("was"):
        return "was"
    opens = form in words("opener") or form in THAT or (form[:1] in ("و", "ب", "ف") and form[1:] in THAT)
    return "opener" if opens else ""


def _dangling(scene: Scene, first: int, end: int) -> bool:
    """Whether a single comma parts the words from the verb: an adverbial, no subject (two enclose an apposition)."""
    commas = [k for k in range(first, end) if scene.form(k) in ("،", ",")]
    return len(commas) == 1 and commas[0] == end - 1


def _reaches(scene: Scene, first: int, end: int) -> bool:
    """Whether the phrase that starts at `first` comes up to the verb, but for an unknown word or two."""
    at = apposition(scene, noun_phrase(scene, first, end), end)
    return end - at <= _UNKNOWN or any(scene.form(k) in words("relative") for k in range(at, min(at + 3, end)))


def _one_phrase(scene: Scene, first: int, end: int) -> bool:
    """Whether tokens [first, end) can be one noun phrase: no other clause in them."""
    at = noun_phrase(scene, first, end)
    while at < end:
        form = scene.form(at)
        if form in words("relative"):
            return True
        if form in THAT or any(r.verbal and (r.kind == "perfect" or not r.clitic) for r in readings(form)):
            return False
        if form[:1] in ("ي", "ت") and at not in scene.named and _ends_man(scene, at):
            return False  # س يفوز بولاية ثانية والمعارضة تطعن
        mention = scene.mention(at)
        at = mention[0] if mention is not None else at + 1
    return True


def _his_clause(scene: Scene, first: int, end: int, reading: Reading) -> int:
    """قتيلان في مظاهرة والرئيس يدعو: where one man's clause begins, if what stands before cannot speak with him."""
    if reading.number != "s" or speaks(scene, first):
        return first
    joined = (
        k for k in range(end - 1, first, -1) if scene.form(k)[:3] == "وال" and scene.form(k)[1:] in words("title")
    )
    at = next(joined, None)
    return at if at is not None and noun_phrase(scene, at, end) == end else first


def _ends_man(scene: Scene, at: int) -> bool:
    """Whether a man's name ends right before `at`."""
    before = scene.names.within(scene.page.starts[at - 1], scene.page.ends[at - 1])
    return any(scene.entity_type(m) == "PER" for m in before)


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
    if first in scene.times or form in PREPOSITIONS or any(form in words(kind) for kind in _NO_HEADS):
        return False
    return not any(r.verbal for r in readings(form)) or scene.mention(first) is not None


def after(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Between:
    """The subject and adverbials right after a verb, before a bare object."""
    found = Between(end=cue + 1)
    if subject_before or without(reading):
        found.end = _past_times(scene, cue + 1, limit)
        return found
    if reading.kind == "noun" and (reading.pronoun or _adjective(scene, cue + 1)):
        return found
    at = cue + 1
    bare_object = scene.form(at) == "ذلك" and reading.lemma.frame("obj") is not None
    if bare_object and speaks(scene, at + 1) and not scene.form(at + 1).startswith("ال"):  # أكد ذلك س
        found.source, found.end = (at + 1, max(at + 2, noun_phrase(scene, at + 1, limit))), at
        return found
    for _ in range(4):
        if at >= limit:
            break
        hit = marker(scene, at, reading.lemma, limit)
        if hit is not None and hit[0].marker != "quote":
            break
        if scene.form(at) in words("citing") and scene.form(at + 1) == "عن" and at + 2 < limit:
            found.cited, at = (at + 2, noun_phrase(scene, at + 2, limit)), noun_phrase(scene, at + 2, limit)
            continue
        skipped = between(scene, at, min(at + 2, limit))
        if scene.form(at) in ("،", ",") and reading.kind == "noun":
            break
        pause = scene.form(at) in _PAUSES and (scene.form(at + 1) == "في" or found.setting is not None)
        pause = pause or scene.form(at) in ("،", ",")
        if pause or scene.form(at) in words("adverb") or at in scene.times:
            at = scene.times.get(at, at + 1)
        elif (behind := manner(scene, at)) > at:
            at = behind
        elif skipped.addressee or skipped.setting or (scene.form(at) == "في" and at + 1 in scene.times):
            past = _past_adverbial(scene, at, limit, skipped, found)
            at = max(past, object_after(scene, at, limit)) if skipped.setting else past
        elif found.source is None:
            end = noun_phrase(scene, at, limit)
            if (
                end == at
                or disagrees(scene, reading.gender, at)
                or (reading.verbal and oblique(scene, at))
                or not (speaks(scene, at) or _another_follows(scene, at, end, limit))
            ):
                break
            joined = apposition(scene, extended(scene, at, limit), limit)
            joined = _named(scene, at, _placed(scene, at, joined, limit), limit)
            found.source, at = (at, joined), aside(scene, joined, limit)
        else:
            break
    found.end = at
    return found


def _past_adverbial(scene: Scene, at: int, limit: int, skipped: Between, found: Between) -> int:
    """The token after an adverbial or somebody spoken to at `at`, both noted in `found`."""
    piece = between(scene, at, limit)
    found.addressee = found.addressee or (skipped.addressee and piece.addressee)
    stop = setting_end(scene, at, limit)
    if skipped.setting:
        found.setting = found.setting or (at, stop)
    elif piece.setting is not None and piece.setting[0] < stop:  # المستشار لس في تصريحات لوكالة ص
        found.setting = found.setting or (piece.setting[0], stop)
    return max(stop, at + 1)


def _past_times(scene: Scene, at: int, limit: int) -> int:
    """The token after the times between a verb and its object (رفضت الشهر الماضي، إصدار أمر), or `at`."""
    end = at
    while end < limit:
        if end in scene.times:
            end = scene.times[end]
        elif scene.form(end) in ("في", "منذ") and end + 1 in scene.times:
            end = scene.times[end + 1]
        elif (past := manner(scene, end)) > end:
            end = past
        elif scene.form(end) in words("by_turns") or (end > at and scene.form(end) in ("،", ",")):
            end += 1
        else:
            return end
    return at


def _named(scene: Scene, first: int, end: int, limit: int) -> int:
    """The end of a title with the name that follows what hangs on it (وزير الزراعة بالولاية الشمالية س)."""
    head = bare(scene.form(first))
    if not any(head in words(kind) for kind in ("title", "spokesman", "generic")) or _person_in(scene, first, end):
        return end
    at = end
    for _ in range(3):
        glued = scene.form(at)[:1] in "بل" and len(scene.form(at)) > 2 and scene.form(at)[1:] not in THAT
        if scene.form(at) not in ("في", "من", AT, TO, "لدي") and not glued and not _person_in(scene, at, at + 1):
            titled = bare(scene.form(at)) in words("rank") | words("title")
            if not titled or at >= limit:
                return end
        start = at if glued or at in scene.mentions or bare(scene.form(at)) in words("rank") else at + 1
        at = max(start + 1, noun_phrase(scene, start, limit))
        if at > limit or at in scene.times:
            return end
        if _person_in(scene, start, at):
            return at
    return end


def _person_in(scene: Scene, first: int, end: int) -> bool:
    return any(k in scene.mentions and scene.entity_type(scene.mentions[k][1]) == "PER" for k in range(first, end))


def _placed(scene: Scene, first: int, end: int, limit: int) -> int:
    """The end of an unnamed source with where it sits: مسؤول في المركز السوري, مصدر بوزارة الدفاع."""
    head = scene.form(first)
    if scene.form(end) not in ("في", "من") or bare(head) not in words("generic") | words("source") | words("title"):
        return end
    if head.startswith("ال") or end + 1 in scene.times or bare(scene.form(end + 1)) in words("setting"):
        return end
    return max(end, noun_phrase(scene, end + 1, limit))


def aside(scene: Scene, at: int, limit: int) -> int:
    """The comma that closes a relative clause opened by a comma at `at` (، الذي …،), or `at` where there is none."""
    if scene.form(at) not in ("،", ",") or scene.form(at + 1) not in words("relative") | words("pronoun"):
        return at
    return next((k for k in range(at + 2, min(at + _ASIDE, limit)) if scene.form(k) in ("،", ",")), at)


def begins(scene: Scene, at: int) -> bool:
    """Whether a bare object begins after the comma that closes an apposition (، بهرام قاسمي، موقف بلاده من)."""
    form = scene.form(at)
    if at in scene.times or at in scene.openings or at in scene.named or form in PUNCTUATION or speaks(scene, at):
        return False
    if form in PREPOSITIONS or form in THAT or form[:1] in "لبوف":
        return False
    kinds = ("relative", "circumstance", "adverb", "stop", "relative_wide", "linker", "opener", "pronoun", "setting")
    return form.isalpha() and not any(form in words(kind) for kind in kinds)


def object_after(scene: Scene, first: int, limit: int) -> int:
    """Where a bare object begins after an adverbial between commas (، خلال لقائه س، حرص مصر …); 0 where none does."""
    if scene.form(first - 1) not in ("،", ","):
        return 0
    commas = (k for k in range(first + 1, min(first + _ASIDE, limit - 1)) if scene.form(k) in ("،", ","))
    return next((k + 1 for k in commas if begins(scene, k + 1)), 0)


def without(reading: Reading) -> bool:
    """Whether no subject can follow: participles, first persons, plurals (a verb before its subject is singular)."""
    return reading.kind == "participle" or reading.person == "1" or (reading.verbal and reading.number != "s")


def _adjective(scene: Scene, at: int) -> bool:
    """Whether an adjective of the cue noun stands at `at` (الاتهامات السورية), not its subject."""
    form = scene.form(at)
    return scene.mention(at) is None and form.endswith(("ي", "يه", "يا")) and not speaks(scene, at)


def _another_follows(scene: Scene, at: int, end: int, limit: int) -> bool:
    """Whether a second phrase follows the one in [at, end), so that the first can be the subject."""
    form, first = scene.form(end), scene.form(at)
    if is_deed(scene, at):
        return False
    if end >= limit or form in PUNCTUATION or form in PREPOSITIONS or form[:1] == "و" or form in words("stop"):
        return False
    if form in words("circumstance") or form in words("adverb"):
        return False
    if form[:1] in "بل" and form in THAT | _glued(form):
        return False
    return first.startswith("ال") or not any(r.kind == "noun" for r in readings(first))


def _glued(form: str) -> frozenset[str]:
    known = words("notb") if form[0] == "ب" else words("notl")
    return frozenset() if form in known else frozenset([form])
