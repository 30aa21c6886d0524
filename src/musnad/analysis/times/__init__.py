"""Times: every expression that places something in time, with its TIMEX3 value.

TIMEX3 as in TimeML (Pustejovsky et al. 2003); values in ISO 8601 as its annotation guidelines write them.
"""

from bisect import bisect_right
from itertools import accumulate

from musnad.analysis.article import Article
from musnad.analysis.proposals import Proposal, Proposals
from musnad.analysis.times.cursor import Found
from musnad.analysis.times.parse import Parser
from musnad.record import Abstention, Reason, Time

_SURE = 0.9
_NO_DATE = "the article has no publication date, and this time is told from it"


def propose(article: Article) -> list[Proposal]:
    """What the grammar of time reads; the feature `value` is absent where it needs a publication date."""
    return [
        Proposal(
            f.start,
            f.end,
            f.type,
            _SURE,
            f"grammar:time-{f.rule}",
            tuple((k, v) for k, v in (("value", f.value), ("precision", f.precision)) if v),
        )
        for f in Parser(article.page, article.published).all()
    ]


def compose(article: Article, proposals: Proposals) -> tuple[Time, ...]:
    """The article's times, by start: the grammar's where it can say the value, never two over one place."""
    names = sorted((m.start, m.end) for m in proposals.mentions if m.feature("kind") in ("outlet", "agency"))
    starts = [start for start, _ in names]
    ends = list(accumulate((end for _, end in names), max))  # how far any name that starts so early goes
    taken: list[Time] = []
    for p in sorted(proposals.times, key=lambda p: (p.start, -p.end)):
        if p.by == "tagger":  # a span without a value says nothing that can be counted
            continue
        if taken and p.start < taken[-1].span.end:
            continue
        before = bisect_right(starts, p.start)
        if before and p.end <= ends[before - 1]:
            continue
        taken.append(_time(article, p))
    return tuple(taken)


def _time(article: Article, p: Proposal) -> Time:
    value = p.feature("value")
    return Time(
        article.span(p.start, p.end),
        p.label,  # type: ignore[arg-type]  # proposers of times label with TIMEX3 types
        value,
        p.feature("precision"),  # type: ignore[arg-type]  # written by propose above
        (Reason(p.by, p.score),),
        () if value else (Abstention("value", _NO_DATE),),
    )


__all__ = ["Found", "Parser", "compose", "propose"]
