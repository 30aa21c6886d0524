"""The adverbials between a cue and its content, and how they part from its source."""

import re
from dataclasses import dataclass

from musnad.analysis.attribution.lexicon import is_according, readings, words
from musnad.analysis.attribution.phrases import Tokens, addresses, noun_phrase, quotable
from musnad.analysis.attribution.scene import (
    AT,
    ON,
    PREPOSITIONS,
    PUNCTUATION,
    THAT,
    TO,
    Scene,
    as_told,
    bare,
    follows_norm,
)
from musnad.arabic.kept import kept

# Active participles in the accusative (ساخرا, متهكما); a name that ends so rarely has their other letters.
_PARTICIPLE = re.compile(r"[^\Wاويم]ا[^\Wا]{2}ا|م[^\Wاوي][^\Wا]{2,4}ا")
_SELFSAME = ("ذات", "نفس")
_POSTED = (AT, "في", TO)


@dataclass(slots=True)
class Between:
    """What stands between a cue and its content."""

    source: Tokens | None = None
    addressee: Tokens | None = None
    setting: Tokens | None = None
    cited: Tokens | None = None
    medium: Tokens | None = None
    end: int = 0


def between(scene: Scene, start: int, end: int) -> Between:
    """Sort what stands in tokens [start, end), between a cue and its content marker."""
    found, at = Between(end=end), start
    while at < end:
        form = scene.form(at)
        if form in PUNCTUATION and at not in scene.openings and form != "(":
            at += 1
        elif at in scene.times:
            at = scene.times[at]
        elif (form in words("adverb") and scene.mention(at) is None) or (form == "غير" and scene.form(at + 1) in THAT):
            at += 1
        elif (past := manner(scene, at)) > at:
            at = past
        elif addresses(scene, at):
            stop = _adjunct_end(scene, at + (form == "ل"), end)
            found.addressee = found.addressee or (at, stop)
            at = stop
        elif (is_according(form) or as_told(scene, at)) and at + 1 < end:
            first = at + 3 if scene.form(at + 1) in words("what") else at + 1  # وفق ما أفادت س, حسب ما نقلت عنه س
            first += form in words("according_what") and any(r.verbal for r in readings(scene.form(first)))
            first += as_told(scene, at)
            first += scene.form(first) in words("adverb")
            stop = min(max(first + 1, noun_phrase(scene, first, end)), end)
            if not follows_norm(scene, first) and (first > at + 1 or quotable(scene, first)):
                found.medium = found.medium or ((first, stop) if first < stop else None)
            at = max(stop, at + 1)
        elif found.source is None and dative(scene, at):
            stop = max(at + 1, noun_phrase(scene, at, end))
            found.addressee = found.addressee or (at, stop)
            at = stop
        elif _opens_setting(scene, at, end):
            stop = _adjunct_end(scene, at + 1, end)
            if form != "في" or at + 1 not in scene.times:
                held_with = found.setting is not None and form == "مع"  # في حوار أمس مع قناة س
                found.setting = (found.setting[0], stop) if held_with and found.setting else found.setting or (at, stop)
            at = stop
        elif found.source is None and form.endswith("ا") and form not in words("citing") and _adverbial(form):
            at = end  # أضاف مستنكرا: how he said it
        elif found.source is None and _in_what_mood(scene, at, end):
            at += 1
        elif found.source is None and (form not in PREPOSITIONS or scene.mention(at) is not None):
            stop = _source_end(scene, at, end)
            found.source = (at, stop)
            at = stop
        elif form in ("في", "مع", ON) and scene.mention(at) is None:
            at = _past_adjunct(scene, at, end)  # في مقر الحزب: whatever it is, no subject
        else:
            at += 1
    return found


def _past_adjunct(scene: Scene, at: int, end: int) -> int:
    """The token after a preposition at `at`, its phrase and what hangs on that (في بداية يومين من المحادثات)."""
    last = max(at + 1, noun_phrase(scene, at + 1, end))
    last = scene.times.get(last, last)
    if scene.form(last) == "من" and scene.form(last + 1) not in words("turn"):
        last = max(last + 1, noun_phrase(scene, last + 1, end))
    return min(end, last)


def manner(scene: Scene, at: int) -> int:
    """The token after an adverbial of manner at `at` (بشكل علني، بلهجة حادة), or `at` where there is none."""
    if scene.form(at) not in words("manner"):
        return at
    form = scene.form(at + 1)
    plain = form.isalpha() and not form.startswith("ال") and form not in PREPOSITIONS and form not in THAT
    return at + 2 if plain and scene.mention(at + 1) is None else at


def _in_what_mood(scene: Scene, at: int, end: int) -> bool:
    """وأضاف مبتسما: «…»: whether one word tells how something was said, a participle in the accusative."""
    form = scene.form(at)
    if at + 1 < end or at in scene.named:
        return False
    return bool(_PARTICIPLE.fullmatch(form)) or form in words("mood")


def _source_end(scene: Scene, start: int, end: int) -> int:
    """Where the words for the source end: at the first adverbial that does not belong to the name."""
    at, relative = start, False
    while at < end:
        form = scene.form(at)
        if at > start:
            if form in ("،", ","):
                relative = False
                if _leaves(scene, at + 1, end) or scene.form(at + 2) in words("anonymity"):
                    break
            elif form in ("الذي", "التي", "الذين"):
                relative = True
            elif not relative and not _whole_name(scene, at) and _leaves(scene, at, end):
                posted = form in _POSTED and noun_phrase(scene, start, end) > at  # ممثل إيران لدى الأمم المتحدة
                if not posted:
                    break
        mention = scene.mention(at)
        if mention is not None:
            at = mention[0]
        elif at in scene.openings and scene.name_like(at):
            at = scene.after(scene.openings[at])
        else:
            at += 1
    while at > start and (scene.form(at - 1) in ("،", ",", "-", "–", "(", ":") or scene.form(at - 1) == "قد"):
        at -= 1
    return at


def _whole_name(scene: Scene, at: int) -> bool:
    mention = scene.mention(at)
    return mention is not None and mention[1].start == scene.page.starts[at]


def _leaves(scene: Scene, at: int, end: int) -> bool:
    """Whether an adverbial of the cue starts at `at`."""
    form = scene.form(at)
    if at >= end:
        return False
    if at in scene.times or manner(scene, at) > at or (form == "من" and scene.form(at + 1) == "قبل"):
        return True
    if not _may_leave(form):
        return False
    if form in words("adverb") or addresses(scene, at) or _opens_setting(scene, at, end):
        return True
    return is_according(form) or as_told(scene, at) or _adverbial(form)


@kept
def _may_leave(form: str) -> bool:
    """Whether a word can open an adverbial of the cue at all."""
    listed = form in words("adverb") or is_according(form) or form in words("as_said") or bool(_setting_opener(form))
    return listed or form.startswith("ل") or _adverbial(form)


@kept
def _adverbial(form: str) -> bool:
    """Whether a word is an adverbial participle (مشيراً)."""
    if form.startswith("ال") or not form.endswith(("ا", "ه", "ين")):
        return False
    return any(r.kind == "participle" for r in readings(form))


def dative(scene: Scene, at: int) -> bool:
    """Whether a word opens with the preposition لـ: no source can begin so."""
    form, mention = scene.form(at), scene.mention(at)
    if form[:1] != "ل" or form in words("notl") or len(form) < 4:
        return False
    return mention is None or mention[1].start > scene.page.starts[at]


def _opens_setting(scene: Scene, at: int, end: int) -> bool:
    form = _setting_opener(scene.form(at)) if at > 0 else scene.form(at)
    if not form or at + 1 >= end:
        return False
    following = scene.form(at + 1)
    if following in words("demonstrative") or following in _SELFSAME:
        following = scene.form(at + 2)  # في هذا الإطار، في الوقت نفسه
    if form == "في":
        theirs = following.removesuffix("هم").removesuffix("هما")
        known = bare(following) in words("setting") or following in words("medium") or theirs in words("setting")
        return known or at + 1 in scene.times
    if form == ON:
        return following in words("place_on") or bare(following) in words("setting")
    if form == "مع":
        return bare(following) in words("medium")
    return form in words("circumstance")


@kept
def _setting_opener(form: str) -> str:
    """A word that may open an adverbial of the cue, without و before it; "" for others."""
    if form[:1] == "و" and (form[1:] == "في" or form[1:] in words("circumstance")):
        form = form[1:]
    return form if form in ("في", "مع", ON) or form in words("circumstance") else ""


def setting_end(scene: Scene, at: int, limit: int) -> int:
    """Where an adverbial that opens at `at` ends, where a bare object follows it: one phrase and what hangs on it."""
    end = noun_phrase(scene, at + 1, limit)
    while end < limit:
        form = scene.form(end)
        if end in scene.times:
            end = scene.times[end]
        elif form in words("relative"):
            return _adjunct_end(scene, at + 1, limit)
        elif addresses(scene, end) or form in ("مع", "في", "خلال", "عقب", "امام", ON) or dative(scene, end):
            step = noun_phrase(
                scene, end + (form in PREPOSITIONS or form == "ل" or form in words("circumstance")), limit
            )
            if step <= end + 1 and step < limit and form in PREPOSITIONS:
                step = end + 2
            end = max(step, end + 1)
        else:
            break
    return min(end, limit)


def _adjunct_end(scene: Scene, start: int, end: int) -> int:
    """Where an adverbial ends: at the next comma, or where another one begins."""
    at = start
    while at < end:
        form = scene.form(at)
        if at > start and (form in ("،", ",") or (form not in ("في", ON, "بعد", "مع") and _leaves(scene, at, end))):
            break
        mention = scene.mention(at)
        at = mention[0] if mention is not None else at + 1
    return at
