"""Where a content begins and ends, where grammar and tagger differ: the tagger's place is taken where it knows better.

What it knows better was read off 233 articles that it had not learnt: its surer beginnings, ends at a comma after which
the article goes on by itself, and its surest ends, unless what follows hangs on what stands before.
"""

from musnad.analysis.attribution.contents import tells_how
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.relay import relays
from musnad.analysis.attribution.scene import PUNCTUATION, THAT, Scene
from musnad.analysis.attribution.tagged import Tagged
from musnad.arabic import fold_text
from musnad.record import Reason, Span

# A beginning and an end at a comma are taken over from here on, and a content that shares no word with the grammar's;
# then any end.
_START, _END, _WHOLE = 0.8, 0.8, 0.7
_SURELY = 0.85
_GOES_ON = ("linker", "clause_stop")
_EXCEPT = frozenset(map(fold_text, ("إلا", "إذا", "فهو", "فهي")))


def settle(scene: Scene, draft: Draft, tagged: Tagged) -> None:
    """Move the bounds of a content to the tagger's where it knows better."""
    found = tagged.content(draft.token)
    if found is None or draft.match is None or not draft.match.found or not draft.content:
        return
    (start, end), score = found
    page, unit = scene.page, scene.unit_at(draft.token)
    theirs = _clean(scene, max(start, page.starts[unit.first]), min(end, page.ends[unit.last - 1]))
    if theirs is None:
        return
    first, last = draft.content[0].start, draft.content[-1].end
    single = len(draft.content) == 1
    moved = (first, last)
    if last <= theirs.start or theirs.end <= first:
        nearer = draft.token < page.token_at(theirs.start) < page.token_at(first)
        moved = (theirs.start, theirs.end) if single and nearer and score >= _WHOLE else moved
    else:
        begins = theirs.start if single and score >= _START and _begins(scene, draft, theirs.start) else first
        ends = theirs.end if _ends(scene, draft, theirs.end, last, score) else last
        moved = (begins, ends)
    if moved == (first, last):
        return
    span = _clean(scene, moved[0] if single else draft.content[-1].start, moved[1])
    if span is not None:
        draft.content = [*draft.content[:-1], span]
        draft.reasons.append(Reason("tagger:content", round(score, 4)))
        if (
            draft.source is not None
            and page.starts[draft.source[0]] < span.end
            and span.start < page.ends[draft.source[1] - 1]
        ):
            draft.source = None  # أكد وقوف المجلس مع: what looked like the subject is told
            tagged.improve(scene, draft)


def _begins(scene: Scene, draft: Draft, start: int) -> bool:
    """Whether a content may begin at `start`: not where a noun of attitude or a preposition is left to the cue."""
    assert draft.match is not None
    marker, page = draft.match.marker, scene.page
    ours, theirs = page.token_at(draft.content[0].start), page.token_at(start)
    left_out = marker in ("ب", "as") or relays(draft)
    return ours != theirs and marker != "stance" and not (theirs < ours and left_out)


def _ends(scene: Scene, draft: Draft, end: int, last: int, score: float) -> bool:
    """Whether a content ends at `end` rather than at `last`: surely, or at a comma after which nothing hangs on it."""
    at = scene.page.token_at(min(end, last) - 1) + 1
    comma = scene.form(at) in ("،", ",")
    if score < _END or not scene.form(at) or scene.enclosing[at] != scene.enclosing[draft.token]:
        return False
    while scene.form(at) in PUNCTUATION:
        at += 1
    form = scene.form(at)
    clausal = draft.match is not None and draft.match.clausal
    if end > last:  # it goes on: a clause may, what is done may not (رفض تسليم السلاح وفتح النار)
        return score >= _SURELY and clausal and form[:1] != "و"
    if form == "وذلك":
        return tells_how(scene, at, clausal=clausal)
    goes_on = form.removeprefix("و") in THAT or (form in words("linker") and scene.form(at + 1) in THAT)
    if goes_on or form in words("relative") or form in _EXCEPT:
        return False
    plain = form[:1] not in "بلك" and not any(form in words(kind) for kind in _GOES_ON)
    return score >= _SURELY or (comma and plain)


def _clean(scene: Scene, start: int, end: int) -> Span | None:
    """The words in code points [start, end) without stray signs, or what stands within the quotation they are."""
    tokens = scene.page.tokens_in(start, end)
    span = scene.span(tokens.start, tokens.stop)
    if span is None:
        return None
    quotation = scene.openings.get(scene.page.token_at(span.start))
    if quotation is not None and quotation.closed and (quotation.start, quotation.end) == (span.start, span.end):
        return scene.article.span(quotation.inner_start, quotation.inner_end)
    return scene.article.span(start if span.start < start < span.end else span.start, span.end)
