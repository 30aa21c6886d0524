"""What every layer of the analysis is given: the document, its text laid out, and what is known of the world."""

from dataclasses import dataclass
from datetime import date

from musnad.arabic import Page, lay_out
from musnad.knowledge import Knowledge, knowledge
from musnad.record import Document, Span


@dataclass(frozen=True, slots=True)
class Article:
    """A document on its way through the layers."""

    document: Document
    page: Page
    knowledge: Knowledge

    @classmethod
    def of(cls, document: Document, known: Knowledge | None = None) -> "Article":
        """Lay a document out; `known` defaults to the shipped knowledge."""
        return cls(document, lay_out(document.text), known if known is not None else knowledge())

    @property
    def text(self) -> str:
        """The text exactly as read."""
        return self.document.text

    @property
    def published(self) -> date | None:
        """The publication date; without it relative times are abstained."""
        return self.document.published

    def span(self, start: int, end: int) -> Span:
        """The span of code points [start, end)."""
        return Span(start, end, self.document.text[start:end])
