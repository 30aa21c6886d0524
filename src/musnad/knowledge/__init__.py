"""Who and where: actors, places, offices and their holders by Arabic name."""

from musnad.knowledge.base import Knowledge, knowledge
from musnad.knowledge.model import Entry, Match, Role, RoleMatch, Tenure
from musnad.knowledge.resolve import Context, Resolution, resolve_actor, resolve_place
from musnad.knowledge.romanise import romanise

__all__ = [
    "Context",
    "Entry",
    "Knowledge",
    "Match",
    "Resolution",
    "Role",
    "RoleMatch",
    "Tenure",
    "knowledge",
    "resolve_actor",
    "resolve_place",
    "romanise",
]
