"""Frames: where the content of a cue begins, and what marks it."""

from dataclasses import dataclass, field, replace

from musnad.analysis.attribution.lexicon import Frame, Lemma, Reading, readings, stances, words
from musnad.analysis.attribution.phrases import Between, Tokens, apposition, between, disagrees, noun_phrase, speaks
from musnad.analysis.attribution.scene import ON, PREPOSITIONS, PUNCTUATION, THAT, Scene, bare
from musnad.arabic import fold_text

_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Match:
    """A cue in one of its frames.

    `marker` is the frame's name ("bare" where nothing follows), `content` the first token of the content and `skip`
    the letters of a preposition written together with it; `between` what stands between cue and content.
    """

    frame: Frame
    marker: str
    content: int
    skip: int
    between: Between = field(default_factory=Between)
    called: Tokens | None = None
    accused: Tokens | None = None
    holder: Tokens | None = None

    @property
    def found(self) -> bool:
        """Whether there is a content after the cue."""
        return self.marker not in ("bare", "said", "quoted")


def match(scene: Scene, cue: int, reading: Reading, limit: int, *, subject_before: bool = False) -> Match:
    """The frame of the cue at token `cue`, its content no later than token `limit`."""
    found = _match(scene, cue, reading, limit, subject_before=subject_before)
    if not reading.verbal:
        return found
    if found.found:
        as_said = (
            scene.form(cue - 1) in words("as_said") and found.marker == "ان" and not _all_source(scene, cue, found)
        )
        return replace(found, marker="said") if as_said else found
    return replace(found, marker=_before(scene, cue))


def _before(scene: Scene, cue: int) -> str:
    """What stands before a cue without content after it: كما قال, a closed quotation, or nothing of use."""
    if scene.form(cue - 1) in words("as_said"):
        return "said"
    at = cue - 1
    while at > 0 and scene.form(at) in ("،", ","):
        at -= 1
    return "quoted" if scene.closes_long(at) else "bare"


def _match(scene: Scene, cue: int, reading: Reading, limit: int, *, subject_before: bool = False) -> Match:
    """The frame of the cue at token `cue`, its content no later than token `limit`."""
    lemma = reading.lemma
    if lemma.frame("charge"):
        return _charge(scene, cue, reading, limit, subject_before)
    if lemma.frame("as"):
        called = _called(scene, cue, reading, limit, subject_before)
        if called is not None:
            return called
    if lemma.frame("stance") and not reading.pronoun:
        stance = _stance(scene, cue, lemma, limit)
        if stance is not None:
            return stance
        return Match(Frame("bare", lemma.act), "bare", cue + 1, 0, between(scene, cue + 1, cue + 1))
    if lemma.frame("obj") and not reading.pronoun:
        if lemma.frame("ان") is None or not (speaks(scene, cue + 1) or _adjunct(scene, cue + 1)):
            return _object(scene, cue, reading, limit, subject_before)
        marked = _marked(scene, cue, reading, lemma, limit)
        if marked.found and _all_source(scene, cue, marked):
            return marked
        return _object(scene, cue, reading, limit, subject_before)
    return _marked(scene, cue, reading, lemma, limit)


def _marked(scene: Scene, cue: int, reading: Reading, lemma: Lemma, limit: int, start: int | None = None) -> Match:
    """The first marker that one of the lemma's frames allows."""
    at = cue + 1 if start is None else start
    stop = min(limit, at + _WINDOW)
    while at < stop:
        hit = _marker(scene, at, lemma, limit)
        if hit is not None:
            frame, content, skip, region_end = hit
            found = between(scene, cue + 1, region_end)
            if frame.governs:
                return _governed(scene, cue, lemma, frame, at, content, skip, limit)
            bereft = _without_subject(reading)
            if found.source is not None and (bereft or disagrees(scene, reading.gender, found.source[0])):
                found.source, found.addressee = None, found.addressee or found.source
            if frame.addressed:
                _split_addressee(scene, cue, found, region_end)
            return Match(frame, frame.marker, content, skip, found)
        if _barred(scene, at):
            break
        at = _step(scene, at)
    return Match(Frame("bare", lemma.act), "bare", at, 0, between(scene, cue + 1, at))


def _without_subject(reading: Reading) -> bool:
    """Whether no subject can follow: participles, first persons, and plural verbs (a verb before its subject is singular)."""
    return reading.kind == "participle" or reading.person == "1" or (reading.verbal and reading.number != "s")


def _adjunct(scene: Scene, at: int) -> bool:
    """Whether an adverbial or a comma follows the cue, so that a clause may come later."""
    form = scene.form(at)
    if at in scene.openings:
        return False
    return form in ("،", ",", "في") or at in scene.times or form in words("adverb") or form in words("circumstance")


def _all_source(scene: Scene, cue: int, found: Match) -> bool:
    """Whether the words for the source are one phrase; else its end is the object (أكد الرئيس عزمه على أن)."""
    source = found.between.source
    if source is None:
        return True
    end = apposition(scene, noun_phrase(scene, *source), source[1])
    form = scene.form(end)
    return (
        end >= source[1]
        or form in PUNCTUATION
        or form in words("relative")
        or form in PREPOSITIONS
        or form[:1] in "لبو"
    )


def _step(scene: Scene, at: int) -> int:
    if at in scene.openings and scene.name_like(at):
        return scene.after(scene.openings[at])
    mention = scene.mention(at)
    return mention[0] if mention is not None else at + 1


def _barred(scene: Scene, at: int) -> bool:
    """Whether another clause begins at `at`, so that no marker after it is this cue's."""
    form = scene.form(at)
    if form in (".", "؛", ";") or form in THAT:
        return True
    if (
        any(r.kind == "participle" and fold_text(r.lemma.name) in words("continuing") for r in readings(form))
        and form[-1:] in "اه"
    ):
        return True
    if scene.form(at - 1) in words("relative_wide") or form in words("saying"):
        return False
    cues = [r for r in readings(form) if r.kind == "perfect" and r.lemma.frame("ان") and r.skip <= 1 and not r.pronoun]
    if not cues:
        return False
    return form[0] in "وف" or (scene.form(at - 1) in ("،", ",") and any(r.lemma.act in _TELLING for r in cues))


_TELLING = ("say", "report", "announce", "affirm", "explain")


def _marker(scene: Scene, at: int, lemma: Lemma, limit: int) -> tuple[Frame, int, int, int] | None:
    """The frame marked at token `at`, with the content's first token, letters to skip, and where the marker begins."""
    form = scene.form(at)
    quote, that = lemma.frame("quote"), lemma.frame("ان")
    if form == ":" and quote is not None and at + 1 < limit and not scene.form(at - 1).isdigit():
        return quote, _after_that(scene, at + 1, limit), 0, at
    if form in words("saying") and quote is not None and at + 1 < limit:
        content = at + 2 if scene.form(at + 1) in (":", "،") or scene.form(at + 1) in THAT else at + 1
        return (quote, _after_that(scene, content, limit), 0, at) if content < limit else None
    if lemma.name == "نقل" and at > 0:
        relayed = next((r for r in readings(form) if r.kind == "noun" and r.pronoun and r.lemma.name != "قال"), None)
        if relayed is not None and at + 1 < limit:
            content = _after_that(scene, at + 1, limit)
            content += content == at + 1 and scene.form(content) in PREPOSITIONS
            return Frame("quote", relayed.lemma.act), _after_that(scene, content, limit), 0, at
    if form in THAT or (form[:1] == "ب" and form[1:] in THAT):
        if that is None and form[:1] == "ب" and lemma.frame("ب"):
            that = lemma.frame("ب")
        if that is not None and at + 1 < limit:
            return that, _after_colon(scene, at + 1, limit), 0, at
        return None
    if at in scene.openings and quote is not None and (not scene.name_like(at) or _ends_after(scene, at, limit)):
        return quote, at, 0, at
    return _preposition(scene, at, lemma, limit)


def _ends_after(scene: Scene, at: int, limit: int) -> bool:
    """Whether a short quotation at `at` is followed by the end or a stop and has more than one word."""
    end = scene.after(scene.openings[at])
    return end - at - 2 >= 2 and (end >= limit or scene.form(end) in (".", "،", ",", "؛"))


def _after_that(scene: Scene, at: int, limit: int) -> int:
    return at + 1 if scene.form(at) in THAT and at + 1 < limit else at


def _after_colon(scene: Scene, at: int, limit: int) -> int:
    return at + 1 if scene.form(at) in (":", "،", ",") and at + 1 < limit else at


def _preposition(scene: Scene, at: int, lemma: Lemma, limit: int) -> tuple[Frame, int, int, int] | None:
    form, mention = scene.form(at), scene.mention(at)
    if mention is not None and mention[1].start == scene.page.starts[at]:
        return None  # علي the name is folded like على
    if form in PREPOSITIONS:
        frame = lemma.frame(form)
        if frame is None or at + 1 >= limit or bare(scene.form(at - 1)) in words("envoy"):
            return None
        if form in (ON, "في") and bare(scene.form(at + 1)) in words("setting") | words("place_on"):
            return None
        following = scene.form(at + 1)
        content = at + 2 if following in THAT and at + 2 < limit else at + 1
        return frame, _after_colon(scene, content, limit), 0, at
    if form[:1] in ("ب", "ل") and len(form) > 2:
        frame = lemma.frame(form[0])
        if frame is None or form in words("notb" if form[0] == "ب" else "notl"):
            return None
        if form[0] == "ل" and _is_addressee(form):
            return None
        return frame, at, 1, at
    if form in ("ب", "ل"):
        frame = lemma.frame(form)
        return (frame, at + 1, 0, at) if frame is not None and at + 1 < limit else None
    return None


def _is_addressee(form: str) -> bool:
    rest = "ا" + form[1:] if form.startswith("لل") else form[1:]
    return rest in words("addressee") or bare(rest) in words("addressee")


def _split_addressee(scene: Scene, cue: int, found: Between, end: int) -> None:
    """دعا الرئيس الأطراف إلى: the words before the marker are source and addressee."""
    if found.source is None or found.addressee is not None:
        return
    if scene.form(found.source[0]) in words("audience"):
        found.source, found.addressee = None, found.source
        return
    first, last = found.source
    source_end = noun_phrase(scene, first, last)
    source_end = apposition(scene, source_end, last)
    if first < source_end < last and scene.form(source_end)[:1] != "و":
        found.source = (first, source_end)
        while source_end < last and scene.form(source_end) in PUNCTUATION:
            source_end += 1
        if source_end < last:
            found.addressee = (source_end, last)


def _governed(
    scene: Scene, cue: int, lemma: Lemma, frame: Frame, at: int, content: int, skip: int, limit: int
) -> Match:
    """طلب من س + content: the preposition governs who is asked."""
    found = between(scene, cue + 1, at)
    start = content
    end = noun_phrase(scene, start, limit)
    if end == start:
        end = min(start + 1, limit)
    found.addressee = (start, end)
    if scene.form(end) in THAT and end + 1 < limit:
        end += 1
    if end >= limit:
        return Match(frame, frame.marker, content, skip, found)
    return Match(frame, frame.marker, end, 0, found)


def _subject(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Between:
    """The subject and adverbials right after a verb, before a bare object."""
    found = Between(end=cue + 1)
    if subject_before or _without_subject(reading):
        return found
    if reading.kind == "noun" and (reading.pronoun or _adjective(scene, cue + 1)):
        return found
    at = cue + 1
    for _ in range(4):
        if at >= limit:
            break
        hit = _marker(scene, at, reading.lemma, limit)
        if hit is not None and hit[0].marker != "quote":
            break
        if scene.form(at) in words("citing") and scene.form(at + 1) == "عن" and at + 2 < limit:
            found.cited, at = (at + 2, noun_phrase(scene, at + 2, limit)), noun_phrase(scene, at + 2, limit)
            continue
        skipped = between(scene, at, at + 1)
        if scene.form(at) in ("،", ",") or scene.form(at) in words("adverb") or at in scene.times:
            at = scene.times.get(at, at + 1)
        elif skipped.addressee or skipped.setting or (scene.form(at) == "في" and at + 1 in scene.times):
            piece = between(scene, at, limit)
            ends = [x for x in (piece.setting, piece.addressee) if x and x[0] == at]
            if not ends:
                break
            found.setting = found.setting or piece.setting
            at = ends[0][1]
        elif found.source is None:
            end = noun_phrase(scene, at, limit)
            if (
                end == at
                or disagrees(scene, reading.gender, at)
                or not (speaks(scene, at) or _another_follows(scene, at, end, limit))
            ):
                break
            joined = apposition(scene, end, limit)
            found.source, at = (at, joined), joined
        else:
            break
    found.end = at
    return found


def _adjective(scene: Scene, at: int) -> bool:
    """Whether an adjective of the cue noun stands at `at` (الاتهامات السورية), not its subject."""
    form = scene.form(at)
    return scene.mention(at) is None and form.endswith(("ي", "يه", "يا")) and not speaks(scene, at)


def _another_follows(scene: Scene, at: int, end: int, limit: int) -> bool:
    """Whether a second phrase follows the one in [at, end), so that the first can be the subject."""
    form, first = scene.form(end), scene.form(at)
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


def _object(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Match:
    """A bare object, unless a marker stands right after the subject."""
    lemma = reading.lemma
    frame = lemma.frame("obj")
    assert frame is not None
    found = _subject(scene, cue, reading, limit, subject_before)
    at = found.end
    if at < limit:
        hit = _marker(scene, at, lemma, limit)
        if hit is not None and hit[0].governs:
            made = _governed(scene, cue, lemma, hit[0], at, hit[1], hit[2], limit)
            made.between.source = found.source
            return made
        if hit is not None:
            return Match(hit[0], hit[0].marker, hit[1], hit[2], found)
        addressed = [f for f in lemma.frames if f.addressed]
        if addressed:
            later = _marked(scene, cue, reading, Lemma(lemma.name, lemma.act, tuple(addressed)), limit, at)
            if later.found:
                found.addressee = later.between.addressee or (at, _marker_start(scene, later))
                return Match(later.frame, later.marker, later.content, later.skip, found)
        if scene.form(at) not in PUNCTUATION or at in scene.openings:
            if scene.form(at) in PREPOSITIONS or scene.form(at) in THAT:
                return _marked(scene, cue, reading, lemma, limit)
            return Match(frame, "obj", at, 0, found)
    if found.source is not None and at >= limit:  # رفض التعليق: what looked like the subject is the object
        return Match(frame, "obj", found.source[0], 0, Between(end=found.source[0], setting=found.setting))
    return Match(Frame("bare", lemma.act), "bare", at, 0, found)


def _marker_start(scene: Scene, found: Match) -> int:
    return found.between.end


def _called(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Match | None:
    """وصف س ص بأنه ع: what is called so, and what it is called."""
    lemma = reading.lemma
    frame = lemma.frame("as")
    assert frame is not None
    if reading.pronoun:
        found = _subject(scene, cue, reading, limit, subject_before)
        at = _as_marker(scene, found.end, min(limit, found.end + 12))
        if at is not None:
            return Match(frame, "as", *at[1:], found)
        return Match(frame, "as", found.end, 0, found) if found.end < limit else None
    direct = lemma.frame("ان")
    found = _subject(scene, cue, reading, limit, subject_before)
    if direct is not None and scene.form(found.end) in THAT:
        return None
    if direct is not None and any(scene.form(k) in THAT for k in range(cue + 1, min(found.end + 3, limit))):
        return None
    at = _as_marker(scene, found.end, min(limit, found.end + 40))
    if at is None:
        return None
    return Match(frame, "as", at[1], at[2], found, called=(found.end, at[0]) if at[0] > found.end else None)


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
        if at > start and at in scene.openings and scene.form(at - 1) not in PREPOSITIONS:
            return at, at, 0
        if form in (".", "؛"):
            break
    return None


def _charge(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Match:
    """اتهم س ص بكذا: accuser, accused, charge."""
    lemma = reading.lemma
    frame = Frame("charge", lemma.act)
    found = _subject(scene, cue, reading, limit, subject_before)
    for at in range(found.end, min(limit, found.end + 40)):
        form = scene.form(at)
        glued = form[:1] == "ب" and len(form) > 2 and form not in words("notb")
        if form == "ب" or glued or (form[:1] == "ب" and form[1:] in THAT):
            mention = scene.mention(at)
            if mention is not None and mention[1].start == scene.page.starts[at]:
                continue
            whole = form == "ب" or form[1:] in THAT
            accused = (found.end, at) if at > found.end else None
            if accused is not None and found.source is not None and scene.form(accused[0])[:1] == "و":
                accused, found.source = (found.source[0], at), None
            if accused is None and found.source is not None and not reading.pronoun:
                accused, found.source = found.source, None
            if at + whole >= limit:
                break
            return Match(frame, "charge", at + 1 if whole else at, 0 if whole else 1, found, accused=accused)
        if form in (".", "؛"):
            break
    return Match(Frame("bare", lemma.act), "bare", found.end, 0, found)


def _stance(scene: Scene, cue: int, lemma: Lemma, limit: int) -> Match | None:
    """أعرب س عن أمله في ص: the noun of attitude gives the act; it and the preposition stay outside."""
    acts = stances()
    for at in range(cue + 1, min(limit, cue + _WINDOW)):
        form = scene.form(at)
        if form in (".", "؛") or (form in THAT and at > cue + 1):
            break
        noun = _stance_noun(form, acts)
        if noun is None or scene.mention(at) is not None:
            continue
        after_preposition = scene.form(at - 1) == "عن"
        region_end = at - 1 if after_preposition else at
        found = between(scene, cue + 1, region_end)
        frame = Frame("stance", acts[noun])
        content, skip, holder = _after_stance(scene, at, form == noun, limit)
        if content >= limit:
            return None
        return Match(frame, "stance", content, skip, found, holder=holder)
    return None


def _stance_noun(form: str, acts: dict[str, object] | dict) -> str | None:  # type: ignore[type-arg]
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
    if plain and scene.mention(start) is not None and scene.page.starts[start] == scene.mention(start)[1].start:  # type: ignore[index]
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
    return start, 0, holder
