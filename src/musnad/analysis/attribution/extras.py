"""Statements without a verb: headlines with a colon, prepositional cues, quotations that stand alone."""

from typing import NamedTuple

from musnad.analysis.attribution.documents import given_in, is_document
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import is_according, readings, words
from musnad.analysis.attribution.phrases import addresses, noun_phrase, quotable
from musnad.analysis.attribution.relay import trailing
from musnad.analysis.attribution.scene import PUNCTUATION, THAT, Scene, Unit, bare, follows_norm
from musnad.analysis.attribution.sources import is_medium
from musnad.record import Reason, Span

_LONGEST_SOURCE = 9
_LONGEST_HEADLINE = 40
_LONGEST_CITED = 20


def headline(scene: Scene, unit: Unit) -> Draft | None:
    """A line of the form «X: claim», X being somebody who can speak."""
    first, last = unit.first, _line_end(scene, unit)
    if last - first > _LONGEST_HEADLINE or scene.form(last - 1) == "." or not _starts_line(scene, first):
        return None
    colon = next((k for k in range(first + 1, min(first + _LONGEST_SOURCE + 4, last - 2)) if _splits(scene, k)), None)
    if colon is None:
        return None
    start = first
    while start < colon and scene.form(start) in words("entity_mark") | {"و"} and start not in scene.openings:
        start += 1
    if start == colon or scene.form(start).isdigit():
        return None
    end = noun_phrase(scene, start, colon)
    head = bare(scene.form(start + (start in scene.openings)))
    speaks = (
        _named(scene, start, end)
        or head in words("title") or head in words("source") or head in words("medium") or head in words("body")
        or head in words("spokesman")
    )  # fmt: skip
    if end == start or not speaks or any(scene.form(k) in words("no_speaker") for k in range(first, colon)):
        return None
    stops = scene.form(colon) == "."
    first_mention = scene.mention(start) or scene.mention(start + 1)
    place = first_mention is not None and scene.entity_type(first_mention[1]) in ("GPE", "LOC")
    if stops and (end < colon - 1 or place):
        return None
    if place and not any(r.person == "1" for k in range(colon + 1, colon + 4) for r in readings(scene.form(k))):
        return None  # a dateline: لبنان: مذكرة توقيف
    content = scene.span(colon + 1, last)
    if content is None or last - colon < 4:
        return None
    draft = Draft(start, scene.page.starts[start], None, "say", 0.85)
    draft.source, draft.content = (start, end), [content]
    draft.reasons.append(Reason("grammar:headline", 0.85, "X: claim"))
    return draft


def _named(scene: Scene, start: int, end: int) -> bool:
    """Whether a name heads a phrase, or is that of the man whom definite words describe (الناقد الأردني س)."""
    at = start + (start in scene.openings)
    while at < end and scene.mention(at) is None and scene.form(at).startswith("ال"):
        at += 1
    mention = scene.mention(at) if at < end else None
    return mention is not None and (
        (at <= start + 1 and at - start == (start in scene.openings)) or scene.entity_type(mention[1]) == "PER"
    )


def _starts_line(scene: Scene, first: int) -> bool:
    start = scene.page.starts[first]
    before = scene.page.text[max(0, start - 3) : start]
    if before.rstrip().endswith(".."):  # بالفيديو.. س: claim
        return True
    return "\n" in before or (start <= 3 and not before.strip())


def _line_end(scene: Scene, unit: Unit) -> int:
    """The token after the line that starts with a unit; a headline may hold a stop (..)."""
    text, end = scene.page.text, scene.page.ends[unit.last - 1]
    line_end = text.find("\n", end, end + 400)
    return scene.page.token_at(line_end) if line_end >= 0 else unit.last


def _splits(scene: Scene, at: int) -> bool:
    return scene.form(at) == ":" or (scene.form(at) == "." and scene.form(at + 1) == ".")


class Cited(NamedTuple):
    """A prepositional cue: letters of و before it, the token after the cue, the source, and whether it is a pronoun."""

    skip: int
    cue_end: int
    source: tuple[int, int]
    pronoun: bool


def cited(scene: Scene, token: int, unit: Unit) -> Cited | None:
    """Who is cited at a prepositional cue; None where it cites a rule, one's own words or nobody (وفق القانون)."""
    form = scene.form(token)
    skip = 0 if form in words("according") else 1
    if not is_according(form) or scene.form(token - 1) == "كل":
        return None
    at, cue_end = token + 1, token + 1
    dative = scene.form(at) == "ل"
    told = form[skip:] == "حسبما" or scene.form(at + dative) in words("what")
    if told:
        at += 0 if form[skip:] == "حسبما" else 1 + dative
        if not any(r.verbal for r in readings(scene.form(at))):
            return None
        at, cue_end = at + 1, at + 1
        at += scene.form(at) in ("،", ",")
    pronoun = scene.form(at) in ("له", "لها", "لهم", "لهما")
    while not pronoun and at < unit.last and (at in scene.times or scene.form(at) in words("adverb")):  # ما نقلت عنه
        at = scene.times.get(at, at + 1)
    at += scene.form(at) == "ل"
    source = (at, at + 1) if pronoun else trailing(scene, at, unit.last)
    if source is None or source[0] >= unit.last:
        return None
    if not pronoun and given_in(scene, source[1] - 1) and is_document(bare(scene.form(source[0])).removeprefix("ل")):
        return None  # وفقا لتصريحات أدلى بها: his own words
    cites = pronoun or cue_end > token + 1 or quotable(scene, source[0])
    if follows_norm(scene, source[0]) or not cites:
        return None
    return Cited(skip, cue_end, source, pronoun)


def according(scene: Scene, token: int, unit: Unit, found: Cited, score: float) -> Draft | None:
    """بحسب س: the content is the clause before it, or after it where the sentence begins so."""
    start = scene.char(token, found.skip)
    cue = scene.article.span(start, scene.page.ends[found.cue_end - 1])
    draft = Draft(token, start, cue, "report", score)
    source = found.source
    draft.source, draft.trailing = None if found.pronoun else source, True
    dative = scene.form(source[0])
    draft.source_skip = int(dative[:1] == "ل" and dative not in words("notl"))
    if _from_whom(scene, found.cue_end - 1, source[1]):  # بحسب ما نقلته س عن ص, حسبما علمت س من ص
        originator = trailing(scene, source[1] + 1, unit.last)
        if originator is not None:
            draft.medium, draft.source, draft.source_skip = source, originator, 0
            source = originator
    heard = _heard(scene, source[1], found, unit)
    if heard is not None:
        draft.addressee, source = heard, (source[0], heard[1])
    leads = all(scene.form(k) in PUNCTUATION or scene.form(k) in ("و", "لكن", "كما") for k in range(unit.first, token))
    leads = leads or _begins_anew(scene, token, found, source, unit)
    if leads:
        source = _up_to_clause(scene, source, unit)
        draft.source = None if found.pronoun else source
    within = not leads and bare(dative[draft.source_skip :]) in words("estimate")
    covered = _last_that(scene, token, unit) if within else unit.first
    span = _after(scene, source[1], unit) if leads else _before(scene, token, unit, covered)
    if span is None and leads:  # «…». بحسب وكالة س.
        span, leads = _sentence_before(scene, unit), False
    if span is None:
        return None
    draft.trailing = not leads
    draft.content = [span]
    if draft.trailing:
        if heard is not None:
            draft.source = None if found.pronoun else (source[0], heard[0])
        later = None if covered > unit.first else _rest(scene, source[1], unit)
        draft.content += [later] if later is not None else []
    draft.reasons.append(Reason("grammar:according", score, scene.form(token)))
    return draft


def _heard(scene: Scene, at: int, found: Cited, unit: Unit) -> tuple[int, int] | None:
    """The medium that somebody cited has spoken to (وفقا لما أكده س لوكالة ص, بحسب ما أفاد س وكالة ص)."""
    if at >= unit.last or (found.cue_end == found.source[0] and scene.form(found.cue_end - 1) in words("according")):
        return None
    named = bare(scene.form(at)) in words("told_medium") | {"وكاله"} and scene.form(at) not in PUNCTUATION
    if not addresses(scene, at) and not named:
        return None
    return at, max(at + 1, noun_phrase(scene, at + (scene.form(at) == "ل"), unit.last))


def _from_whom(scene: Scene, verb: int, at: int) -> bool:
    """Whether the preposition at `at` leads to whom a medium has it from."""
    leads = {"عن": "نقل", "من": "علم"}.get(scene.form(at))
    return any(r.lemma.name == leads for r in readings(scene.form(verb)))


def _last_that(scene: Scene, token: int, unit: Unit) -> int:
    """قال س إن كذا، وفقا لتقديرات ص: the token behind the last إن before a citation, whose figures س tells."""
    return next((at + 1 for at in range(token - 1, unit.first, -1) if scene.form(at) in THAT), unit.first)


def _begins_anew(scene: Scene, token: int, found: Cited, source: tuple[int, int], unit: Unit) -> bool:
    """…، وبحسب التقرير فقد قتل: whether another clause, on somebody's word, begins within a sentence."""
    if not found.skip or scene.form(token - 1) not in ("،", ",", "؛"):
        return False
    at = _up_to_clause(scene, source, unit)[1]
    at += scene.form(at) in ("،", ",")
    return scene.form(at) in words("then") or any(r.verbal for r in readings(scene.form(at)))


def _up_to_clause(scene: Scene, source: tuple[int, int], unit: Unit) -> tuple[int, int]:
    """وبحسب مصدر مقرب من س، فإن …: the source goes on up to فإن."""
    for at in range(source[1], min(unit.last - 1, source[1] + _LONGEST_CITED)):
        if scene.form(at) in words("then"):
            end = at
            while end > source[1] and scene.form(end - 1) in PUNCTUATION:
                end -= 1
            return source[0], end
        if scene.form(at) in (".", "؛"):
            break
    return source


def _rest(scene: Scene, at: int, unit: Unit) -> Span | None:
    """The rest of a sentence that a prepositional cue interrupts."""
    comma = scene.form(at) in ("،", ",")
    form = scene.form(at + comma)
    if (
        at + comma >= unit.last - 1
        or form in PUNCTUATION
        or form[:1] == "و"
        or form in words("linker")
        or form in words("relative")
    ):
        return None
    if (at + comma) in scene.times or form in words("adverb") or form in words("circumstance") or form in ("في", "حيث"):
        return None
    end = at + comma
    while end < unit.last and not (scene.form(end) in ("،", ",") and scene.form(end + 1) in words("linker")):
        end += 1
    return scene.span(at + comma, end)


def _after(scene: Scene, at: int, unit: Unit) -> Span | None:
    while at < unit.last and (
        scene.form(at) in PUNCTUATION or scene.form(at) in THAT or scene.form(at) in words("then")
    ):
        if at in scene.openings:
            break
        at += 1
    return scene.span(at, unit.last)


def _before(scene: Scene, token: int, unit: Unit, covered: int) -> Span | None:
    first, last = max(scene.after_dateline(unit), covered), token
    while first < last and scene.form(first) in PUNCTUATION and first not in scene.openings:
        first += 1
    while first < last and scene.form(first) in ("و", "كما", "وقد", "فيما", "وفيما"):
        first += 1
    while last > first and scene.form(last - 1) in ("وذلك", "،", ","):
        last -= 1
    if last - first < 3:
        return None
    form = scene.form(first)
    skip = form.startswith("و") and len(form) > 3 and scene.mention(first) is None and form not in words("notw")
    return scene.span(first, last, int(skip))


def _sentence_before(scene: Scene, unit: Unit) -> Span | None:
    """The sentence of the same paragraph that a citation standing for itself is about."""
    before = scene.unit_at(unit.first - 1)
    same = unit.first > 0 and before.paragraph == unit.paragraph
    return _before(scene, before.last, before, before.first) if same else None


def medial(scene: Scene, tokens: tuple[int, int]) -> bool:
    """Whether words name a medium."""
    head = scene.form(tokens[0])
    start, end = scene.page.starts[tokens[0]], scene.page.ends[tokens[1] - 1]
    named = any(is_medium(scene.names.entities[m.key]) for m in scene.names.within(start, end))
    return named or bare(head) in words("medium") or bare(head.removeprefix("ل")) in words("medium")


def orphan(scene: Scene, unit: Unit) -> Draft | None:
    """A line that is one quotation and names nobody: its speaker goes on."""
    quotation = scene.openings.get(unit.first)
    if quotation is None or not quotation.closed or unit.last - unit.first < 5:
        return None
    after = scene.after(quotation)
    if any(scene.form(k) not in PUNCTUATION for k in range(after, unit.last)):
        return None
    draft = Draft(unit.first, quotation.start, None, "say", 0.6)
    draft.content = [scene.article.span(quotation.inner_start, quotation.inner_end)]
    draft.reasons.append(Reason("grammar:orphan-quote", 0.6, "a quotation without a cue"))
    return draft


def said(scene: Scene, draft: Draft, unit: Unit, covered: int) -> None:
    """كما قال س: the content follows where the words open the sentence or quotation, else it stands before."""
    source = trailing(scene, draft.token + 1, unit.last)
    draft.source = source
    at = draft.token - 1
    around = scene.enclosing[draft.token]
    opens = at == unit.first or (around >= 0 and scene.enclosing[at - 1] != around)
    end = source[1] if source is not None else draft.token + 1
    if opens and source is not None:
        limit = unit.last
        if around >= 0:
            limit = min(limit, scene.page.token_at(scene.page.quotations[around].inner_end))
        span = scene.span(end, limit)
    elif covered <= unit.first and around < 0:
        span = _before(scene, at, unit, covered)
    else:
        span = None
    draft.trailing = not opens
    draft.content = [span] if span is not None else []


def preposed(scene: Scene, draft: Draft, unit: Unit, covered: int) -> Span | None:
    """«…» قال فلان: the quotation that stands before its cue and is nobody else's content."""
    best = None
    for at in range(max(unit.first, covered), draft.token):
        quotation = scene.openings.get(at)
        if (
            quotation is not None
            and quotation.closed
            and scene.after(quotation) <= draft.token
            and not scene.name_like(at)
        ):
            best = quotation
    if best is None:
        return None
    gap = range(scene.after(best), draft.token)
    if any(scene.form(k) not in PUNCTUATION and scene.form(k) not in ("كما", "هكذا", "بهذه", "و", "قد") for k in gap):
        return None
    return scene.article.span(best.inner_start, best.inner_end)
