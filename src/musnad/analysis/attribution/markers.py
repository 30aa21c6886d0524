"""Markers: the words and signs that open a content."""

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from musnad.analysis.attribution.adverbials import Between, manner
from musnad.analysis.attribution.lexicon import Frame, Lemma, readings, words
from musnad.analysis.attribution.phrases import Tokens, in_field
from musnad.analysis.attribution.scene import ON, PREPOSITIONS, THAT, TO, Scene, bare, behind_letter
from musnad.arabic import fold_text
from musnad.arabic.kept import kept

WINDOW = 48
_SETTING = 30
# After these a short quotation is whom or what somebody spoke with, from or about (في مقابلة مع «راديو س»).
_LEADING_TO_NAMES = ("مع", TO, "من", "عن")
# Before أن they open the main clause again (رغم نفي س …، إلا أن).
_BUT = ("الا", "بيد")
_TELLING = ("say", "report", "announce", "affirm", "explain")


@dataclass(slots=True)
class Match:
    """A cue in one of its frames.

    `marker` is the frame's name ("bare" where nothing follows), `content` the first token of the content and `skip`
    the letters of a preposition written together with it; `between` what stands between cue and content.
    """

    frame: Frame
    marker: str
    content: int
    skip: int
    between: Between = field(default_factory=Between)
    called: Tokens | None = None
    accused: Tokens | None = None
    holder: Tokens | None = None

    @property
    def clausal(self) -> bool:
        """Whether the content is a clause or a quotation, not what is done."""
        return self.marker in ("ان", "quote")

    @property
    def found(self) -> bool:
        """Whether there is a content after the cue."""
        return self.marker not in ("bare", "said", "quoted", "resumed")


class Hit(NamedTuple):
    """A marker: its frame, the content's first token, letters of it to skip, and the token where the marker begins."""

    frame: Frame
    content: int
    skip: int
    start: int


def step(scene: Scene, at: int) -> int:
    if at in scene.openings and scene.name_like(at):
        return scene.after(scene.openings[at])
    mention = scene.mention(at)
    return mention[0] if mention is not None else at + 1


def barred(scene: Scene, at: int) -> bool:
    """Whether another clause begins at `at`, so that no marker after it is this cue's."""
    form = scene.form(at)
    if form in ("؛", ";") or form in THAT or (form == "." and len(scene.form(at - 1)) > 2):  # د. is no stop
        return True
    continues, claims, tells = _clause(form)
    if continues:
        return True
    if scene.form(at + 1) in words("anonymity"):  # مسؤول، تحدث شريطة عدم كشف هويته
        return False
    if not claims or scene.form(at - 1) in words("relative_wide") or form in words("saying"):
        return False
    if form in words("circumstance") or scene.form(at - 1)[:1].isdigit():  # ردا على سؤال and 21 فردا are no رد
        return False
    return form[0] in "وف" or (tells and scene.form(at - 1) in ("،", ","))


@kept
def silent(form: str) -> bool:
    """Whether a word neither marks a content nor opens another clause, wherever it stands: most words."""
    if form in _signs() or form[:1] in ("ب", "ل") or form in ("؛", ";", "."):
        return False
    return not any(_clause(form))


@kept
def _clause(form: str) -> tuple[bool, bool, bool]:
    """Whether a word is a participle that goes on telling, a verb with a clause after it, and a verb of telling."""
    continues = claims = tells = False
    for r in readings(form):
        if r.kind == "participle" and form[-1:] in "اه" and fold_text(r.lemma.name) in words("continuing"):
            continues = True
        if r.kind == "perfect" and r.lemma.frame("ان") and r.skip <= 1 and not r.pronoun:
            claims, tells = True, tells or r.lemma.act in _TELLING
    return continues, claims, tells


def marker(scene: Scene, at: int, lemma: Lemma, limit: int) -> Hit | None:
    """The frame marked at token `at`, with the content's first token, letters to skip, and where the marker begins."""
    form = scene.form(at)
    if form not in _signs() and form[:1] not in ("ب", "ل") and at not in scene.openings and lemma.name != "نقل":
        return None
    quote, that = lemma.frame("quote"), lemma.frame("ان")
    if form == ":" and quote is not None and at + 1 < limit and not scene.form(at - 1).isdigit():
        return Hit(quote, _after_that(scene, at + 1, limit), 0, at)
    if form in words("saying") and quote is not None and at + 1 < limit:
        later = _after_setting(scene, at + 1, limit)
        if later is not None:
            return Hit(quote, later, 0, at)
        content = at + 2 if scene.form(at + 1) in (":", "،") or scene.form(at + 1) in THAT else at + 1
        return Hit(quote, _after_that(scene, content, limit), 0, at) if content < limit else None
    if lemma.name == "نقل":
        relayed = _relayed(scene, at, limit)
        if relayed is not None:
            return relayed
    if form in THAT or (form[:1] == "ب" and form[1:] in THAT):
        before = scene.form(at - 1)
        if before in _BUT or before in words("takes_that") or (before == TO and lemma.frame(TO) is None):
            return None
        if that is None and form[:1] == "ب" and lemma.frame("ب"):
            that = lemma.frame("ب")
        if that is not None and at + 1 < limit:
            return Hit(that, _after_colon(scene, at + 1, limit), 0, at)
        return None
    if at in scene.openings and quote is not None and _said(scene, at, limit):
        return Hit(quote, at, 0, at)
    return preposition(scene, at, lemma, limit)


@cache
def _signs() -> frozenset[str]:
    """All words that can mark a content, but for those written together with a preposition."""
    return THAT | PREPOSITIONS | words("saying") | {":"}


def _after_setting(scene: Scene, at: int, limit: int) -> int | None:
    """قوله خلال مؤتمر إن …: where the content begins after an adverbial; None where there is none."""
    form = scene.form(at)
    if at not in scene.times and form not in words("circumstance") and form not in ("في", "-", "–", "،"):
        return None
    for k in range(at + 1, min(limit, at + _SETTING)):
        if scene.form(k) in THAT or scene.form(k) == ":":
            return k + 1 if k + 1 < limit else None
        if k in scene.openings and not scene.name_like(k):
            return k
        if scene.form(k) in (".", "؛"):
            break
    return None


def _relayed(scene: Scene, at: int, limit: int) -> Hit | None:
    """نقلت عن س نفيه …: a verbal noun of the originator opens the content and gives the act."""
    found = next(
        (r for r in readings(scene.form(at)) if r.kind == "noun" and r.pronoun and r.lemma.name != "قال"), None
    )
    if found is None or at + 1 >= limit:
        return None
    content = _after_that(scene, at + 1, limit)
    content += content == at + 1 and scene.form(content) in PREPOSITIONS
    return Hit(Frame("quote", found.lemma.act), _after_that(scene, content, limit), 0, at)


def _said(scene: Scene, at: int, limit: int) -> bool:
    """Whether the quotation that opens at `at` is what was said, not a name (على هامش «مؤتمر كذا»)."""
    if scene.form(at - 1) in words("names_quoted"):
        return False
    return not scene.name_like(at) or _said_briefly(scene, at, limit)


def _said_briefly(scene: Scene, at: int, limit: int) -> bool:
    """Whether a short quotation at `at` is what was said: no name, more than one word, and a stop after it."""
    end = scene.after(scene.openings[at])
    before = bare(scene.form(at - 1))
    if scene.mention(at + 1) is not None or before in words("medium") or before in words("body"):
        return False
    if scene.form(at - 1) in _LEADING_TO_NAMES:
        return False
    return end - at - 2 >= 2 and (end >= limit or scene.form(end) in (".", "،", ",", "؛"))


def _after_that(scene: Scene, at: int, limit: int) -> int:
    form = scene.form(at)
    return at + 1 if (form in THAT or (form[:1] == "ب" and form[1:] in THAT)) and at + 1 < limit else at


def _after_colon(scene: Scene, at: int, limit: int) -> int:
    return at + 1 if scene.form(at) in (":", "،", ",") and at + 1 < limit else at


def preposition(scene: Scene, at: int, lemma: Lemma, limit: int) -> Hit | None:
    form, mention = scene.form(at), scene.mention(at)
    if mention is not None and mention[1].start == scene.page.starts[at]:
        return None  # علي the name is folded like على
    if form in words("resumed") or manner(scene, at) > at:
        return None
    if form in PREPOSITIONS:
        frame = lemma.frame(form)
        if frame is None or at + 1 >= limit or bare(scene.form(at - 1)) in words("envoy"):
            return None
        if in_field(scene, at):
            return None
        if form in (ON, "في") and bare(scene.form(at + 1)) in words("setting") | words("place_on"):
            return None
        if (form == "في" and at + 1 in scene.times) or (form == ON and scene.form(at + 1) in words("set_phrase_on")):
            return None
        following = scene.form(at + 1)
        content = at + 2 if following in THAT and at + 2 < limit else at + 1
        return Hit(frame, _after_colon(scene, content, limit), 0, at)
    if form[:1] in ("ب", "ل") and len(form) > 2:
        frame = lemma.frame(form[0])
        if frame is None or form in words("notb" if form[0] == "ب" else "notl"):
            return None
        if form[0] == "ل" and _is_addressee(form):
            return None
        return Hit(frame, at, 0 if form.startswith("لل") else 1, at)
    if form in ("ب", "ل"):
        frame = lemma.frame(form)
        return Hit(frame, at + 1, 0, at) if frame is not None and at + 1 < limit else None
    return None


def _is_addressee(form: str) -> bool:
    rest = behind_letter(form)
    return rest in words("addressee") or bare(rest) in words("addressee")
