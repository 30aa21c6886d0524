"""Events that a report calls untrue without a verb of denying at hand: لا صحة لاعتقاله، لم يسبق أن قصفت."""

from collections.abc import Sequence
from functools import cache

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.governed import NO_DENIAL
from musnad.analysis.events.lexicon import forms_of, keys
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.tenses import BREAKS, NEGATIONS, THAT, tense_of
from musnad.arabic import fold_text
from musnad.arabic.kept import kept
from musnad.datafiles import read_table

# How many words may stand between the words that deny and the event, an event and the news of it, and a verb and its
# verbal noun behind بـ, whose subject stands between them.
_REACH, _NEWS, _DOES = 14, 3, 7
# Behind these another thing is told than what is untrue.
_BUT = frozenset(("بل", "لكن", "ولكن"))
_TURNS = _BUT | frozenset(("بعد", "قبل", "عقب", "اثر", "بسبب", "خلال", "منذ", "رغم"))
_WHICH = frozenset(("التي", "الذي"))
_WHAT = frozenset(("ما", "لما", "وما", "بما"))
# What never was so is not what never was: «لم يسبق أن قصفت بهذا العنف» was bombed.
_LIKE_THIS = frozenset(("بهذا", "بهذه", "بمثل", "مثل", "هكذا", "كهذا", "كهذه"))


@cache
def _phrases() -> dict[str, frozenset[tuple[str, ...]]]:
    """Kind → its phrases, as folded tokens."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in read_table("analysis/data/status_void.tsv"):
        if row["pos"] == "w":
            found.setdefault(row["kind"], set()).add(tuple(fold_text(row["words"]).split()))
        else:
            found.setdefault(row["kind"], set()).update((form,) for form in forms_of(row["pos"], row["words"]))
    return {kind: frozenset(phrases) for kind, phrases in found.items()}


@cache
def _words() -> dict[str, frozenset[str]]:
    """Word → the kinds of which it alone is a phrase."""
    kinds = ("news", "told", "denies", "does")
    every = {word for kind in kinds for word, *more in _phrases()[kind] if not more}
    return {word: frozenset(kind for kind in kinds if (word,) in _phrases()[kind]) for word in every}


@kept
def _word_kinds(form: str) -> frozenset[str]:
    """The kinds of which a folded token, or what is left of it without particles, is a word."""
    words = _words()
    if words.keys().isdisjoint(keys(form)):
        return frozenset()
    return frozenset[str]().union(*(words.get(key, ()) for key in keys(form)))


def _ending(forms: Sequence[str], at: int, kind: str, first: int) -> bool:
    """Whether a phrase of a kind ends with the token `at`; «و» and «ف» may stand on it."""
    for phrase in _phrases()[kind]:
        start = at + 1 - len(phrase)
        if start < first:
            continue
        head, *rest = forms[start : at + 1]
        if tuple(rest) == phrase[1:] and head in (phrase[0], "و" + phrase[0], "ف" + phrase[0], "ب" + phrase[0]):
            return True
    return False


def called_untrue(scene: Scene, candidate: Candidate, before: int | None) -> bool:
    """Whether the first event named after such words is called untrue; `before` is the token of the event before it."""
    return (
        _untrue_ahead(scene, candidate.token, before)
        or _untrue_behind(scene, candidate.token)
        or ("ب" in candidate.reading.proclitics and _not_done(scene, candidate.token))
    )


def _news(scene: Scene, at: int, first: int) -> bool:
    """Whether a token names news: أنباء, or a verb of telling behind ما."""
    forms = scene.article.page.forms
    kinds = _word_kinds(forms[at])
    return "news" in kinds or ("told" in kinds and at > first and forms[at - 1] in _WHAT)


def _untrue_ahead(scene: Scene, token: int, before: int | None) -> bool:
    """«لا صحة ل», «لم يسبق أن», or a denial of news, ahead of an event in its clause."""
    forms, first = scene.article.page.forms, scene.article.page.sentences[scene.sentence_at[token]].first
    news = that = False
    for at in range(token - 1, max(first, token - 1 - _REACH) - 1, -1):
        form = forms[at]
        if form in BREAKS or form in _TURNS or at == before:
            return False
        if not (that or _matters(form) or forms[at + 1].startswith("ل")):
            continue
        if form in _WHICH and not _news(scene, at - 1, first):
            return False
        if form.startswith("و") and (scene.cue_at[at] >= 0 or tense_of(form)):
            return False  # نفى الأنباء وقال إن …
        if forms[at + 1].startswith("ل"):
            told = _news(scene, at + 1, first) or forms[at + 1] in _WHAT
            if (told and _ending(forms, at, "of news", first)) or (
                (told or at + 1 == token) and _ending(forms, at, "for", first)
            ):
                return True
        if that and _ending(forms, at, "that", first):
            return not _like_this(scene, token)
        if news and not form.startswith("ال") and "denies" in _word_kinds(form):
            return at == first or forms[at - 1] not in NEGATIONS
        that = that or form in THAT
        news = news or _news(scene, at, first)
    return False


@kept
def _matters(form: str) -> bool:
    """Whether a word tells anything of what is denied, wherever it stands: few do."""
    return form in _WHICH or form in THAT or form.startswith("و") or bool(_word_kinds(form))


def _like_this(scene: Scene, token: int) -> bool:
    last = scene.article.page.sentences[scene.sentence_at[token]].last
    return not _LIKE_THIS.isdisjoint(scene.article.page.forms[token : min(last, token + _REACH)])


def _untrue_behind(scene: Scene, token: int) -> bool:
    """News of an event that is called untrue behind it: أنباء اعتقالهم عارية عن الصحة."""
    forms, sentence = scene.article.page.forms, scene.article.page.sentences[scene.sentence_at[token]]
    heads = range(token - 1, max(sentence.first, token - _NEWS) - 1, -1)
    if not any(_news(scene, at, sentence.first) for at in heads):
        return False
    for at in range(token + 1, min(sentence.last, token + _REACH)):
        if forms[at] in BREAKS or forms[at] in _TURNS:
            return False
        if _ending(forms, at, "false", token):
            return True
    return False


def _not_done(scene: Scene, token: int) -> bool:
    """A verbal noun behind بـ of a denied verb of doing, whose subject may stand between: لم تقم الطائرات بقصف."""
    forms, first = scene.article.page.forms, scene.article.page.sentences[scene.sentence_at[token]].first
    for at in range(token - 1, max(first, token - 1 - _DOES), -1):
        if forms[at] in BREAKS or forms[at] in THAT or forms[at] in _WHICH or forms[at] in _BUT:
            return False
        if "does" in _word_kinds(forms[at]) and forms[at - 1] in NEGATIONS:
            return at - 2 < first or forms[at - 2] not in NO_DENIAL
        if scene.mention_at[at] < 0 and tense_of(forms[at]):
            return False
    return False
