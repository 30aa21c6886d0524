"""Where in an article a word of the inventory stands, and in which readings."""

from typing import NamedTuple

from musnad.analysis.article import Article
from musnad.analysis.events.lexicon import Entry, Reading, keys, readings
from musnad.arabic import fold_text
from musnad.record import Span

_AHEAD = 4


class Candidate(NamedTuple):
    """A token that may be a trigger, in one reading and one type.

    `token` is its number on the page; `specific` says that the entry found the company it asks for.
    """

    token: int
    span: Span
    entry: Entry
    reading: Reading
    specific: bool


# What was found last, and in which article: it is asked for when triggers are proposed and again when they are chosen.
_last: list[tuple[Article, list[Candidate]]] = []


def likeliest(article: Article) -> list[Candidate]:
    """The best readings of an article's candidates."""
    for known, found in _last:
        if known is article:
            return found
    found = best_readings(article, candidates(article))
    _last[:] = [(article, found)]
    return found


def candidates(article: Article) -> list[Candidate]:
    """Every reading of every token as a word of the inventory, by place; linear in the number of tokens."""
    forms = article.page.forms
    found: list[Candidate] = []
    for sentence in article.page.sentences:
        for token in [at for at in range(sentence.first, sentence.last) if readings(forms[at])]:
            spans: dict[int, Span] = {}
            beside: frozenset[str] | None = None
            for reading in readings(forms[token]):
                entries = reading.entries.all
                if reading.entries.asked:
                    if beside is None:
                        company = forms[token + 1 : min(token + 1 + _AHEAD, sentence.last)]
                        beside = frozenset[str]().union(*map(keys, company))
                    entries = reading.entries.beside(beside)
                if entries:
                    skip = reading.skip
                    span = spans.get(skip) or spans.setdefault(skip, trigger_span(article, token, skip))
                    found += [Candidate(token, span, entry, reading, bool(entry.after)) for entry in entries]
    return found


_BEFORE_NOUNS = frozenset(
    fold_text(w)
    for w in "في من على عن بعد قبل خلال منذ إلى مع حول بين جراء إثر عقب بسبب نتيجة ضد دون بدون أثناء رغم".split()
)
_BEFORE_VERBS = frozenset(
    fold_text(w)
    for w in "قد وقد فقد لقد كان كانت وكان وكانت التي الذي الذين أن إن أنه أنها إنه إنها حيث كما فيما ثم لم لا ولم "
    "ولا ما بينما عندما بعدما وأن".split()
)


def best_readings(article: Article, found: list[Candidate]) -> list[Candidate]:
    """One candidate for each token and type: with its company before without, then noun or verb by the word before."""
    best: dict[tuple[int, str], Candidate] = {}
    for candidate in found:
        key = (candidate.token, candidate.entry.type)
        other = best.get(key)
        if other is None or _preference(article, candidate) > _preference(article, other):
            best[key] = candidate
    return list(best.values())


def _preference(article: Article, candidate: Candidate) -> tuple[bool, bool, bool]:
    verb = candidate.reading.pos == "v"
    fits = verb == _verb_expected(article, candidate.token)
    return (candidate.specific, fits, candidate.entry.mode is not None)


def _verb_expected(article: Article, token: int) -> bool:
    """Whether a form that may be a verb or a noun (قتل) is a verb here, by the word before it."""
    forms = article.page.forms
    before = forms[token - 1] if token else "."
    if before in _BEFORE_NOUNS:
        return False
    return before in _BEFORE_VERBS or not before.isalpha() or forms[token][0] in "وف"


def trigger_span(article: Article, token: int, skip: int) -> Span:
    """The token's span without the first `skip` letters of its folded form."""
    page = article.page
    start = page.starts[token]
    if skip:
        start = page.folded.original(page.folded.folded(start) + skip)
    return article.span(min(start, page.ends[token] - 1), page.ends[token])
