"""Noun phrases and the adverbials between a cue and its content, found without a parser."""

from dataclasses import dataclass
from functools import cache

from musnad.analysis.attribution.lexicon import is_according, readings, words
from musnad.analysis.attribution.scene import (
    AT,
    ON,
    PREPOSITIONS,
    PUNCTUATION,
    THAT,
    TO,
    Scene,
    adjectival,
    as_told,
    bare,
    follows_norm,
)  # fmt: skip
from musnad.analysis.named import Mention
from musnad.arabic.kept import kept
from musnad.arabic.numbers import is_number_word

Tokens = tuple[int, int]


@dataclass(slots=True)
class Between:
    """What stands between a cue and its content."""

    source: Tokens | None = None
    addressee: Tokens | None = None
    setting: Tokens | None = None
    cited: Tokens | None = None
    medium: Tokens | None = None
    end: int = 0


def noun_phrase(scene: Scene, start: int, limit: int) -> int:
    """The token after the noun phrase that starts at `start`; `start` itself where none does.

    Titles, idafa chains, nisba adjectives, names, short quoted names, brackets and apposition without a comma.
    """
    at, definite, named = start, False, ""
    head = bare(scene.form(start))
    head = bare(head[1:]) if head[:1] == "و" and not _heads(head) else head
    while at < limit:
        form = scene.form(at)
        mention = scene.mention(at)
        if mention is not None and not (at > start and _clitic_before(scene, at, mention[1].start)):
            kind = scene.entity_type(mention[1])
            if named and not (kind == "PER" and named != "PER"):
                break
            at, definite, named = mention[0], True, kind
        elif mention is not None and _joined(scene, form, named, mention[1]):
            at = mention[0]
        elif at in scene.openings and scene.name_like(at):
            at, definite = scene.after(scene.openings[at]), True
        elif form == "(":
            closing = next((k for k in range(at + 1, min(at + 7, limit)) if scene.form(k) == ")"), 0)
            if not closing or at == start:
                break
            at = closing + 1
        elif form in words("joins_title") and at > start:
            inner = noun_phrase(scene, at + 1, limit)
            if inner == at + 1:
                break
            at, definite = inner, True
        elif at > start and _complement(scene, at, head, named):
            following = scene.mention(at + 1)
            at, definite = following[0] if following is not None else at + 2, True
        elif at > start and mention is not None and _belongs(scene, at, named, head):
            at, definite = mention[0], True
        elif form == "من" and at > start and scene.form(at - 1) in words("partitive"):
            at += 1
        elif at in scene.times or not _grows(scene, form, at, start, definite, named, head):
            break
        else:
            if definite and not form.startswith("ال") and bare(form.removeprefix("و")) in words("title"):
                definite, named = False, ""  # a second title begins its own idafa: س عضو المجلس
            definite = definite or form.startswith("ال")
            at += 1
    return at


def _clitic_before(scene: Scene, token: int, start: int) -> bool:
    return start > scene.page.starts[token] and scene.form(token)[0] in "بلكوف"


def _stops(form: str) -> bool:
    return (
        form in PREPOSITIONS or form.removeprefix("ب") in THAT or form in words("stop") or form in PUNCTUATION
        or form in words("circumstance") or form in words("adverb")
    )  # fmt: skip


def _joined(scene: Scene, form: str, named: str, mention: Mention) -> bool:
    """Whether و joins another name of the same sort (لندن وباريس)."""
    kind = scene.entity_type(mention)
    return form[:1] == "و" and bool(named) and (kind == named or {kind, named} <= {"GPE", "ORG", "NORP"})


def _owner(scene: Scene, at: int, named: str) -> bool:
    """Whether لـ and a name at `at` say whose office it is (الأمين العام للأمم المتحدة), not who is spoken to."""
    if scene.form(at)[:1] == "ب":  # القيادي بالجيش السوري الحر
        before = bare(scene.form(at - 1))
        return before in words("title") or before in words("generic")
    return scene.form(at)[:1] == "ل" and named != "PER" and not addresses(scene, at)


def _belongs(scene: Scene, at: int, named: str, head: str) -> bool:
    """Whether the name behind a preposition at `at` ends the phrase: of an office, or of الموالية لإيران."""
    if scene.form(at)[:1] == "ل" and bare(scene.form(at - 1)) in words("loyal"):
        return True
    return _owner(scene, at, named) and _heads(head)


def _heads(head: str) -> bool:
    return any(head in words(kind) for kind in ("title", "spokesman", "source", "body", "document"))


def _complement(scene: Scene, at: int, head: str, named: str) -> bool:
    """Whether a preposition at `at` ties a place or body to a title (السفير الأميركي في روسيا)."""
    following = scene.mention(at + 1)
    if head in words("source") and scene.form(at) == "في" and not named:
        return scene.form(at + 1).startswith("ال") and at + 1 not in scene.times
    return (
        scene.form(at) in ("في", TO, AT, "من", "لدي")
        and following is not None
        and scene.page.starts[at + 1] == following[1].start
        and named != "PER"
        and _heads(head)
        and scene.entity_type(following[1]) in ("GPE", "ORG", "LOC")
    )


def _grows(scene: Scene, form: str, at: int, start: int, definite: bool, named: str, head: str) -> bool:
    """Whether a plain word at `at` still belongs to the phrase begun at `start`."""
    if form in PUNCTUATION or not form:
        return False
    if at == start:
        return not _stops(form) or form.startswith("ال")
    if _stops(form):
        return False
    if any(r.verbal and r.kind == "perfect" for r in readings(form)) and definite:
        return False
    if form.startswith("ال"):
        if not definite or adjectival(form) or is_number_word(form):  # القائد الأول، المنطقة الرابعة
            return True
        titled = form in words("title") or form in words("spokesman")
        person = head in words("title") or head in words("spokesman")
        return titled and (bool(named) or (person and form in words("rank")))
    if form.startswith("لل") and at > start and _heads(head) and not addresses(scene, at):
        return True  # الأمين العام للمنظمة
    if definite and form in words("same"):
        return True
    if bare(scene.form(at - 1)) in words("rank") and not form.startswith(("ال", "وال")) and not readings(form):
        return True
    if form.startswith("وال") and at > start + 1 and head in words("ministerial"):
        return not readings(form)
    if definite:
        joined = form[:1] == "و" and (form[1:] in words("title") or bare(form[1:]) in words("title"))
        return named == "PER" and (form in words("title") or joined)
    if form.endswith("ا") and at > start + 1 and len(form) > 3:
        return False
    if head in words("source"):
        return (
            form.endswith(("ي", "يه", "يون", "يين", "ين", "ون", "عيان"))
            or "ال" + form in words("adjective")
            or at == start + 1
        )
    if at > start + 1 and scene.form(at - 1).endswith(("ي", "يه")) and not scene.form(at - 1).startswith("ال"):
        return adjectival(form) or "ال" + form in words("adjective")  # مؤتمر صحفي [حرصه]: another phrase
    return not form.isdigit()


def speaks(scene: Scene, at: int) -> bool:
    """Whether the phrase that starts at `at` is headed by a name or a noun for somebody who can speak."""
    form = scene.form(at)
    if scene.mention(at) is not None or (at in scene.openings and scene.mention(at + 1) is not None):
        return True
    if form.startswith("ال") and form.endswith("ون") and len(form) > 5:  # a nominative plural is a subject
        return True
    return form in _speakers() or bare(form) in _speakers()


@cache
def _speakers() -> frozenset[str]:
    return frozenset().union(*map(words, ("title", "spokesman", "source", "medium", "body", "generic")))


def disagrees(scene: Scene, gender: str, at: int) -> bool:
    """Whether a masculine verb cannot have the phrase at `at` as its subject, its head being feminine."""
    form, mention = scene.form(at), scene.mention(at)
    if gender != "m" or not form.endswith("ه") or (mention is not None and scene.entity_type(mention[1]) == "PER"):
        return False
    return not form.endswith(("اه", "وه")) and form not in words("masculine")


def apposition(scene: Scene, at: int, limit: int) -> int:
    """The end of an apposition after a comma at `at` (، جون تيفت،), or `at` where there is none."""
    if scene.form(at) not in ("،", ","):
        return at
    head = scene.form(at + 1)
    if scene.mention(at + 1) is None and not any(head in words(kind) for kind in ("title", "spokesman", "rank")):
        return at
    end = noun_phrase(scene, at + 1, limit)
    if scene.mention(at + 1) is not None:  # a name that is longer than what is known of it
        end = next((k for k in range(end, min(end + 4, limit)) if scene.form(k) in ("،", ",")), end)
    person = any(k in scene.mentions and scene.entity_type(scene.mentions[k][1]) == "PER" for k in range(at + 1, end))
    closed = end == limit or scene.form(end) in ("،", ",") or person
    return end if closed else at


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
        elif addresses(scene, at):
            stop = _adjunct_end(scene, at + (form == "ل"), end)
            found.addressee = found.addressee or (at, stop)
            at = stop
        elif (is_according(form) or as_told(scene, at)) and at + 1 < end:
            first = at + 3 if scene.form(at + 1) in words("what") else at + 1  # وفق ما أفادت س, حسب ما نقلت عنه س
            first += as_told(scene, at)
            first += scene.form(first) in words("adverb")
            stop = min(max(first + 1, noun_phrase(scene, first, end)), end)
            if not follows_norm(scene, first):
                found.medium = found.medium or ((first, stop) if first < stop else None)
            at = max(stop, at + 1)
        elif found.source is None and _dative(scene, at):
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
        elif found.source is None and form not in PREPOSITIONS:
            stop = _source_end(scene, at, end)
            found.source = (at, stop)
            at = stop
        elif form in ("في", "مع", ON) and scene.mention(at) is None:
            at = min(end, max(at + 1, noun_phrase(scene, at + 1, end)))  # في مقر الحزب: whatever it is, no subject
        else:
            at += 1
    return found


def _source_end(scene: Scene, start: int, end: int) -> int:
    """Where the words for the source end: at the first adverbial that does not belong to the name."""
    at, relative = start, False
    while at < end:
        form = scene.form(at)
        if at > start:
            if form in ("،", ","):
                relative = False
                if _leaves(scene, at + 1, end):
                    break
            elif form in ("الذي", "التي", "الذين"):
                relative = True
            elif not relative and not _whole_name(scene, at) and _leaves(scene, at, end):
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
    if at in scene.times:
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


def addresses(scene: Scene, at: int) -> bool:
    """Whether لـ and somebody spoken to stand at `at` (للصحفيين، لوكالة رويترز، لـ«رويترز»)."""
    form = scene.form(at)
    if form == "ل":
        return True
    if not form.startswith("ل") or form in words("notl"):
        return False
    mention = scene.mention(at)
    if mention is not None and scene.page.starts[at] < mention[1].start:
        entity = scene.names.entities[mention[1].key]
        return entity.sector == "JRN" or entity.kind in ("outlet", "agency")
    if len(form) < 4:
        return False
    rest = "ا" + form[1:] if form.startswith("لل") else form[1:]
    return rest in words("addressee") or bare(rest) in words("addressee")


def _dative(scene: Scene, at: int) -> bool:
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
    if form == "في":
        known = bare(following) in words("setting") or following in words("medium")
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
        elif addresses(scene, end) or form in ("مع", "في", "خلال", "عقب", "امام", ON) or _dative(scene, end):
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
