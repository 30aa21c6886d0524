"""Frames with two parts: what somebody is called, whom he is charged with what, an attitude and its object."""

from musnad.analysis.attribution.adverbials import between
from musnad.analysis.attribution.documents import is_document
from musnad.analysis.attribution.lexicon import Frame, Lemma, Reading, stances, words
from musnad.analysis.attribution.markers import WINDOW, Match
from musnad.analysis.attribution.phrases import Tokens, noun_phrase, speaks
from musnad.analysis.attribution.scene import ON, PREPOSITIONS, PUNCTUATION, THAT, TO, Scene, bare
from musnad.analysis.attribution.subjects import after
from musnad.record import Act

# Attitudes towards somebody, whom a preposition names before their reason.
_AIMED = ("accuse", "warn", "threaten", "support")


def called(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Match | None:
    """وصف س ص بأنه ع: what is called so, and what it is called."""
    lemma = reading.lemma
    frame = lemma.frame("as")
    assert frame is not None
    if reading.pronoun:
        found = after(scene, cue, reading, limit, subject_before)
        at = _as_marker(scene, found.end, min(limit, found.end + 12))
        if at is not None:
            bare_name = at[1] == at[0] and at[2] == 0  # تصنفه س تنظيما «خطرا»: the name begins before the quotation
            return Match(frame, "as", found.end if bare_name else at[1], at[2], found)
        return Match(frame, "as", found.end, 0, found) if found.end < limit else None
    direct = lemma.frame("ان")
    found = after(scene, cue, reading, limit, subject_before)
    if direct is not None and scene.form(found.end) in THAT:
        return None
    if direct is not None and any(scene.form(k) in THAT for k in range(cue + 1, min(found.end + 3, limit))):
        return None
    at = _as_marker(scene, found.end, min(limit, found.end + 40))
    if at is None:
        return None
    named = (found.end, at[0]) if at[0] > found.end else None
    about = named is not None and (scene.form(named[0]) in PREPOSITIONS or scene.form(named[0]) in words("notb"))
    if found.source is not None and (about or (named is None and not _calls(scene, found.source[0]))):
        # ووصف تلك التقارير بأنها, ووصف تقرير المنظمة بشأن البلاد بأنه: what looked like the subject is called so
        named, found.source = (found.source[0], at[0]), None
    return Match(frame, "as", at[1], at[2], found, called=named)


def _calls(scene: Scene, at: int) -> bool:
    """Whether a phrase alone may be who calls something a name, rather than what is called so (تقرير)."""
    return speaks(scene, at) and not is_document(bare(scene.form(at)))


def _as_marker(scene: Scene, start: int, limit: int) -> tuple[int, int, int] | None:
    """بأنه, بـ« or بالـ at or after `start`: its token, the first token of the name given, letters to skip."""
    for at in range(start, limit):
        form = scene.form(at)
        if form[:1] == "ب" and form[1:] in THAT:
            return at, at + 1, 0
        if form == "ب" and at + 1 < limit:
            return at, at + 1, 0
        if form.startswith("بال") and form not in words("notb"):
            return at, at, 1
        if form == "بمثابه" and at + 1 < limit:
            return at, at + 1, 0
        name = at in scene.openings and scene.name_like(at) and scene.mention(at + 1) is not None
        if at > start and at in scene.openings and not name and scene.form(at - 1) not in PREPOSITIONS:
            return at, at, 0
        if form in (".", "؛"):
            break
    return None


def charge(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Match:
    """اتهم س ص بكذا: accuser, accused, charge."""
    lemma = reading.lemma
    frame = Frame("charge", lemma.act)
    found = after(scene, cue, reading, limit, subject_before)
    for at in range(found.end, min(limit, found.end + 40)):
        form = scene.form(at)
        glued = form[:1] == "ب" and len(form) > 2 and form not in words("notb")
        if form == "ب" or glued or (form[:1] == "ب" and form[1:] in THAT):
            mention = scene.mention(at)
            if mention is not None and mention[1].start == scene.page.starts[at]:
                continue
            whole = form == "ب" or form[1:] in THAT
            since = scene.form(found.end) in ("منذ", "خلال")  # وتتهم س منذ سنوات بكذا
            accused = (found.end, at) if at > found.end and not since else None
            if accused is not None and found.source is not None and scene.form(accused[0])[:1] == "و":
                accused, found.source = (found.source[0], at), None
            if accused is None and found.source is not None and not reading.pronoun:
                accused, found.source = found.source, None
            if accused is not None and found.source is None and not subject_before:
                # اتهم الوزير نبيل حداد «كتائب الفجر»: the quoted name is the accused, what stands before accuses.
                quoted = next((i for i in range(accused[0] + 1, at) if i in scene.openings), None)
                if quoted is not None:
                    found.source, accused = (accused[0], quoted), (quoted, at)
            if at + whole >= limit:
                break
            return Match(frame, "charge", at + 1 if whole else at, 0 if whole else 1, found, accused=accused)
        if form in (".", "؛"):
            break
    return Match(Frame("bare", lemma.act), "bare", found.end, 0, found)


def stance(scene: Scene, cue: int, lemma: Lemma, limit: int) -> Match | None:
    """أعرب س عن أمله في ص: the noun of attitude gives the act; it and the preposition stay outside."""
    acts = stances()
    for at in range(cue + 1, min(limit, cue + WINDOW)):
        form = scene.form(at)
        if form in (".", "؛") or (form in THAT and at > cue + 1):
            break
        noun = _stance_noun(form, acts)
        if noun is None or scene.form(at - 1) in ("في", "خلال", "وسط", ON):
            continue
        if " " in lemma.name and noun not in lemma.name:
            continue  # اتخذ قرارا is a cue, اتخذ إجراءات … مخاوف is none
        after_preposition = scene.form(at - 1) == "عن"
        region_end = at - 1 if after_preposition or scene.form(at - 1) == "اصابع" else at
        found = between(scene, cue + 1, region_end)
        frame = Frame("stance", acts[noun])
        content, skip, holder = _after_stance(scene, at, form == noun, limit)
        if content >= limit:
            return None
        aimed = _aimed(scene, at, content, limit) if frame.act in _AIMED else None
        if aimed is not None:
            content, skip, found.addressee = aimed
        # أصدر بيانا is hardly ever a cue, أبدى أسفه nearly always: counted apart.
        marker = "words" if frame.act in ("say", "announce") else "stance"
        return Match(frame, marker, content, skip, found, holder=holder)
    return None


def _aimed(scene: Scene, noun: int, content: int, limit: int) -> tuple[int, int, Tokens] | None:
    """تحذيرا إلى س من ص, الشكر لس على ص: where the content begins after whom it is aimed at; None if at nobody."""
    at = next((k for k in range(noun + 1, content + 1) if scene.form(k) in (TO, "نحو") or _to_whom(scene, k)), None)
    if at is None:
        return None
    first = at + (scene.form(at) in (TO, "نحو"))
    end = max(first + 1, noun_phrase(scene, first, limit))
    after = end
    while after < limit and (scene.form(after) in ("،", ",") or after in scene.times):
        after = scene.times.get(after, after + 1)
    form = scene.form(after)
    glued = form[:1] == "ب" and len(form) > 2 and form not in words("notb")
    if after + 1 >= limit or not (glued or form in ("من", ON, "عن", "ب", "بشان", "حول", "ازاء")):
        return None
    begin = after if glued and form[1:] not in THAT else after + 1
    begin += not glued and scene.form(begin) in THAT
    return begin, int(begin == after), (first, end)


def _to_whom(scene: Scene, at: int) -> bool:
    """Whether لـ and a name stand at a token."""
    mention = scene.mention(at)
    return scene.form(at)[:1] == "ل" and mention is not None and mention[1].start > scene.page.starts[at]


def _stance_noun(form: str, acts: dict[str, Act]) -> str | None:
    for candidate in (
        form,
        bare(form),
        form.removesuffix("ا"),
        *(form.removesuffix(p) for p in ("هما", "ها", "هم", "ه", "نا", "ي")),
    ):
        if candidate in acts:
            return candidate
        if candidate.endswith("ت") and candidate[:-1] + "ه" in acts:
            return candidate[:-1] + "ه"
        if candidate == "مخاوف":
            return candidate
    return None


def _after_stance(scene: Scene, at: int, plain: bool, limit: int) -> tuple[int, int, Tokens | None]:
    """Where the content begins after a noun of attitude, and a holder named in idafa (أمل واشنطن في)."""
    start = at + 1
    holder = None
    name = scene.mention(start)
    if plain and name is not None and scene.page.starts[start] == name[1].start:
        end = noun_phrase(scene, start, limit)
        holder = (start, end)
        start = end
    for k in range(start, min(limit, start + 6)):
        form = scene.form(k)
        if form in THAT or (form[:1] == "ب" and form[1:] in THAT):
            return k + 1, 0, holder
        if form in PREPOSITIONS:
            after = k + 1
            return (after + 1 if scene.form(after) in THAT else after), 0, holder
        if form[:1] in ("ل", "ب") and len(form) > 2 and form not in words("notl") and form not in words("notb"):
            return k, 1, holder
        if form in PUNCTUATION:
            break
    if start >= limit or scene.form(start) in PUNCTUATION or scene.form(start) in words("circumstance"):
        return at, 0, holder  # أعرب عن معارضته: the attitude is all that is told
    return start, 0, holder
