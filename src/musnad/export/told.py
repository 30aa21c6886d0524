"""The events of a record with what every event format needs: status, participants as entities or words, chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from musnad.arabic.page import lay_out
from musnad.export.plover import LEFT_OUT, Code, code
from musnad.record import Entity, Event, Link, Participant, Record, Report, Span, Statement, Status
from musnad.store.rows import days_of


@dataclass(frozen=True, slots=True)
class Coded:
    """One event ready for export; `days` are the first and last of its own time, None where that names none."""

    event: Event
    code: Code
    status: Status
    statement: Statement | None
    evidence: Span
    days: tuple[date, date] | None


def coded(record: Record, *, every_status: bool = False) -> Iterator[Coded]:
    """The events of a record as PLOVER counts them; `every_status` keeps what is denied, possible or called for."""
    statements = {s.id: s for s in record.statements}
    for event in record.events:
        status = event.status
        if status in LEFT_OUT and not every_status:
            continue
        report = _report(record, event, [r for r in event.reports if r.status == status])
        statement = statements.get(report.statement or "")
        days = days_of(record.times[event.time].value) if event.time is not None else None
        yield Coded(event, code(event.type, event.mode, status), status, statement, report.trigger, days)


_page = lru_cache(maxsize=1)(lay_out)  # of one article after the other, for all its events


def _report(record: Record, event: Event, reports: list[Report]) -> Report:
    """The report on whose word a row stands: of those that say so the first that names most who did it, then to whom.

    «هجوم في المرفأ. واتهم الوزير اللواء بتنفيذ الهجوم»: who did it is the minister's word, not the article's.
    """
    if len({r.statement for r in reports}) == 1 or not (event.actors or event.recipients):
        return reports[0]
    page = _page(record.document.text)
    denials = {s.id for s in record.statements if s.act in ("deny", "reject")}

    def named(report: Report) -> tuple[bool, int, int]:
        sentence = page.sentences[page.sentence_at(report.trigger.start)]

        def count(members: tuple[Participant, ...]) -> int:
            told = ([m.span] if m.span else record.entities[m.entity or ""].mentions for m in members)
            return sum(any(sentence.start <= s.start < sentence.end for s in spans) for spans in told)

        # Who denies having done it is not on whose word he did.
        return report.statement not in denials, count(event.actors), count(event.recipients)

    return max(reports, key=named)  # the first of equals


def name_of(record: Record, participant: Participant) -> str:
    """A participant's name in English, or the words for one without a name."""
    entity = entity_of(record, participant)
    if entity:
        return entity.name_en
    return participant.span.text if participant.span else ""


def entity_of(record: Record, participant: Participant) -> Entity | None:
    """The entity of a participant."""
    return record.entities.get(participant.entity) if participant.entity else None


def link_name(record: Record, link: Link) -> str:
    """A transmitter's name in English, or the words for one without a name."""
    if link.entity:
        return record.entities[link.entity].name_en
    words = link.anonymous.text if link.anonymous else ""
    for_ = record.entities.get(link.for_ or "")
    return f"{words} ({for_.name_en})" if for_ else words


def chain_of(record: Record, statement: Statement | None) -> str:
    """A statement's chain, outermost first."""
    return " > ".join(link_name(record, link) for link in statement.chain) if statement else ""
