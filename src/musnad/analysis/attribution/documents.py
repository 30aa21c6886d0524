"""Whose words a paper holds: رسالة وجهها الرئيس، تقرير صادر عن الوزارة، أصدرت الوزارة بيانا."""

from typing import NamedTuple

from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.attribution.phrases import Tokens, noun_phrase
from musnad.analysis.attribution.scene import PUNCTUATION, Scene, bare
from musnad.arabic import fold_text

_SENDS = ("وجه", "أصدر", "بعث", "كتب", "أرسل", "نشر", "أجرى", "أعد", "قدم", "ألقى", "أدلى")
_ISSUED = frozenset(map(fold_text, ("صادر", "صادرة", "منسوب", "منسوبة")))
_FURTHEST_ISSUER = 14
_IN_IT = ("فيه", "فيها", "فيهما", "خلالها", "خلاله")
_FURTHEST_AUTHOR = 3


def is_document(head: str) -> bool:
    """Whether a noun, in the accusative or not, is one for a paper or words."""
    return head in words("document") or (head.endswith("ا") and head[:-1] in words("document"))


def sends(form: str) -> bool:
    """Whether a word says that somebody issued what stands before it (أصدره)."""
    return form in words("made_by") or any(r.lemma.name in _SENDS and r.pronoun for r in readings(form))


def with_author(scene: Scene, first: int, end: int, limit: int) -> int:
    """The end of the words for a paper with those for its author (بيان صادر عن س, تقرير أصدره أخيرا س)."""
    head = scene.form(first)
    head = head if is_document(bare(head)) else head[1:]
    if not is_document(bare(head)):
        return end
    for at in range(max(first + 1, end - 1), min(end + _FURTHEST_AUTHOR, limit - 1)):
        form = scene.form(at)
        author = at + 2 if bare(form) in _ISSUED and scene.form(at + 1) == "عن" else at + 1 if sends(form) else 0
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
    return _issuer(scene, first)


class Author(NamedTuple):
    """The words for an author, letters of لـ before them, and the words for the medium that passed his words on."""

    words: Tokens
    skip: int = 0
    medium: Tokens | None = None


def spoken_in(scene: Scene, cue: int) -> Author | None:
    """The author of the paper or words in which a cue stands (تصريحات لس أكد فيها, بيان أصدرته س وقال فيه).

    None where no author is named between the paper and the cue.
    """
    if not any(scene.form(k) in _IN_IT for k in (cue + 1, cue + 2)):
        return None
    unit = scene.unit_at(cue)
    for at in range(cue - 1, max(unit.first, cue - _FURTHEST_ISSUER) - 1, -1):
        form = scene.form(at)
        if form in (".", "؛"):
            return None
        if not is_document(bare(form)) and not is_document(bare(form.removeprefix("ب"))):
            continue
        for k in range(at + 1, cue):
            if sends(scene.form(k)):
                end = noun_phrase(scene, k + 1, cue)
                return Author((k + 1, end)) if end > k + 1 else None
            to = scene.form(k)[:1] == "ل" and len(scene.form(k)) > 3 and scene.form(k) not in words("notl")
            if to and k <= at + 2:
                return Author((k, max(k + 1, noun_phrase(scene, k, cue))), 1, _passing_on(scene, at))
        return None
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
