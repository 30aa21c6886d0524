"""A record as a piece of HTML that stands inside another page, such as a notebook: no script, no style of its own."""

from musnad.analysis import gloss
from musnad.record import Event, Record, Statement
from musnad.render.elements import Child, as_html, element, name, table
from musnad.render.words import Language, words

_MOST = 40  # statements and events of a card


def card(record: Record, language: Language = "en") -> str:
    """Headline, statements with their chains, events with their statuses; every field as text."""
    w, d = words(language), record.document
    facts = [name(f) for f in (d.outlet, str(d.published or w["undated"]), record.engine) if f]
    spaced: list[Child] = []
    for fact in facts:
        spaced += [" · " if spaced else None, fact]
    said = [_statement(record, s, language) for s in record.statements[:_MOST]]
    done = [_event(record, e, language) for e in record.events[:_MOST]]
    return as_html(
        element(
            "div",
            element("p", element("strong", name(d.headline))),
            element("p", spaced),
            element("h4", f"{w['statements']} ({len(record.statements)})"),
            table((w["chain"], w["act"], w["content"]), said) if said else element("p", w["no_statements"]),
            element("h4", f"{w['events']} ({len(record.events)})"),
            table((w["type"], w["time"], w["status"], w["source"]), done) if done else element("p", w["no_events"]),
            class_="musnad-record",
            lang=language,
            dir="rtl" if language == "ar" else "ltr",
        )
    )


def _statement(record: Record, s: Statement, language: Language) -> list[Child]:
    return [
        element("span", chain(record, s, language)),
        gloss.act_label(s.act, language),
        element("span", s.wording, lang="ar", dir="rtl"),
    ]


def _event(record: Record, e: Event, language: Language) -> list[Child]:
    w = words(language)
    report = next(r for r in e.reports if r.status == e.status)
    statement = next((s for s in record.statements if s.id == report.statement), None)
    time = record.times[e.time].value if e.time is not None else None
    return [
        name(gloss.event(record, e, language, timeless=True)),
        name(time or "—"),
        gloss.status_label(e.status, language),
        element("span", chain(record, statement, language) if statement else w["asserted"]),
    ]


def chain(record: Record, s: Statement, language: Language) -> list[Child]:
    """On whose word a statement stands: its links with arrows between, the outermost first."""
    arrow = " ← " if language == "ar" else " → "
    parts: list[Child] = []
    for link in s.chain:
        parts += [arrow if parts else None, name(gloss.link(record, link, language))]
    return parts or [words(language)["nobody"]]


# A record knows nothing of HTML; once this module is loaded, Jupyter and its like show it so.
Record._repr_html_ = card  # type: ignore[attr-defined]
