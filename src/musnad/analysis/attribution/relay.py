"""Reports through a medium: نقلت وكالة عن س قوله، ذكرت الصحيفة نقلا عن س أن."""

from musnad.analysis.attribution.adverbials import between
from musnad.analysis.attribution.documents import with_author
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import Tokens, apposition, noun_phrase
from musnad.analysis.attribution.scene import PUNCTUATION, THAT, Scene, bare

_RELAYED = frozenset(["نقل"])
_LEARNT = frozenset(["علم"])


def split(scene: Scene, draft: Draft) -> None:
    """Tell the medium from the originator where the words before the content hold عن."""
    found = draft.match
    if found is None or draft.reading is None:
        return
    relays = draft.reading.lemma.name in _RELAYED
    if found.between.cited is not None:
        draft.medium, draft.source = draft.source, found.between.cited
        return
    start, end = draft.token + 1, found.between.end
    if learns(draft):
        _told_by(scene, draft, start, end)
        return
    for at in range(start, end):
        form = scene.form(at)
        if form in ("عنه", "عنها", "عنهم") and relays:
            draft.medium, draft.source = _words(scene, start, at) or _words(scene, at + 1, end), None
            return
        if relays and form in ("قول", "تصريح", "تصريحات") and at > start and noun_phrase(scene, at + 1, end) > at + 1:
            draft.medium, draft.source = _words(scene, start, at), (at + 1, noun_phrase(scene, at + 1, end))
            return
        if relays and form in words("utterance") and scene.form(at + 1)[:1] == "ل" and at + 1 < end:
            medium, source = _words(scene, start, at), _words_of(scene, at + 1, end)
            if medium is not None and source is not None:
                draft.medium, draft.source = medium, source
                draft.source_skip = 1
            return
        if form == "عن" and (relays or scene.form(at - 1) in words("citing")):
            medium_end = at if relays else at - 1
            medium = _words(scene, start, medium_end)
            if medium is None and draft.source is not None and draft.source[1] <= draft.token:
                medium = draft.source
            source = _words(scene, at + 1, end)
            if source is not None:
                draft.medium, draft.source = medium or draft.medium, source
                if medium is None and draft.match is not None and draft.relative is False and relays:
                    draft.medium = None
                return


def learns(draft: Draft) -> bool:
    """Whether the cue says that somebody learnt what he passes on (علمت الوكالة أن)."""
    return draft.reading is not None and draft.reading.lemma.name in _LEARNT


def _told_by(scene: Scene, draft: Draft, start: int, end: int) -> None:
    """علمت س من مصادر أن: they say it, through the medium that learnt it."""
    for at in range(start, end - 1):
        head = scene.form(at + 1)
        if scene.form(at) == "من" and (head in words("source") or bare(head) in words("spokesman")):
            source = _words(scene, at + 1, end)
            if source is not None:
                draft.medium, draft.source, draft.act = _words(scene, start, at), source, "say"
            return


def _words_of(scene: Scene, start: int, end: int) -> Tokens | None:
    """The phrase behind لـ in تصريحات لس."""
    last = noun_phrase(scene, start, end)
    return (start, last) if last > start else None


def relays(draft: Draft) -> bool:
    """Whether the cue passes on what somebody else said."""
    return draft.reading is not None and draft.reading.lemma.name in _RELAYED


def quotes_another(scene: Scene, draft: Draft) -> bool:
    """Whether what is told is somebody else's (نقلت, قالت نقلا عن س)."""
    if relays(draft):
        return True
    after = range(draft.token + 1, draft.match.between.end) if draft.match is not None else ()
    return any(scene.form(k) in words("citing") for k in after)


def cites(scene: Scene, draft: Draft) -> bool:
    """Whether عن and an originator follow a verb of passing on (not نقل السفارة)."""
    assert draft.match is not None
    reach = range(draft.token + 1, min(draft.match.between.end, draft.token + 20))
    return any(scene.form(k) in ("عن", "عنه", "عنها", "عنهم") for k in reach)


def _words(scene: Scene, start: int, end: int) -> Tokens | None:
    """The source words in tokens [start, end), without قوله and adverbials."""
    stop = next((k for k in range(start, end) if scene.form(k) in words("saying")), end)
    return between(scene, start, stop).source


def trailing(scene: Scene, at: int, limit: int) -> Tokens | None:
    """The source after a prepositional cue at `at`: بحسب س، وفقا لما أفاد س."""
    end = noun_phrase(scene, at, limit)
    if end == at:
        return None
    while end < limit and scene.form(end) in ("الذي", "التي", "الذين"):
        stop = next((k for k in range(end, limit) if scene.form(k) in PUNCTUATION | words("then")), limit)
        if any(scene.form(k).removeprefix("ب") in THAT for k in range(end, stop)):
            return at, end  # بحسب الوكالة التي أشارت إلى أن: what it goes on to say
        end = stop
    end = apposition(scene, with_author(scene, at, end, limit), limit)
    return (at, end)
