"""What an account claims of who did a deed: lays it at somebody's door, denies a part in it, or denies the deed.

A claim is read only where the words between who is named and the word for the deed do no more than join them
(«بالوقوف وراء الهجوم», «مسؤولية … عن القصف»): «اتهمه بفبركة الهجوم» lays no attack at anybody's door. All else is left.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from musnad.arabic import Page, fold_text
from musnad.corroboration.words import among
from musnad.datafiles import rows
from musnad.record import Entity, Record, Report, Span, Statement
from musnad.store.rows import actor_of

# What is said of a deed's doer in the words of these acts is a claim; in those of a threat or a demand it is none.
_CLAIMING = frozenset({"accuse", "say", "report", "announce", "affirm", "explain", "think"})
_MOST_BETWEEN = 8
_BEFORE = 5
_NEXT = 40
_ADJECTIVE = ("ي", "يه", "يا")


@dataclass(frozen=True, slots=True)
class Claim:
    """`did`: these did the deed; `no part`: these did not do it; `not`: nobody did, it did not happen.

    `doers` as actors are compared, `named` the first of them by its own id.
    """

    kind: Literal["did", "no part", "not"]
    doers: frozenset[str] = frozenset()
    named: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Who is named where in an article, by start."""

    spans: Sequence[tuple[int, int, str]]

    @classmethod
    def of(cls, record: Record) -> "Mentions":
        """All mentions of a record's entities."""
        return cls(sorted((m.start, m.end, key) for key, e in record.entities.items() for m in e.mentions))

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Those that lie in code points [start, end), the longest of those that begin together alone."""
        first = bisect_left(self.spans, (start, start, ""))
        found: list[tuple[int, int, str]] = []
        for span in self.spans[first:]:
            if span[0] >= end:
                break
            if span[1] <= end:
                found = [f for f in found if f[0] != span[0]]
                if not found or found[-1][1] <= span[0]:
                    found.append(span)
        return found


@cache
def _blocs() -> dict[str, frozenset[str]]:
    """The states meant by a folded name for several."""
    return {fold_text(name): frozenset(states.split("|")) for name, states in rows("corroboration/data/blocs.tsv")}


def compared(entities: Mapping[str, Entity], keys: Sequence[str | None]) -> frozenset[str]:
    """Actors as they are compared, a country for its capital, people and organs: موسكو, روسيا and الروس are one."""
    found: set[str] = set()
    for key in keys:
        entity = entities.get(key or "")
        if entity is not None and (bloc := _blocs().get(fold_text(entity.name_ar))):
            found |= bloc
        elif entity is not None:
            state = entity.country and (entity.type in ("GPE", "NORP") or entity.sector in ("GOV", "MIL"))
            found.add(str(entity.country) if state else actor_of(entity))
    return frozenset(found)


def voices(record: Record, statement: Statement | None, mentions: Mentions) -> frozenset[str]:
    """On whose word a statement stands, as actors are compared; «مسؤول أمريكي» speaks for his country."""
    if statement is None or not statement.chain:
        return frozenset()
    link = statement.chain[-1]
    if link.anonymous is None:
        return compared(record.entities, [link.entity])
    named = [key for *_, key in mentions.within(link.anonymous.start, link.anonymous.end)]
    return compared(record.entities, named)


def claim(record: Record, page: Page, report: Report, statement: Statement | None, mentions: Mentions) -> Claim | None:
    """What the statement in which a report of a deed stands claims of the deed; None where it claims nothing clear."""
    if statement is None or not statement.content or statement.cue is None:
        return None
    sentence = page.sentences[page.sentence_at(report.trigger.start)]
    token = page.token_at(report.trigger.start)
    if report.status == "denied" and token > sentence.first and among("not", page.forms[token - 1]):
        return Claim("not")  # «لم تقع غارة»
    if not sentence.start <= statement.cue.start < report.trigger.start:
        return None
    if statement.act == "deny":
        return _denial(record, page, report, statement, mentions)
    if statement.act in _CLAIMING:
        return _charge(record, page, report, statement, mentions)
    return None


def _charge(record: Record, page: Page, report: Report, statement: Statement, mentions: Mentions) -> Claim | None:
    cue, trigger = statement.cue, report.trigger
    assert cue is not None
    word = page.starts[page.token_at(trigger.start)]  # with its clitics
    named = [m for m in mentions.within(cue.end, word) if not _speaks(m, statement)]
    if doers := _described(record, page, trigger, mentions):
        return _of("did", record, doers) if _plain(page, word) else None
    if not named:
        return None
    start, end, key = named[-1]
    between = _between(page, end, word)
    if len(between) > _MOST_BETWEEN or not all(among("bridge", w) for w in between):
        return None
    accusing = statement.act == "accuse"
    if accusing and not any(among("accusing", page.forms[t]) for t in page.tokens_in(cue.start, cue.end)):
        return None
    if not _plain(page, start, *(() if accusing else ("accusation",))):
        return None
    if accusing and key != statement.target and (statement.target or len(named) > 1):
        return None  # «اتهم فلان … لإقناع فلان بـ…»
    if not (accusing or any(among("doing", w) for w in between)) or (
        record.entities[key].type in ("FAC", "LOC") and key != statement.target
    ):
        return None
    found = _of("did", record, [key])
    # Nobody accuses himself: these are the words of who answers an accusation.
    return None if accusing and found.doers & voices(record, statement, mentions) else found


def _of(kind: Literal["did", "no part"], record: Record, keys: Sequence[str]) -> Claim:
    return Claim(kind, compared(record.entities, keys), actor_of(record.entities[keys[0]]))


def _described(record: Record, page: Page, trigger: Span, mentions: Mentions) -> list[str]:
    """Whose deed it is by the adjective beside it: «هجوم أمريكي»."""
    for start, end, key in mentions.within(trigger.end, trigger.end + _NEXT)[:1]:
        adjective = page.forms[page.token_at(start)].endswith(_ADJECTIVE) and page.token_at(start) == page.token_at(
            end - 1
        )
        if (
            adjective
            and not page.text[trigger.end : start].strip(" ال")
            and record.entities[key].type in ("GPE", "NORP")
        ):
            return [key]
    return []


def _denial(record: Record, page: Page, report: Report, statement: Statement, mentions: Mentions) -> Claim | None:
    cue, trigger = statement.cue, report.trigger
    assert cue is not None
    source = statement.source
    sentence = page.sentences[page.sentence_at(trigger.start)]
    if source is None or not sentence.start <= source.start < sentence.end:
        return None
    if not any(among("denying", page.forms[t]) for t in page.tokens_in(cue.start, cue.end)):
        return None
    # «نفت دمشق …»: what is denied comes after who denies it.
    start = max(cue.end, source.end) if source.start < trigger.start else cue.end
    word = page.starts[page.token_at(trigger.start)]
    named = mentions.within(start, word)
    times = [(t.span.start, t.span.end, "") for t in record.times]
    between = _between(page, start, word, [*named, *times])
    if len(between) > _MOST_BETWEEN or not all(among("bridge", w) or among("denied", w) for w in between):
        return None
    if any(among("part", w) for w in between):
        doers = [key for *_, key in named]
    elif any(among("doing", w) for w in _between(page, word, trigger.end)):  # «نفت استخدام النظام …»
        after = mentions.within(trigger.end, trigger.end + _NEXT)
        beside = [key for at, _, key in after if not page.text[trigger.end : at].strip()]
        doers = [k for k in beside if record.entities[k].type not in ("FAC", "LOC")]
    else:
        return Claim("not") if not named else None
    return _of("no part", record, doers) if doers else Claim("no part", voices(record, statement, mentions))


def _between(page: Page, start: int, end: int, without: Sequence[tuple[int, int, str]] = ()) -> list[str]:
    """The folded tokens between two code points that have letters, without those of names."""
    tokens = page.tokens_in(start, end) if start < end else range(0)
    return [
        page.forms[t]
        for t in tokens
        if page.forms[t][0].isalnum() and not any(a <= page.starts[t] < b for a, b, _ in without)
    ]


def _speaks(mention: tuple[int, int, str], statement: Statement) -> bool:
    """Whether a name is that of who speaks, not of whom he speaks of."""
    source = statement.source
    return source is not None and source.start <= mention[0] < source.end


def _plain(page: Page, at: int, *kinds: str) -> bool:
    """Whether no word just before says that it is not so: «لا دليل على مسؤولية …»."""
    token = page.token_at(at)
    sentence = page.sentences[page.sentence_at(at)]
    before = page.forms[max(sentence.first, token - _BEFORE) : token]
    return not any(among(kind, w) for w in before for kind in ("not", "never", "doubt", *kinds))
