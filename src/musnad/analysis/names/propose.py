"""What the tables and the grammar of names suggest."""

from musnad.analysis.article import Article
from musnad.analysis.proposals import Proposal

_KNOWN = 0.85


def propose(article: Article) -> list[Proposal]:
    """Names that the tables know and names that their surroundings give away, with types, by start."""
    return sorted(known(article), key=lambda p: (p.start, p.end, p.label, p.by))


def known(article: Article) -> list[Proposal]:
    """Names of the tables; the feature `key` holds the entry's key where the form has one meaning."""
    folded = article.page.folded
    found = []
    for match in article.knowledge.scan(folded.text):
        start, end = folded.original(match.start), folded.original(match.end)
        entry = match.candidates[0]
        found.append(Proposal(start, end, entry.type, _KNOWN, "grammar:known", (("key", entry.key),)))
    return found
