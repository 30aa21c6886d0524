"""Events: what happened, who did it to whom, and whether it happened; PLOVER's types, every report of each."""

from musnad.analysis.events.compose import compose
from musnad.analysis.events.triggers import propose

__all__ = ["compose", "propose"]
