"""The article as the attribution grammar sees it: tokens with names, times and quotations laid over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from musnad.analysis.article import Article
from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.named import Mention, Names
from musnad.arabic import Page, Quotation, fold_text
from musnad.arabic.kept import kept
from musnad.record import Span, Time

# Longer sentences are cut into pieces, so that no search within a sentence can cost more than linear time.
LONGEST = 400
THAT = words("that")
PREPOSITIONS = words("preposition")
PUNCTUATION = frozenset("،,؛;.!?؟…():-–—―−ـ[]\"«»“”'‘’/|")
# Prepositions as they are folded.
TO, ON, AT = fold_text("إلى"), fold_text("على"), fold_text("لدى")
# Looking a little before or after the text sees nothing.
_BEYOND = ("",) * 16
_SHORT_QUOTE = 4
_CALLED_QUOTE = 6  # words that الحزب or الوكالة may be called; more are what it said
_LONG_QUOTE = 24
_LONGEST_NAME = 12
_DATELINE = 14


class Unit(NamedTuple):
    """A sentence or a piece of a very long one: tokens [first, last), and whether it is a whole line."""

    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Scene:
    """Tokens with what is known to stand on them; all indices are tokens unless said otherwise.

    `form(token)` is the folded token, or "" outside the text (a few tokens before or after it); `mention(token)` is
    the name that starts at a token (after clitics or not): where it ends, and which it is. Both are asked so often
    that they are the look-ups themselves.
    """

    article: Article
    page: Page
    names: Names
    forms: tuple[str, ...] = ()
    times: dict[int, int] = field(default_factory=dict)
    mentions: dict[int, tuple[int, Mention]] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    openings: dict[int, Quotation] = field(default_factory=dict)
    enclosing: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    form: Callable[[int], str] = field(init=False, repr=False)
    mention: Callable[[int], tuple[int, Mention] | None] = field(init=False, repr=False)
    _unit_starts: list[int] = field(default_factory=list)
    _openings: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, names: Names | None = None, times: tuple[Time, ...] = ()) -> "Scene":
        """Lay names and times over the tokens; both may still be unknown."""
        scene = cls(article, article.page, names if names is not None else Names({}, ()))
        page = scene.page
        scene.forms = page.forms + _BEYOND
        scene.form = scene.forms.__getitem__
        scene.mention = scene.mentions.get
        for time in times:
            tokens = page.tokens_in(time.span.start, time.span.end)
            if tokens:
                scene.times[tokens.start] = tokens.stop
        for mention in scene.names.mentions:
            tokens = page.tokens_in(mention.start, mention.end)
            if tokens:
                scene.mentions[tokens.start] = (tokens.stop, mention)
                scene.named.update(tokens)
        scene._lay_quotations()
        scene._cut_units()
        return scene

    def _lay_quotations(self) -> None:
        """Note where quotations open, and for each token the innermost closed quotation around it (-1: none)."""
        page = self.page
        for quotation in page.quotations:
            self.openings.setdefault(page.token_at(quotation.start), quotation)
        self.enclosing = [-1] * len(page.forms)
        for number, quotation in enumerate(page.quotations):  # an outer one comes before those within it
            if quotation.closed:
                first, last = (bisect_left(page.starts, at) for at in (quotation.inner_start, quotation.inner_end))
                self.enclosing[first:last] = [number] * (last - first)

    def _cut_units(self) -> None:
        for sentence in self.page.sentences:
            for first in range(sentence.first, sentence.last, LONGEST):
                self.units.append(Unit(first, min(first + LONGEST, sentence.last), sentence.paragraph))
                self._unit_starts.append(first)

    def unit_at(self, token: int) -> Unit:
        """The unit in which a token stands."""
        return self.units[max(0, bisect_right(self._unit_starts, token) - 1)]

    def char(self, token: int, skip: int = 0) -> int:
        """The code point at which the letters of a token start after `skip` folded letters."""
        start = self.page.starts[token]
        if not skip:
            return start
        folded = self.page.folded
        return folded.original(folded.folded(start) + skip)

    def span(self, first: int, last: int, skip: int = 0) -> Span | None:
        """The words of tokens [first, last) without the punctuation at either end; None where nothing is left."""
        while first < last and self.form(first) in PUNCTUATION and not self._matched(first, last):
            first, skip = first + 1, 0
        while first < last and self.form(last - 1) in PUNCTUATION and not self._closes(first, last - 1):
            last -= 1
        if first >= last:
            return None
        start, end = self.char(first, skip), self.page.ends[last - 1]
        return self.article.span(start, end) if start < end else None

    def _matched(self, first: int, last: int) -> bool:
        """Whether an opening mark at `first` has its closing one before `last`."""
        quotation = self.openings.get(first)
        if quotation is not None:
            return quotation.closed and quotation.end <= self.page.ends[last - 1]
        return False

    def _closes(self, first: int, token: int) -> bool:
        """Whether a mark at `token` closes something opened at or after `first`."""
        form = self.form(token)
        if form in ")]":
            opening = "(" if form == ")" else "["
            return any(self.form(k) == opening for k in range(max(first, token - 40), token))
        if form in "\"»”«“'’":
            end, start = self.page.ends[token], self.page.starts[first]
            return any(q.closed and q.end == end and q.start >= start for q in self.quotations_between(start, end))
        return False

    def quotations_between(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that open in code points [start, end)."""
        quotations = self.page.quotations
        first = bisect_left(quotations, start, key=lambda q: q.start)
        last = bisect_left(quotations, end, key=lambda q: q.start)
        return quotations[first:last]

    def after(self, quotation: Quotation) -> int:
        """The first token after a quotation."""
        return self.page.token_at(quotation.end - 1) + 1

    def name_like(self, token: int) -> bool:
        """Whether the quotation opening at a token is so short that it must be a name or a single word."""
        quotation = self.openings[token]
        if not quotation.closed:
            return False
        inside = range(token + 1, self.after(quotation) - 1)
        if len(inside) > _LONGEST_NAME:
            return False
        counted = sum(self.forms[k].isalpha() for k in inside)
        before = self.forms[token - 1]
        called = bare(before) in words("medium") | words("body")
        return counted <= _SHORT_QUOTE or (called and (not before.startswith("ال") or counted <= _CALLED_QUOTE))

    def closes_long(self, token: int) -> bool:
        """Whether a mark at a token closes a quotation that is more than a name."""
        if self.form(token) not in "\"»”«“'’":
            return False
        around = self.enclosing[token - 1] if token > 0 else -1
        if around < 0:
            return False
        quotation = self.page.quotations[around]
        return quotation.end == self.page.ends[token] and quotation.inner_end - quotation.inner_start > _LONG_QUOTE

    def around(self, token: int) -> tuple[int, int]:
        """Code points a few words to either side of a token."""
        return self.page.starts[max(0, token - 8)], self.page.ends[min(len(self.page.ends) - 1, token + 8)]

    def after_dateline(self, unit: Unit) -> int:
        """The first token of a sentence after a dateline (دبي، الإمارات العربية المتحدة (CNN) --)."""
        found = self._openings.get(unit.first)
        if found is None:
            found = self._openings[unit.first] = self._after_dateline(unit)
        return found

    def _after_dateline(self, unit: Unit) -> int:
        for at in range(unit.first + 1, min(unit.first + _DATELINE, unit.last - 3)):
            if bare(self.form(at)) in words("medium"):
                return unit.first  # وكالة الأنباء (سانا): her name, no dateline
            if self.form(at) == ")" and (self.form(at - 1).isascii() or self.form(at - 1) in words("agency")):
                first = at + 1
                while first < unit.last and self.form(first) in PUNCTUATION and first not in self.openings:
                    first += 1
                return first
        return unit.first

    def entity_type_of(self, key: str) -> str:
        """The type of an entity."""
        return self.names.entities[key].type

    def entity_type(self, mention: Mention) -> str:
        """The type of a mention's entity."""
        return self.entity_type_of(mention.key)


@kept
def bare(form: str) -> str:
    """A folded noun without its article."""
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


def behind_letter(form: str) -> str:
    """A folded noun without the letter of a preposition on it: الرئيس of للرئيس, وزير of لوزير."""
    return "ا" + form[1:] if form.startswith("لل") else form[1:]


def adjectival(form: str) -> bool:
    """Whether a definite word looks like an adjective: a nisba, or listed."""
    return form.endswith(("ي", "يه", "يين", "يون", "يتان", "يان", "يتين")) or form in words("adjective")


def as_told(scene: Scene, at: int) -> bool:
    """Whether كما and a medium that tells stand at a token (أكد س، كما ذكرت وكالة ص، أن)."""
    if scene.form(at) not in words("as_said") or not any(r.verbal for r in readings(scene.form(at + 1))):
        return False
    mention = scene.mention(at + 2)
    named = mention is not None and scene.names.entities[mention[1].key].sector == "JRN"
    return named or bare(scene.form(at + 2)) in words("medium")


def resumed(scene: Scene, cue: int) -> bool:
    """Whether a preposition with a pronoun right after the cue takes up what stands before it (إضراب دعت إليه س)."""
    return scene.form(cue + 1) in words("resumed")


def in_it(scene: Scene, cue: int) -> bool:
    """Whether فيه or خلالها follows a cue: what stands before it then says where it was said, not who said it."""
    return scene.form(cue + 1) in words("in_it") or scene.form(cue + 2) in words("in_it")


def follows_norm(scene: Scene, at: int) -> bool:
    """Whether a rule, a plan or one's own words stand behind وفق: they are followed or confirmed, not cited."""
    form = scene.form(at)
    plain = "ا" + form[1:] if form.startswith("لل") else form.removeprefix("ل")
    return any(word in words(kind) for word in (form, plain) for kind in ("own_words", "norm"))
