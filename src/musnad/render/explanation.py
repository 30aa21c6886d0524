"""Why a record says what it says, in words."""

from collections.abc import Iterator, Sequence

from musnad.analysis import gloss
from musnad.errors import UsageError
from musnad.record import Abstention, Event, Reason, Record, Statement
from musnad.render.words import Language, sentence, words


def explanation(record: Record, id: str | None = None, language: Language = "en") -> Iterator[str]:
    """Lines that tell the grounds of one statement or event, or of all, and what was left empty on purpose.

    Raises UsageError where the record has no such id.
    """
    if id is None:
        for abstention in record.abstained:
            yield _left_empty(abstention, language)
    every: list[Statement | Event] = [*record.statements, *record.events]
    items = [item for item in every if id in (None, item.id)]
    if id is not None and not items:
        some = ", ".join(item.id for item in every[:4])
        raise UsageError(id, "the record has no statement or event of this id", f"it has {some} …" if some else "")
    inside = gloss.events_by_statement(record)
    for item in items:
        if isinstance(item, Statement):
            yield f"{item.id}  {gloss.statement(record, item, language, inside=inside.get(item.id, ()))}"
            yield from _words_of_statement(item, language)
        else:
            yield f"{item.id}  {gloss.event(record, item, language)}"
            yield from _words_of_event(item, language)
        yield from _grounds(item.why, item.confidence, item.abstained, language)
        yield ""


def _words_of_statement(s: Statement, language: Language) -> Iterator[str]:
    w = words(language)
    for label, span in (("source", s.source), ("cue", s.cue), ("setting", s.setting)):
        if span:
            yield f"    {w[label]}: {span.text}  [{span.start}, {span.end})"
    for span in s.content:
        yield f"    {w['content']}: {_short(span.text)}  [{span.start}, {span.end})"


def _words_of_event(e: Event, language: Language) -> Iterator[str]:
    for report in e.reports:
        where = report.statement or words(language)["asserted"]
        span = report.trigger
        yield f"    {span.text}  [{span.start}, {span.end})  {gloss.status_label(report.status, language)} · {where}"


def _grounds(
    why: Sequence[Reason], confidence: float | None, abstained: Sequence[Abstention], language: Language
) -> Iterator[str]:
    w = words(language)
    if confidence is not None:
        yield f"    {w['confidence']}: {confidence:.2f}"
    for reason in why:
        seen = f": {reason.note}" if reason.note else ""
        yield f"    {w['why']}: {sentence(reason.by, language)} [{reason.by} {reason.score:.2f}]{seen}"
    if not why:
        yield f"    {w['why']}: {w['no_reason']}"
    for abstention in abstained:
        yield f"    {_left_empty(abstention, language)}"


def _left_empty(abstention: Abstention, language: Language) -> str:
    return f"{words(language)['abstained']}: {abstention.field}: {abstention.reason}"


def _short(text: str, longest: int = 90) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
