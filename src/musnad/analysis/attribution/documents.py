"""Whose words a paper holds: رسالة وجهها الرئيس، تقرير صادر عن الوزارة، أصدرت الوزارة بيانا."""

from typing import NamedTuple

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.attribution.phrases import Tokens, disagrees, noun_phrase, speaks
from musnad.analysis.attribution.scene import PUNCTUATION, THAT, Scene, Unit, bare, in_it, resumed
from musnad.arabic import fold_text

_SENDS = ("وجه", "أصدر", "بعث", "كتب", "أرسل", "نشر", "أجرى", "أعد", "قدم", "ألقى", "أدلى")
_ISSUED = frozenset(map(fold_text, ("صادر", "صادرة", "صدر", "صدرت", "منسوب", "منسوبة")))
_FURTHEST_ISSUER = 14
_FURTHEST_AUTHOR = 3
_HIS, _HER = "ه", "ها"


def is_document(head: str) -> bool:
    """Whether a noun, in the accusative or not, is one for a paper or words."""
    return head in words("document") or (head.endswith("ا") and head[:-1] in words("document"))


def sends(form: str) -> bool:
    """Whether a word says that somebody issued what stands before it (أصدره)."""
    return form in words("made_by") or any(r.lemma.name in _SENDS and r.pronoun for r in readings(form))


def given_in(scene: Scene, at: int) -> bool:
    """أدلى بها, كشف عنها: whether a verb and a pronoun for the paper say that somebody gave what stands before it."""
    return resumed(scene, at) and any(r.verbal for r in readings(scene.form(at)))


def with_author(scene: Scene, first: int, end: int, limit: int) -> int:
    """The end of the words for a paper with those for its author (بيان صادر عن س, تقرير أصدره أخيرا س)."""
    head = scene.form(first)
    head = head if is_document(bare(head)) else head[1:]
    if not is_document(bare(head)):
        return end
    for at in range(max(first + 1, end - 1), min(end + _FURTHEST_AUTHOR, limit - 1)):
        form = scene.form(at)
        issued = (bare(form) in _ISSUED and scene.form(at + 1) == "عن") or given_in(scene, at)
        author = at + 2 if issued else at + 1 if sends(form) else 0
        while author and (scene.form(author) in words("adverb") or author in scene.times):
            author = scene.times.get(author, author + 1)
        if author:
            return max(end, noun_phrase(scene, author, limit))
        if form in PUNCTUATION:
            break
    return end


def sender(scene: Scene, first: int, last: int) -> Tokens | None:
    """The words for whoever issued the document at tokens [first, last), in them or before them."""
    for at in range(first + 1, last - 2):
        if bare(scene.form(at)) in _ISSUED and scene.form(at + 1) == "عن":
            return at + 2, last
    for at in range(first + 1, last - 1):
        if sends(scene.form(at)):
            return at + 1, last
        if given_in(scene, at) and at + 2 < last:
            return at + 2, last
    return _issuer(scene, first)


class Author(NamedTuple):
    """The words for an author, letters of لـ before them, and the words for the medium that passed his words on."""

    words: Tokens
    skip: int = 0
    medium: Tokens | None = None


def settle_paper(scene: Scene, draft: Draft) -> None:
    """Give a cue that stands in a paper (رسالة طالب فيها) the paper's author, where no other clearly is its subject.

    Who is named behind a verb of asking is then asked.
    """
    reading, source = draft.reading, draft.source
    if reading is None or not reading.verbal or not in_it(scene, draft.token):
        return
    spoken = source is not None and speaks(scene, source[0])
    frame = draft.match.frame if draft.match is not None else None
    asked = frame is not None and (frame.addressed or frame.marker == "as") and draft.addressee is None
    if spoken and not asked:
        return
    author = spoken_in(scene, draft.token)
    if author is not None and not disagrees(scene, reading.gender, author.words[0]):
        draft.addressee = draft.addressee or (source if spoken else None)
        draft.source, draft.source_skip, draft.paper = author.words, author.skip, True
        draft.medium = draft.medium or author.medium


def spoken_in(scene: Scene, cue: int) -> Author | None:
    """The author of the paper or words before a cue (تصريحات لس أكد فيها, خطاب س قال فيه, كتب س رسالة قال فيها).

    None where no author is named.
    """
    unit = scene.unit_at(cue)
    for at in range(cue - 1, max(unit.first, cue - _FURTHEST_ISSUER) - 1, -1):
        form = scene.form(at)
        if form in (".", "؛"):
            return None
        if any(is_document(bare(word)) for word in (form, form.removeprefix("ب"))):
            return _named_author(scene, at, cue) or _clause_author(scene, at, unit)
        for pronoun in (_HER, _HIS):
            if form.endswith(pronoun) and is_document(form.removesuffix(pronoun)):
                return _owner(scene, at, unit, pronoun)
    return None


def _named_author(scene: Scene, paper: int, cue: int) -> Author | None:
    """The author that is named between a paper and the cue in it."""
    for k in range(paper + 1, cue):
        form = scene.form(k)
        if sends(form):
            end = noun_phrase(scene, k + 1, cue)
            return Author((k + 1, end)) if end > k + 1 else None
        if form[:1] == "ل" and len(form) > 3 and form not in words("notl") and k <= paper + 2:
            return Author((k, max(k + 1, noun_phrase(scene, k, cue))), 1, _passing_on(scene, paper))
    first = paper + 1 + (scene.form(paper + 1) == "من")
    end = noun_phrase(scene, first, cue)
    return Author((first, end)) if first < end and speaks(scene, first) else None


def _clause_author(scene: Scene, paper: int, unit: Unit) -> Author | None:
    """The subject of the clause in which a paper is written, read or signed (وقع الوزير أمس قرارا)."""
    first = paper
    while first > unit.first and not _opens_clause(scene.form(first - 1)):
        first -= 1
    while scene.form(first) in words("linker"):
        first += 1
    subject = first + 1
    if subject >= paper or not speaks(scene, subject) or scene.form(first).startswith("ال") or speaks(scene, first):
        return None
    return Author((subject, noun_phrase(scene, subject, paper)))


def _opens_clause(form: str) -> bool:
    return form in PUNCTUATION or form in THAT or form in words("opener")


def _owner(scene: Scene, paper: int, unit: Unit, pronoun: str) -> Author | None:
    """Whose words تصريحاته are: who is named last before them in the sentence, a man where the pronoun is masculine."""
    for at in range(paper - 1, unit.first - 1, -1):
        mention = scene.mention(at)
        if mention is None:
            continue
        kind = scene.entity_type(mention[1])
        if kind == "PER" or (pronoun == _HER and kind == "ORG"):
            return Author((at, mention[0]), mention[1].start - scene.page.starts[at])
    return None


def _passing_on(scene: Scene, document: int) -> Tokens | None:
    """The subject of نقل right before a document."""
    for at in range(document - 2, max(0, document - _FURTHEST_ISSUER) - 1, -1):
        if any(r.lemma.name == "نقل" and r.verbal for r in readings(scene.form(at))):
            return (at + 1, document) if noun_phrase(scene, at + 1, document) == document else None
    return None


def _issuer(scene: Scene, document: int) -> Tokens | None:
    """The subject of أصدر or نشر before a document."""
    unit = scene.unit_at(document)
    for at in range(document - 2, max(unit.first, document - _FURTHEST_ISSUER) - 1, -1):
        if any(r.lemma.name in _SENDS and r.verbal and not r.pronoun for r in readings(scene.form(at))):
            end = noun_phrase(scene, at + 1, document)
            # ووجه "رسالة": nobody stands between them, and who did is the document itself
            named = end > at + 1 and scene.form(at + 1) not in PUNCTUATION
            return (at + 1, end) if named else None
        if scene.form(at) in PUNCTUATION:
            return None
    return None
