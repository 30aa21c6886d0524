"""What the layers below have found, laid on the tokens: who stands where, who says what, when."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, repeat

from musnad.analysis.article import Article
from musnad.analysis.named import Mention, Names
from musnad.record import Statement, Time

_WIDE = 60
_BREAKS = dict.fromkeys("،,", 1) | dict.fromkeys(".؛:!؟?…", 3)


@dataclass(frozen=True)
class Scene:
    """An article with its names, times and statements, indexed by token.

    `mention_at[t]` is the index of the mention that covers token t, or -1; `statement_at[t]` likewise of the
    innermost statement in whose content it stands.
    """

    article: Article
    names: Names
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Names and the descriptions that stand for named entities, by start."""
        return tuple(sorted((*self.names.mentions, *self.names.nominals)))

    @cached_property
    def mention_at(self) -> list[int]:
        """For each token the index of the name (not description) that covers it, or -1."""
        return self._painted([(m.start, m.end) for m in self.names.mentions])

    @cached_property
    def time_at(self) -> list[int]:
        """For each token the index of the time expression that covers it, or -1."""
        return self._painted([(t.span.start, t.span.end) for t in self.times])

    @cached_property
    def statement_at(self) -> list[int]:
        """For each token the index of the innermost statement whose content covers it, or -1.

        Of those who say the same with one voice (أعلنت فرنسا وبريطانيا) the first named.
        """
        order = sorted(
            range(len(self.statements)), key=lambda i: (-_length(self.statements[i]), _cue(self.statements[i]), -i)
        )
        spans = [(s.start, s.end, i) for i in order for s in self.statements[i].content]
        return self._painted([(start, end) for start, end, _ in spans], [i for *_, i in spans])

    @cached_property
    def cue_at(self) -> list[int]:
        """For each token the index of the statement whose cue it is, or -1."""
        cues = [(s.cue, i) for i, s in enumerate(self.statements) if s.cue is not None]
        return self._painted([(c.start, c.end) for c, _ in cues], [i for _, i in cues])

    @cached_property
    def source_at(self) -> list[int]:
        """For each token the index of a statement in whose source it stands, or -1."""
        sources = [(s.source, i) for i, s in enumerate(self.statements) if s.source is not None]
        return self._painted([(c.start, c.end) for c, _ in sources], [i for _, i in sources])

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The entities that some statement has in its chain."""
        return frozenset(link.entity for s in self.statements for link in s.chain if link.entity is not None)

    @cached_property
    def seats(self) -> dict[str, str]:
        """Capital → the country that is governed from it, where the article names both: طهران and إيران act as one."""
        places = [entity for entity in self.names.entities.values() if entity.type == "GPE" and entity.country]
        lands = {entity.country: entity.key for entity in places if entity.kind == "country"}
        return {e.key: lands[e.country] for e in places if e.kind == "capital" and e.country in lands}

    @cached_property
    def headline_end(self) -> int:
        """The code point at which the first line ends."""
        return next((s.start for s in self.article.page.sentences if s.paragraph > 0), len(self.article.text))

    @cached_property
    def sentence_at(self) -> list[int]:
        """For each token the number of its sentence."""
        found = [0] * len(self.article.page.forms)
        for number, sentence in enumerate(self.article.page.sentences):
            found[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
        return found

    @cached_property
    def named_in(self) -> list[int]:
        """For each sentence how many names start in it."""
        starts = [m.start for m in self.names.mentions]
        return [bisect_left(starts, s.end) - bisect_left(starts, s.start) for s in self.article.page.sentences]

    @cached_property
    def breaks(self) -> list[int]:
        """How many commas stand before each token and before the end of the text; a stronger mark counts as three."""
        return list(accumulate(map(_BREAKS.get, self.article.page.forms, repeat(0)), initial=0))

    @cached_property
    def cues_before(self) -> list[int]:
        """How many tokens of cues stand before each token and before the end of the text."""
        return list(accumulate([at >= 0 for at in self.cue_at], initial=0))

    def counted_before(self, listed: frozenset[str]) -> list[int]:
        """How many of some words stand before each token and before the end of the text; counted once an article."""
        if listed not in self._counts:
            found = map(listed.__contains__, self.article.page.forms)
            self._counts[listed] = list(accumulate(found, initial=0))
        return self._counts[listed]

    @cached_property
    def _counts(self) -> dict[frozenset[str], list[int]]:
        return {}

    def _painted(self, spans: list[tuple[int, int]], labels: list[int] | None = None) -> list[int]:
        page = self.article.page
        found = [-1] * len(page.forms)
        for number, (start, end) in enumerate(spans):
            tokens = page.tokens_in(start, end)
            found[tokens.start : tokens.stop] = [labels[number] if labels is not None else number] * len(tokens)
        return found

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The names and resolved descriptions that start in code points [start, end)."""
        starts = self._mention_starts
        return self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    def times_near(self, token: int) -> range:
        """The indexes of the times of a token's sentence, within a few dozen tokens of it."""
        page = self.article.page
        sentence = page.sentences[self.sentence_at[token]]
        first, last = max(sentence.first, token - _WIDE), min(sentence.last, token + _WIDE + 1)
        return self.times_between(page.starts[first], page.ends[last - 1])

    def times_between(self, start: int, end: int) -> range:
        """The indexes of the times that start in code points [start, end); times come by start."""
        starts = self._time_starts
        return range(bisect_left(starts, start), bisect_right(starts, end - 1))

    @cached_property
    def time_tokens(self) -> list[range]:
        """The tokens of each time."""
        return [self.article.page.tokens_in(t.span.start, t.span.end) for t in self.times]

    @cached_property
    def _time_starts(self) -> list[int]:
        return [t.span.start for t in self.times]


def _length(statement: Statement) -> int:
    return sum(s.end - s.start for s in statement.content)


def _cue(statement: Statement) -> int:
    return statement.cue.start if statement.cue else -1
