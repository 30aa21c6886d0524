"""Noun phrases, found without a parser."""

import re
from functools import cache

from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.attribution.scene import (
    AT,
    PREPOSITIONS,
    PUNCTUATION,
    THAT,
    TO,
    Scene,
    adjectival,
    bare,
    behind_letter,
)  # fmt: skip
from musnad.analysis.named import Mention
from musnad.arabic.numbers import is_number_word

Tokens = tuple[int, int]
_SHORTEST_PLURAL = 5
# Verbal nouns by their pattern; in the group those that are one only with إ (إجراء, not أعضاء).
_DEED = re.compile(r"(?:است\w\wا\w|ا\wت\wا\w|ان\w\wا\w\b|ت\w\wي\w|(ا[^\Wت]\wا\w))ه?(?:ها|هم|ه)?")
_SHORTEST_OBLIQUE = 7  # المسكين is one man


def withheld(scene: Scene, at: int) -> int:
    """(طلب) عدم الكشف عن هويته: the token after the words for a name not to be told, `at` where there are none."""
    end = at + (scene.form(at) == "عدم")
    if bare(scene.form(end)) not in words("telling_name"):
        return at
    end += 1 + (scene.form(end + 1) == "عن")
    return end + 1 if scene.form(end) in words("own_name") else at


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
            if definite and not named and kind == "PER" and (not _bears(head) or foreign(scene, at, mention[1])):
                break  # حثت الجماعات العربية س: no one of theirs; ناشد الوزير التركي ترامب: another's
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
        elif at > start and in_field(scene, at):
            at, definite = max(at + 2, noun_phrase(scene, at + 1, limit)), True
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


def foreign(scene: Scene, at: int, mention: Mention) -> bool:
    """Whether the man named at `at` is of another country than the adjective before his name tells."""
    adjective, country = scene.form(at - 1), scene.names.entities[mention.key].country
    if country is None or not adjectival(adjective):
        return False
    return scene.article.knowledge.nationality(adjective) not in (None, country)


def unnamed_end(scene: Scene, first: int, last: int) -> int:
    """The end of who has no name, with what hangs on the noun (قائد في المعارضة) but for a clause that tells of him."""
    end = max(first + 1, noun_phrase(scene, first, last))
    stops = PUNCTUATION | words("relative") | words("negation")
    return next((k for k in range(end, last) if scene.form(k) in stops or k in scene.openings), max(end, last))


def _bears(head: str) -> bool:
    """Whether a man may be called by a noun, so that his name can follow it with its adjectives."""
    crowd = any(head in words(kind) for kind in ("body", "source", "medium")) or head.endswith("ات")
    return head in words("title") or head in words("generic") or head in words("spokesman") or not crowd


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


def in_field(scene: Scene, at: int) -> bool:
    """Whether في and what somebody knows about stand at `at` (الخبير في شؤون الشرق الأوسط)."""
    if scene.form(at) != "في" or bare(scene.form(at + 1)) not in words("field"):
        return False
    return any(bare(scene.form(k)) in words("expert") for k in (at - 1, at - 2))


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


def _crowd_behind(scene: Scene, at: int) -> bool:
    """وكالة «س» الحوثيين: whether a plural that is no nominative stands right behind a quoted name: other people."""
    return scene.form(at - 1) in '»”"' and oblique(scene, at)


def _grows(scene: Scene, form: str, at: int, start: int, definite: bool, named: str, head: str) -> bool:
    """Whether a plain word at `at` still belongs to the phrase begun at `start`."""
    if form in PUNCTUATION or not form:
        return False
    if at == start:
        return not _stops(form) or form.startswith("ال")
    if _stops(form) or _crowd_behind(scene, at):
        return False
    if any(r.verbal and r.kind == "perfect" for r in readings(form)) and definite:
        return False
    if form.startswith("ال"):
        if not definite or adjectival(form) or is_number_word(form):  # القائد الأول، المنطقة الرابعة
            return True
        titled = form in words("title") or form in words("spokesman")
        person = head in words("title") or head in words("spokesman")
        return titled and (bool(named) or (person and (form in words("rank") or _man(scene, at + 1))))
    if form.startswith("لل") and at > start and _heads(head) and not addresses(scene, at):
        return True  # الأمين العام للمنظمة
    if definite and form in words("demonstrative"):
        return False  # أكد محامي س هذه التفاصيل
    if definite and form in words("same"):
        return True
    if form in ("باسمه", "باسمها", "باسمهم") and head in words("spokesman"):
        return True
    if bare(scene.form(at - 1)) in words("rank") and not form.startswith(("ال", "وال")) and not readings(form):
        return True
    if form.startswith("وال") and at > start + 1 and head in words("ministerial"):
        return not readings(form)
    if form.startswith("وال") and definite and _nisba(form[1:]) and _nisba(scene.form(at - 1)):
        return True  # الجماعات العربية والإسلامية
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


def _man(scene: Scene, at: int) -> bool:
    """Whether a person's name starts at `at`."""
    mention = scene.mention(at)
    return mention is not None and scene.entity_type(mention[1]) == "PER"


def _nisba(form: str) -> bool:
    return form.startswith("ال") and form.endswith(("ي", "يه")) and not any(form in words(k) for k in ("body", "rank"))


def speaks(scene: Scene, at: int) -> bool:
    """Whether the phrase that starts at `at` is headed by a name or a noun for somebody who can speak."""
    form = scene.form(at)
    if scene.mention(at) is not None or (at in scene.openings and scene.mention(at + 1) is not None):
        return True
    if form == "العالم":  # the world, but before a name the scholar
        return _man(scene, at + 1)
    if form.startswith("ال") and form.endswith("ون") and len(form) > 5:  # a nominative plural is a subject
        return True
    return form in _speakers() or bare(form) in _speakers()


def quotable(scene: Scene, at: int) -> bool:
    """Whether what stands behind وفق can be cited: somebody, or a paper; else it is followed (وفق تنسيق متقن)."""
    form = scene.form(at)
    if at in scene.openings or speaks(scene, at) or form.isdigit() or is_number_word(form):
        return True
    if form[:1] == "ل" and form not in words("notl"):
        form = behind_letter(form)
    known = _speakers() | words("document") | words("paper_source") | words("inquiry") | words("cited")
    word = next((form.removesuffix(p) for p in ("ها", "هم", "ه") if form.removesuffix(p) in _speakers()), form)
    people = word.endswith(("ون", "ين")) and len(word) > _SHORTEST_PLURAL
    return word in known or bare(word) in known or people


@cache
def _speakers() -> frozenset[str]:
    return frozenset().union(*map(words, ("title", "spokesman", "source", "medium", "body", "generic")))


def disagrees(scene: Scene, gender: str, at: int) -> bool:
    """Whether a masculine verb cannot have the phrase at `at` as its subject, its head being feminine."""
    form, mention = scene.form(at), scene.mention(at)
    if gender != "m" or not form.endswith("ه") or (mention is not None and scene.entity_type(mention[1]) == "PER"):
        return False
    return not form.endswith(("اه", "وه")) and form not in words("masculine")


def is_deed(scene: Scene, at: int) -> bool:
    """Whether a verbal noun stands at `at` (قررت تجميد أي تعاون): behind a verb what is done, not who does it."""
    form = bare(scene.form(at))
    if form in words("inquiry") | words("document") | words("paper_source"):
        return False
    if any(form.removesuffix(p) in words("deed") for p in ("", "ها", "هم", "ه")):
        return True
    found = _DEED.fullmatch(form)
    return found is not None and (not found[1] or scene.page.text[scene.page.starts[at] :].lstrip("ال")[:1] == "إ")


def oblique(scene: Scene, at: int) -> bool:
    """Whether a masculine plural that is no nominative stands at `at` (تحذر المسافرين): behind a verb no subject."""
    form = scene.form(at)
    several = form.startswith("ال") and form.endswith("ين") and len(form) > _SHORTEST_OBLIQUE
    return several and scene.mention(at) is None and bare(form) not in words("title")


def apposition(scene: Scene, at: int, limit: int) -> int:
    """The end of an apposition after a comma at `at` (، جون تيفت،), or `at` where there is none."""
    dash = scene.form(at) in ("-", "–") and _man(scene, at + 1)
    if scene.form(at) not in ("،", ",") and not dash:
        return at
    head = scene.form(at + 1)
    if scene.mention(at + 1) is None and not any(head in words(kind) for kind in ("title", "spokesman", "rank")):
        return at
    end = noun_phrase(scene, at + 1, limit)
    while end < limit and scene.form(end)[:1] == "و" and bare(scene.form(end)[1:]) in words("title"):
        end = max(end + 1, noun_phrase(scene, end, limit))  # نائب الرئيس ووزير الدفاع السابق
    if scene.mention(at + 1) is not None:  # a name that is longer than what is known of it
        end = next((k for k in range(end, min(end + 4, limit)) if scene.form(k) in ("،", ",")), end)
    person = any(k in scene.mentions and scene.entity_type(scene.mentions[k][1]) == "PER" for k in range(at + 1, end))
    closed = end == limit or scene.form(end) in ("،", ",") or person
    return end if closed else at


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
    rest = behind_letter(form)
    return rest in words("addressee") or bare(rest) in words("addressee")
