"""Attribution: who said what, on whose word."""

from musnad.analysis.attribution.compose import compose
from musnad.analysis.attribution.cues import propose

__all__ = ["compose", "propose"]
