"""Frames: where the content of a cue begins, and what marks it."""

from musnad.analysis.attribution.adverbials import Between, between, setting_end
from musnad.analysis.attribution.documents import is_document
from musnad.analysis.attribution.lexicon import Frame, Lemma, Reading, words
from musnad.analysis.attribution.markers import WINDOW, Match, barred, marker, silent, step
from musnad.analysis.attribution.patterns import called, charge, stance
from musnad.analysis.attribution.phrases import apposition, disagrees, noun_phrase, oblique, speaks, withheld
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, THAT, Scene, bare, resumed
from musnad.analysis.attribution.subjects import after, aside, begins, object_after, without

# What stands in a paper (جاء في بيان للوزارة أن): the paper's author says it.
STANDS_IN = ("جاء في", "ورد في")
_IN = frozenset(("في", "فيه", "فيها"))
_PAPERS = frozenset(("مزاعم", "اقوال", "ارقام"))  # plurals that no ending tells


def match(scene: Scene, cue: int, reading: Reading, limit: int, *, subject_before: bool = False) -> Match:
    """The frame of the cue at token `cue`, its content no later than token `limit`."""
    found = _match(scene, cue, reading, limit, subject_before=subject_before)
    if not reading.verbal:
        return found
    if found.found:
        as_said = (
            scene.form(cue - 1) in words("as_said") and found.marker == "ان" and not _all_source(scene, cue, found)
        )
        found.marker = "said" if as_said else found.marker
    elif _closes(scene, cue, found, limit):
        found.marker = "said"
    elif (reading.pronoun or resumed(scene, cue)) and scene.form(cue - 1) in words("relative"):
        found.marker = "resumed"
    else:
        found.marker = _before(scene, cue)
    return found


def _closes(scene: Scene, cue: int, found: Match, limit: int) -> bool:
    """…، أعلن مكتبه: whether verb and subject close a sentence whose clause is what they say."""
    source = found.between.source
    if source is None or not speaks(scene, source[0]) or scene.form(cue - 1) not in ("،", ","):
        return False
    end = apposition(scene, noun_phrase(scene, source[0], limit), limit)
    return end >= limit or scene.form(end) in (".", "؛")


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
    if lemma.name in STANDS_IN and scene.form(cue + 1) not in _IN:
        return Match(Frame("bare", lemma.act), "bare", cue + 1, 0, Between(end=cue + 1))
    if resumed(scene, cue) and scene.form(cue - 1) in words("relative"):
        found = after(scene, cue, reading, limit, subject_before)
        return Match(Frame("bare", lemma.act), "bare", found.end, 0, found)
    if lemma.frame("charge"):
        return charge(scene, cue, reading, limit, subject_before)
    if lemma.frame("as"):
        named = called(scene, cue, reading, limit, subject_before)
        if named is not None:
            return named
    if lemma.frame("stance") and not reading.pronoun:
        attitude = stance(scene, cue, lemma, limit)
        if attitude is not None:
            return attitude
        return Match(Frame("bare", lemma.act), "bare", cue + 1, 0, between(scene, cue + 1, cue + 1))
    if lemma.frame("obj") and not reading.pronoun:
        if withheld(scene, cue + 1) > cue + 1:
            return _object(scene, cue, reading, withheld(scene, cue + 1), subject_before)
        told = speaks(scene, cue + 1) or _paper(scene, cue + 1, reading) or _adjunct(scene, cue + 1)
        if lemma.frame("ان") is None or not told:
            return _object(scene, cue, reading, limit, subject_before)
        marked = _marked(scene, cue, reading, lemma, limit)
        if marked.found and _all_source(scene, cue, marked):
            return marked
        return _object(scene, cue, reading, limit, subject_before)
    return _marked(scene, cue, reading, lemma, limit)


def _paper(scene: Scene, at: int, reading: Reading) -> bool:
    """Whether a paper that can be the subject of a verb stands at `at` (ذكر بيان أن, not يؤكد مزاعم أن)."""
    form = scene.form(at)
    several = form.endswith("ات") or form in _PAPERS
    paper = is_document(form) or (is_document(bare(form)) and scene.form(at + 1) == ":")  # ذكر البيان: "…"
    return paper and not (several and reading.gender == "m") and not disagrees(scene, reading.gender, at)


def _marked(scene: Scene, cue: int, reading: Reading, lemma: Lemma, limit: int, start: int | None = None) -> Match:
    """The first marker that one of the lemma's frames allows."""
    at = cue + 1 if start is None else start
    stop = min(limit, at + WINDOW)
    relays = lemma.name == "نقل"
    while at < stop:
        if not relays and silent(scene.form(at)) and at not in scene.openings:
            mention = scene.mention(at)
            at = mention[0] if mention is not None else at + 1
            continue
        hit = marker(scene, at, lemma, limit)
        if hit is not None:
            frame, content, skip, region_end = hit
            found = between(scene, cue + 1, region_end)
            if frame.governs:
                return _governed(scene, cue, lemma, frame, at, content, skip, limit)
            bereft = without(reading)
            if found.source is not None and (bereft or _no_subject(scene, reading, frame, found.source[0])):
                found.source, found.addressee = None, found.addressee or found.source
            if found.source is not None and reading.kind == "noun" and _describes(scene, found.source[0]):
                found.source = None
            if frame.addressed:
                _split_addressee(scene, cue, found, region_end)
            return Match(frame, frame.marker, content, skip, found)
        if barred(scene, at):
            break
        at = step(scene, at)
    nothing = between(scene, cue + 1, at) if reading.verbal else Between(end=at)
    return Match(Frame("bare", lemma.act), "bare", at, 0, nothing)


def _no_subject(scene: Scene, reading: Reading, frame: Frame, at: int) -> bool:
    """Whether words behind a verb cannot be its subject: by gender, or where others may be asked, by their case."""
    return disagrees(scene, reading.gender, at) or (reading.verbal and frame.addressed and oblique(scene, at))


def _describes(scene: Scene, at: int) -> bool:
    """Whether an indefinite word after a noun tells more of it (قلق بالغ إزاء), so that nobody is named."""
    form = scene.form(at)
    return not speaks(scene, at) and not form.startswith("ال") and form not in words("his_country")


def _adjunct(scene: Scene, at: int) -> bool:
    """Whether an adverbial or a comma follows the cue, so that a clause may come later."""
    form = scene.form(at)
    if at in scene.openings:
        return False
    return form in ("،", ",", "في") or at in scene.times or form in words("adverb") or form in words("circumstance")


def _all_source(scene: Scene, cue: int, found: Match) -> bool:
    """Whether the words for the source are one phrase; else its end is the object (أكد الرئيس عزمه على أن)."""
    source, setting = found.between.source, found.between.setting
    if source is None or scene.form(found.between.end - 1) in ("،", ","):  # the comma closes an apposition
        return True
    if setting is not None and setting[1] == found.between.end and _holds_object(scene, setting):
        return False
    if setting is not None and object_after(scene, setting[0], found.between.end):
        return False
    end = aside(scene, apposition(scene, noun_phrase(scene, *source), source[1]), source[1])
    form = scene.form(end)
    if form in ("،", ",") and end > source[0] and scene.form(end - 1) not in ("،", ",") and begins(scene, end + 1):
        return end + 1 >= source[1]
    return (
        end >= source[1]
        or form in PUNCTUATION
        or form in words("relative")
        or form in PREPOSITIONS
        or form[:1] in "لبو"
    )


def _holds_object(scene: Scene, setting: tuple[int, int]) -> bool:
    """خلال مؤتمر صحفي حرصه على: whether an object begins where the phrase of the adverbial ends."""
    end = setting_end(scene, *setting)
    form = scene.form(end)
    if end >= setting[1] or form in PUNCTUATION or form in words("relative") or form in PREPOSITIONS:
        return False
    return not form.startswith("ال") and form[:1] not in "لبو" and form not in words("circumstance")


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
        if source_end < last and scene.form(source_end) not in words("relative"):
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


def _object(scene: Scene, cue: int, reading: Reading, limit: int, subject_before: bool) -> Match:
    """A bare object, unless a marker stands right after the subject."""
    lemma = reading.lemma
    frame = lemma.frame("obj")
    assert frame is not None
    found = after(scene, cue, reading, limit, subject_before)
    at = found.end
    if at < limit:
        hit = marker(scene, at, lemma, limit)
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
                found.addressee = later.between.addressee or (at, later.between.end)
                return Match(later.frame, later.marker, later.content, later.skip, found)
        if scene.form(at) not in PUNCTUATION or at in scene.openings:
            if scene.form(at) in PREPOSITIONS or scene.form(at) in THAT:
                return _marked(scene, cue, reading, lemma, limit)
            return Match(frame, "obj", at, 0, found)
    closes = found.source is not None and speaks(scene, found.source[0]) and scene.form(cue - 1) in ("،", ",")
    if closes and lemma.frame("quote") is not None:
        return Match(Frame("bare", lemma.act), "bare", at, 0, found)
    if found.source is not None and at >= limit:  # رفض التعليق: what looked like the subject is the object
        return Match(frame, "obj", found.source[0], 0, Between(end=found.source[0], setting=found.setting))
    return Match(Frame("bare", lemma.act), "bare", at, 0, found)
