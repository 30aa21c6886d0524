"""Records for people: on a terminal, as a self-contained page, and in words why."""

from musnad.render.explanation import explanation
from musnad.render.page import html
from musnad.render.terminal import terminal

__all__ = ["explanation", "html", "terminal"]
