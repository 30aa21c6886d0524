"""What the tables and the grammar of names suggest."""

from musnad.analysis.article import Article
from musnad.analysis.names.compound import compounds
from musnad.analysis.names.echoes import bodies, doubtful, echoes, ministries
from musnad.analysis.names.framed import framed
from musnad.analysis.names.ground import Ground
from musnad.analysis.names.known import known, supported
from musnad.analysis.names.peoples import peoples
from musnad.analysis.names.persons import persons
from musnad.analysis.names.quoted import introduced
from musnad.analysis.proposals import Proposal


def propose(article: Article) -> list[Proposal]:
    """Names that the tables know and names that their surroundings give away, with types, by start."""
    ground = Ground.of(article)
    found = supported(ground, known(ground))
    ground.lay(found)
    made = persons(ground)
    ground.lay(made)
    found += made
    made = introduced(ground)
    ground.lay(made)
    found += made
    made = framed(ground)
    ground.lay(made)
    found += made
    found += compounds(ground)
    found += peoples(ground)
    found += bodies(ground, found)
    found += ministries(ground, found)
    found += doubtful(ground, found)
    found += echoes(ground, found)
    return sorted(found, key=lambda p: (p.start, p.end, p.label, p.by))
