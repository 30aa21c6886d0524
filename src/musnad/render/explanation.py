"""Why a record says what it says, in words."""

from collections.abc import Iterator, Sequence

from musnad.analysis import gloss
from musnad.errors import UsageError
from musnad.record import Abstention, Entity, Event, Participant, Record, Span, Statement, Time
from musnad.render.chains import chain
from musnad.render.dates import shown
from musnad.render.grounds import told
from musnad.render.plain import clean, isolated, unmarked
from musnad.render.words import Language, ground, listed, words


def explanation(
    record: Record, id: str | None = None, language: Language = "en", *, marked: bool = False
) -> Iterator[str]:
    """Lines that tell the grounds of one statement or event, or of all, and what was left empty on purpose.

    `marked` sets the article's words in Unicode isolates, for a terminal that orders Arabic and Latin letters.
    Raises UsageError where the record has no such id.
    """
    every: list[Statement | Event] = [*record.statements, *record.events]
    items = [item for item in every if id in (None, item.id)]
    if id is not None and not items:
        some = ", ".join(item.id for item in every[:4])
        raise UsageError(id, "the record has no statement or event of this id", f"it has {some} …" if some else "")
    lines = _lines(record, items, language, whole=id is None)
    return iter(lines) if marked else map(unmarked, lines)


def _lines(record: Record, items: Sequence[Statement | Event], language: Language, *, whole: bool) -> Iterator[str]:
    if whole:
        for abstention in record.abstained:
            yield _left_empty(abstention, language)
    inside = gloss.events_by_statement(record)
    for item in items:
        if isinstance(item, Statement):
            yield f"{item.id}  {isolated(gloss.statement(record, item, language, inside=inside.get(item.id, ())))}"
            yield from _words_of_statement(record, item, language)
        else:
            yield f"{item.id}  {isolated(gloss.event(record, item, language))}"
            yield from _words_of_event(record, item, language)
        yield from _grounds(record, item, language)
        yield ""
    if whole:
        yield from _open_values(record, language)


def _at(span: Span) -> str:
    return f"{isolated(span.text)}  [{span.start}, {span.end})"


def _words_of_statement(record: Record, s: Statement, language: Language) -> Iterator[str]:
    w = words(language)
    yield f"    {w['chain']}: {chain(record, s, language, isolated)}"
    for label, span in (("source", s.source), ("cue", s.cue), ("setting", s.setting)):
        if span:
            yield f"    {w[label]}: {_at(span)}"
    for span in s.content:
        yield f"    {w['content']}: {isolated(_short(span.text))}  [{span.start}, {span.end})"
    if s.target:
        yield f"    {w['target']}: {isolated(gloss.name(record, s.target, language))}"
    if s.addressee:
        yield f"    {w['addressee']}: {_who(record, s.addressee, language)}"
    if s.within:
        yield f"    {w['within']}: {s.within}"


def _words_of_event(record: Record, e: Event, language: Language) -> Iterator[str]:
    w = words(language)
    for label, who in (("actors", e.actors), ("recipients", e.recipients)):
        if who:
            yield f"    {w[label]}: {listed((_who(record, p, language) for p in who), language)}"
    if e.place:
        yield f"    {w['place']}: {isolated(gloss.name(record, e.place, language))}"
    if e.time is not None:
        time = record.times[e.time]
        value = f"  {isolated(shown(time))}" if time.value else ""
        yield f"    {w['time']}: {_at(time.span)}{value}"
    for report in e.reports:
        where = report.statement or w["asserted"]
        yield f"    {_at(report.trigger)}  {gloss.status_label(report.status, language)} · {where}"


def _who(record: Record, who: Participant, language: Language) -> str:
    """A participant by name with its key, or by the article's words with their place."""
    if who.span:
        return _at(who.span)
    return f"{isolated(gloss.participant(record, who, language))} [{clean(who.entity or '')}]"


def _grounds(record: Record, item: Statement | Event, language: Language) -> Iterator[str]:
    w = words(language)
    if item.confidence is not None:
        yield f"    {w['confidence']}: {item.confidence:.2f}"
    for reason in item.why:
        rule, note = told(record, reason, language)
        seen = f": {isolated(note)}" if note else ""
        yield f"    {w['why']}: {rule} [{clean(reason.by)} {reason.score:.2f}]{seen}"
    if not item.why:
        yield f"    {w['why']}: {w['no_reason']}"
    for abstention in item.abstained:
        yield f"    {_left_empty(abstention, language)}"


def _open_values(record: Record, language: Language) -> Iterator[str]:
    """Times and names of which something was left open: no statement or event need stand on them."""
    with_span: list[tuple[Span, Time | Entity]] = [(t.span, t) for t in record.times]
    with_span += [(e.mentions[0], e) for e in record.entities.values() if e.mentions]
    for span, item in with_span:
        if item.abstained:
            yield _at(span)
        for abstention in item.abstained:
            yield f"    {_left_empty(abstention, language)}"


def _left_empty(abstention: Abstention, language: Language) -> str:
    w = words(language)
    field = w.get(abstention.field, clean(abstention.field))
    return f"{w['abstained']}: {field}: {clean(ground(abstention.reason, language))}"


def _short(text: str, longest: int = 90) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
