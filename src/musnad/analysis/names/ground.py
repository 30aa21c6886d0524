"""An article's words as the grammar of names walks over them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from musnad.analysis.article import Article
from musnad.analysis.names.choose import LEAST
from musnad.analysis.names.lexicon import COMMON, GIVEN, UNKNOWN, Lexis, Traits, lexis
from musnad.analysis.proposals import Proposal
from musnad.arabic import Page, fold_text

_ALI = fold_text("علي")


@dataclass(slots=True)
class Ground:
    """Tokens of an article with the names found so far laid over them.

    `taken` maps the first token of a found name to the token after it and its proposal; `covered` are all
    tokens of found names, `starts` the bits of the traits; `like(form)` is how like a part of a person's name a folded
    word is.
    """

    article: Article
    page: Page
    forms: tuple[str, ...]
    traits: list[Traits]
    starts: list[int]
    lexis: Lexis
    taken: dict[int, tuple[int, Proposal]] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)
    like: Callable[[str], int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.like = self.lexis.like

    @classmethod
    def of(cls, article: Article) -> "Ground":
        """Lay an article out for the grammar of names."""
        lexicon = lexis(article.knowledge)
        forms = article.page.forms
        traits = lexicon.traits_of(forms)
        return cls(article, article.page, forms, traits, [one.starts for one in traits], lexicon)

    def having(self, bits: int) -> list[int]:
        """The tokens with one of some bits of Traits.starts."""
        return [at for at, starts in enumerate(self.starts) if starts & bits]

    def like_at(self, at: int) -> int:
        """How like a part of a person's name a token is; in إلفيتش the first letters are no article.

        Between a given name and what may be one, علي is no preposition, though folded like it: محمد علي طاهري.
        """
        form = self.forms[at]
        if (
            form == _ALI
            and at
            and self.page.text[self.page.ends[at] - 1] == _ALI[-1]
            and self.traits[at - 1].like == GIVEN
            and self.like(self.form(at + 1)) >= UNKNOWN
        ):
            return GIVEN
        if form.startswith("ال") and self.traits[at].like == COMMON and self.page.text[self.page.starts[at]] in "أإ":
            return UNKNOWN
        return self.traits[at].like

    def is_adjective(self, at: int) -> bool:
        """Whether a token is an adjective of nationality."""
        return self.traits[at].country is not None

    def form(self, i: int) -> str:
        """The folded token, or "" outside the text."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def joined(self, i: int) -> bool:
        """Whether only blanks stand between token `i` and the next one."""
        if not 0 <= i < len(self.forms) - 1:
            return False
        gap = self.page.text[self.page.ends[i] : self.page.starts[i + 1]]
        return not gap or (gap.isspace() and "\n" not in gap)

    def proposal(
        self, first: int, skip: int, last: int, label: str, score: float, rule: str, key: str = ""
    ) -> Proposal:
        """A name over tokens [first, last), its first `skip` letters left out."""
        features = (("key", key),) if key else ()
        start, end = self.page.inside(first, skip), self.page.ends[last - 1]
        return Proposal(start, end, label, score, f"grammar:{rule}", features)

    def lay(self, proposals: list[Proposal]) -> None:
        """Note likely names, so that later rules can walk over them."""
        for p in proposals:
            if p.score < LEAST:
                continue
            tokens = self.page.tokens_in(p.start, p.end)
            if tokens and (tokens.start not in self.taken or self.taken[tokens.start][0] < tokens.stop):
                self.taken[tokens.start] = (tokens.stop, p)
                self.covered.update(tokens)
