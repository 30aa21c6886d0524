"""A made-up article with its record, as the tests of the store want it."""

from datetime import date

from musnad.record import Document, Entity, Event, Link, Participant, Record, Report, Statement, Time, content_id


def article(name: str = "سامر", day: int = 3, outlet: str = "الميدان", engine: str = "grammar") -> Record:
    """An article with one statement and one planned event in it."""
    body = f"خبر من المرفأ\nقال الوزير {name} إن الأتراك سيزورون المرفأ الخميس. ونفت رانيا ذلك."
    document = Document(body, outlet=outlet, published=date(2020, 5, day), url="https://example.org/a")

    def span(words: str, after: int = 14):  # type: ignore[no-untyped-def]
        at = body.index(words, after)
        return document.span(at, at + len(words))

    content = span("الأتراك سيزورون المرفأ الخميس")
    said = content_id("s", document.key, content)
    entities = {
        "minister": Entity("minister", "PER", name, "The Minister", (span(name),), country="SYR", sector="GOV"),
        "turks": Entity("turks", "NORP", "الأتراك", "Turks", (span("الأتراك"),), country="TUR"),
        "port": Entity("port", "FAC", "المرفأ", "The Port", (span("المرفأ"),)),
    }
    return Record(
        document,
        entities,
        (Time(span("الخميس"), "DATE", "2020-05-07"),),
        (Statement(said, span("قال"), span(f"الوزير {name}"), (Link("minister"),), (content,), "indirect", "say"),),
        (
            Event(
                content_id("e", document.key, span("سيزورون")),
                "CONSULT",
                (Report(span("سيزورون"), "planned", said),),
                "visit",
                (Participant("turks"),),
                place="port",
                time=0,
            ),
        ),
        engine=engine,
        versions={"musnad": "0.1.0"},
    )
