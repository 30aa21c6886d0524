"""What the layers below have found, laid on the tokens: who stands where, who says what, when."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
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

    For each token the index of what covers it, or -1: `mention_at` of the name (not description), `time_at` of the
    time, `statement_at` of the innermost statement in whose content it stands, `cue_at` of the statement whose cue it
    is, `source_at` of a statement in whose source it stands; and `sentence_at`, the number of its sentence. These are
    asked for at every turn, so they are laid out at once. `breaks` counts the commas, `cues_before` the tokens of cues
    that stand before each token and before the end of the text; a stronger mark counts as three commas.
    """

    article: Article
    names: Names
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    mention_at: list[int] = field(init=False, compare=False, repr=False)
    time_at: list[int] = field(init=False, compare=False, repr=False)
    statement_at: list[int] = field(init=False, compare=False, repr=False)
    cue_at: list[int] = field(init=False, compare=False, repr=False)
    source_at: list[int] = field(init=False, compare=False, repr=False)
    sentence_at: list[int] = field(init=False, compare=False, repr=False)
    breaks: list[int] = field(init=False, compare=False, repr=False)
    cues_before: list[int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        statements = tuple(enumerate(self.statements))
        cue_at = self._painted([(s.cue.start, s.cue.end, i) for i, s in statements if s.cue is not None])
        laid = {
            "mention_at": self._painted([(m.start, m.end, i) for i, m in enumerate(self.names.mentions)]),
            "time_at": self._painted([(t.span.start, t.span.end, i) for i, t in enumerate(self.times)]),
            "statement_at": self._contents(),
            "cue_at": cue_at,
            "source_at": self._painted([(s.source.start, s.source.end, i) for i, s in statements if s.source]),
            "sentence_at": self._sentences(),
            "breaks": list(accumulate(map(_BREAKS.get, self.article.page.forms, repeat(0)), initial=0)),
            "cues_before": list(accumulate([at >= 0 for at in cue_at], initial=0)),
        }
        for name, by_token in laid.items():
            object.__setattr__(self, name, by_token)

    def _contents(self) -> list[int]:
        """For each token the index of the innermost statement whose content covers it, or -1.

        Of those who say the same with one voice (أعلنت فرنسا وبريطانيا) the first named.
        """
        order = sorted(
            range(len(self.statements)), key=lambda i: (-_length(self.statements[i]), _cue(self.statements[i]), -i)
        )
        return self._painted([(s.start, s.end, i) for i in order for s in self.statements[i].content])

    def _sentences(self) -> list[int]:
        found = [0] * len(self.article.page.forms)
        for number, sentence in enumerate(self.article.page.sentences):
            found[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
        return found

    def _painted(self, spans: list[tuple[int, int, int]]) -> list[int]:
        """For each token the number of the last span (start, end, number) that covers it, or -1."""
        page = self.article.page
        found = [-1] * len(page.forms)
        for start, end, number in spans:
            tokens = page.tokens_in(start, end)
            found[tokens.start : tokens.stop] = [number] * len(tokens)
        return found

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Names and the descriptions that stand for named entities, by start."""
        return tuple(sorted((*self.names.mentions, *self.names.nominals)))

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
    def named_in(self) -> list[int]:
        """For each sentence how many names start in it."""
        starts = [m.start for m in self.names.mentions]
        return [bisect_left(starts, s.end) - bisect_left(starts, s.start) for s in self.article.page.sentences]

    def counted_before(self, listed: frozenset[str]) -> list[int]:
        """How many of some words stand before each token and before the end of the text; counted once an article."""
        if listed not in self._counts:
            found = map(listed.__contains__, self.article.page.forms)
            self._counts[listed] = list(accumulate(found, initial=0))
        return self._counts[listed]

    @cached_property
    def _counts(self) -> dict[frozenset[str], list[int]]:
        return {}

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The names and resolved descriptions that start in code points [start, end)."""
        starts = self._mention_starts
        return self.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    def times_near(self, token: int) -> range:
        """The indexes of the times of a token's sentence, within a few dozen tokens of it."""
        number = self.sentence_at[token]
        sentence = self.article.page.sentences[number]
        if sentence.last - sentence.first <= _WIDE:
            return self._times_of_sentence[number]
        return self._times_of(max(sentence.first, token - _WIDE), min(sentence.last, token + _WIDE + 1))

    @cached_property
    def _times_of_sentence(self) -> list[range]:
        return [self._times_of(s.first, s.last) if s.first < s.last else range(0) for s in self.article.page.sentences]

    def _times_of(self, first: int, last: int) -> range:
        """The indexes of the times that start in tokens [first, last)."""
        return self.times_between(self.article.page.starts[first], self.article.page.ends[last - 1])

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
