"""Names of persons, organisations and places, and which of them stand for one entity."""

from musnad.analysis.names.compose import compose
from musnad.analysis.names.propose import propose

__all__ = ["compose", "propose"]
