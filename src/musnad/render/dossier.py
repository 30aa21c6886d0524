"""Everything a store knows of one event or one actor, as a page to archive or to print: no script, nothing loaded."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from xml.etree.ElementTree import Element

from sqlalchemy import select

from musnad.analysis import gloss
from musnad.corroboration.actor import plans
from musnad.corroboration.followups import FollowUp, follow_ups
from musnad.corroboration.found import Conflict, names_in
from musnad.corroboration.overview import Overview, overview, passed_on_by
from musnad.corroboration.sayings import Saying, sayings
from musnad.errors import UsageError
from musnad.record import Event, Record, Span, Statement
from musnad.render.card import chain
from musnad.render.codes import claimed, course, disputed, shared
from musnad.render.elements import Cell, Child, as_html, element, name, table
from musnad.render.template import digest, filled, part
from musnad.render.words import Language, listed, words
from musnad.store import Store, database, schema
from musnad.store.overviews import best_known
from musnad.store.search import actor_names
from musnad.version import __version__

_MOST = 300  # accounts or sayings of one dossier
_AROUND = 160  # characters shown on either side of a word that reports an event


def dossier(store: Store, subject: str, language: Language = "en", on: date | None = None) -> str:
    """The dossier of an event (c-… or e-…) or an actor (any name the store knows, or its id) as one HTML file.

    `on` is the day from which plans are judged; without it they are told without their state. Raises UsageError where
    the store knows no such event or actor.
    """
    found = overview(store, subject)
    if found:
        title, body = _Event(store, found, language, on).parts()
    else:
        title, body = _Actor(store, _actor(store, subject), language, on).parts()
    style = part("dossier.css")
    values = {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "policy": f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'",
        "title": escape(title),
        "style": style,
        "body": "\n".join(as_html(one) for one in body),
    }
    return filled("dossier.html", values)


def _actor(store: Store, subject: str) -> dict[str, object]:
    """The profile of the best known actor of a name."""
    found = best_known(store, subject)
    if found is None:
        raise UsageError(subject, "no event or actor of this name is stored", "musnad search --in events shows ids")
    return found


class _Page:
    """What both kinds of dossier have in common."""

    def __init__(self, store: Store, language: Language, on: date | None) -> None:
        self.store, self.language, self.on = store, language, on
        self.words = words(language)
        self.records: dict[str, Record] = {}

    def record(self, key: str) -> Record | None:
        if key not in self.records and (found := self.store.record(key)):
            self.records[key] = found
        return self.records.get(key)

    def heading(self, kind: str, title: str, facts: Sequence[str]) -> Iterator[Element]:
        until: list[Child] = [f" · {self.words['as_of']} ", self.day(self.on)] if self.on else []
        yield element("p", self.words[kind], until, class_="quiet")
        yield element("h1", name(title))
        yield element("p", " · ".join(facts), class_="quiet")
        yield element("p", self.words["made_by"], f" musnad {__version__}", class_="quiet")

    def day(self, day: date | None) -> Element:
        """A date, which Arabic around it would turn about."""
        return name(str(day) if day else self.words["undated"])

    def section(self, label: str, *body: Cell) -> Element:
        return element("section", element("h2", self.words[label]), *body)

    def shown(self, items: Sequence[object]) -> Element | None:
        """A word where more was found than is shown."""
        if len(items) <= _MOST:
            return None
        return element("p", f"{self.words['only_first']}: {_MOST} / {len(items)}", class_="quiet")

    def chain(self, record: Record, statement: Statement | None) -> Element:
        """On whose word: the chain, outermost first."""
        if statement is None:
            return element("span", self.words["asserted"])
        said = gloss.act_label(statement.act, self.language)
        return element("span", chain(record, statement, self.language), f" · {said}")

    def sources(self) -> Element:
        """The articles behind the page: where they stand, and digests by which they can be checked."""
        w = self.words
        rows: list[list[Cell]] = []
        for key, record in sorted(self.records.items(), key=lambda kr: (kr[1].document.published or date.min, kr[0])):
            d = record.document
            cited: list[Child] = [name(d.outlet or "—"), " · ", self.day(d.published)]
            proof: list[Child] = [f"{w['key']}: ", name(key[:16]), f" · {w['digest']}: ", name(d.sha256)]
            where = element("div", name(d.url), class_="quiet") if d.url else None
            rows.append([cited, [element("div", name(d.headline)), where, element("div", proof, class_="quiet")]])
        return self.section("articles", table((w["outlet"], w["article"]), rows))

    def reports(self, article: str, identity: str, origin: str | None = None) -> Iterator[Element]:
        """What an article reports of an event: its words marked, each with status and chain."""
        record = self.record(article)
        event = next((e for e in record.events if e.id == identity), None) if record else None
        if record is None or event is None:
            return
        text = record.document.text
        together: dict[tuple[int, str, str | None], list[Span]] = {}
        for r in event.reports:
            together.setdefault((text.rfind("\n", 0, r.trigger.start), r.status, r.statement), []).append(r.trigger)
        for (_, status, statement), spans in together.items():
            said = next((s for s in record.statements if s.id == statement), None)
            yield self.account(record, event, status, said, sorted(spans), origin)

    def account(
        self, record: Record, event: Event, status: str, said: Statement | None, spans: list[Span], origin: str | None
    ) -> Element:
        d, w = record.document, self.words
        head: list[Child] = [self.day(d.published), " · ", name(d.outlet or "—")]
        if (medium := passed_on_by(origin, d.outlet)) is not None:
            names = actor_names(self.store, [medium], english=self.language == "en")
            head += [" ← ", name(names.get(medium, medium))]
        # Who took part is known of the event, not of each report: here they would stand on a wrong word.
        what = gloss.type_label(event.type, event.mode, self.language)
        places = ", ".join(f"{s.start}–{s.end}" for s in spans)
        return element(
            "div",
            element("p", head, f" · {gloss.status_label(status, self.language)} · ", name(what)),
            element("p", self.chain(record, said)),
            element("p", _marked(d.text, spans), class_="words", lang="ar", dir="rtl"),
            element("p", name(event.id), f" · {w['characters']} ", name(places), class_="quiet"),
            class_="account",
        )

    def plans(self, plans: Sequence[FollowUp], label: str) -> Element | None:
        if not plans or self.on is None:
            return None
        w = self.words
        rows: list[list[Cell]] = []
        for p in plans:
            due = "—" if p.due is None else " – ".join(dict.fromkeys(map(str, p.due)))
            told = [
                element(
                    "div",
                    self.day(one.first),
                    " – ",
                    self.day(one.last),
                    f": {course(one.status, self.language)} ×{one.reports}",
                )
                for one in p.phases
            ]
            rows.append([name(due), course(p.state, self.language), name(p.title), told])
        return self.section(label, table((w["due"], w["state"], w["events"], w["history"]), rows))


def _marked(text: str, spans: Sequence[Span]) -> Iterator[Child]:
    """The words around spans of one line, the spans marked."""
    first, last = text.rfind("\n", 0, spans[0].start) + 1, text.find("\n", spans[-1].end)
    last = len(text) if last < 0 else last
    at, end = max(first, spans[0].start - _AROUND), min(last, spans[-1].end + _AROUND)
    yield "… " if at > first else None
    for span in spans:
        yield text[at : span.start]
        yield element("mark", span.text)
        at = span.end
    yield text[at:end]
    yield " …" if end < last else None


class _Event(_Page):
    """The dossier of an event: every account of it, plan, contradictions, and why they are one."""

    def __init__(self, store: Store, found: Overview, language: Language, on: date | None) -> None:
        super().__init__(store, language, on)
        self.found = found

    def parts(self) -> tuple[str, list[Element]]:
        w, basis = self.words, self.found.independent
        accounts = list(self.accounts())
        title = self.title()
        facts = [
            self.found.cluster, f"{w['articles']} {basis.articles}", f"{w['basis']} {basis.media}",
            f"{w['originators']} {basis.originators}", *self.parties(),
        ]  # fmt: skip
        plans = [f for f in follow_ups(self.store, self.on) if f.cluster == self.found.cluster] if self.on else []
        body = [
            *self.heading("dossier_event", title, facts),
            self.plans(plans, "plan"),
            self.section("tellings", self.shown(self.found.tellings), accounts),
            self.conflicts(self.found.conflicts),
            self.joins(),
            self.sources(),
        ]
        return title, [one for one in body if one is not None]

    def title(self) -> str:
        """What and where, without who: that some report names somebody is no heading."""
        for record, event in self.told():
            return gloss.event(record, replace(event, actors=(), recipients=()), self.language, timeless=True)
        return self.found.cluster

    def told(self) -> Iterator[tuple[Record, Event]]:
        """The event as each article has it."""
        for article, identity in dict.fromkeys((t.article, t.event) for t in self.found.tellings[:_MOST]):
            record = self.record(article)
            event = next((e for e in record.events if e.id == identity), None) if record else None
            if record and event:
                yield record, event

    def parties(self) -> Iterator[str]:
        """Whom any report names as actors, and whom as recipients."""
        for role in ("actors", "recipients"):
            found = (gloss.participant(r, p, self.language) for r, e in self.told() for p in getattr(e, role))
            if named := list(dict.fromkeys(found)):
                yield f"{self.words[role]}: {listed(named, self.language)}"

    def accounts(self) -> Iterator[Element]:
        told = dict.fromkeys((t.article, t.event, t.origin) for t in self.found.tellings[:_MOST])
        for article, event, origin in told:
            yield from self.reports(article, event, origin)

    def conflicts(self, found: Sequence[Conflict]) -> Element | None:
        if not found:
            return None
        w = self.words
        names = actor_names(self.store, names_in(found), english=self.language == "en")
        rows: list[list[Cell]] = []
        for c in found:
            cells: list[Cell] = [disputed(c.kind, self.language)]
            for side in (c.one, c.other):
                by = names.get(side.by or "", side.by or w["asserted"])
                claim = claimed(side.claim, names, self.language)
                cells.append(
                    [
                        element("div", self.day(date.fromordinal(side.published)), " · ", name(side.outlet or "—")),
                        element("div", name(by), f" {w['claims']}: ", name(claim)),
                        element("div", side.words, class_="words", lang="ar", dir="rtl"),
                    ]
                )
            rows.append(cells)
        return self.section("contradictions", table((w["kind"], "1", "2"), rows))

    def joins(self) -> Element | None:
        if not self.found.joins:
            return None
        w = self.words
        keys = {key for j in self.found.joins for key in j.named}
        names = actor_names(self.store, keys, english=self.language == "en")
        rows: list[list[Cell]] = [
            [f"{j.score:.2f}", name(j.one), name(j.other), name(listed(shared(j.shared, names), self.language))]
            for j in self.found.joins
        ]
        return self.section("joined", self.shown(rows), table((w["score"], "1", "2", w["shared"]), rows[:_MOST]))


class _Actor(_Page):
    """The dossier of an actor: what it said, in which printings, and what became of its plans."""

    def __init__(self, store: Store, found: dict[str, object], language: Language, on: date | None) -> None:
        super().__init__(store, language, on)
        self.found, self.actor = found, str(found["actor"])

    def parts(self) -> tuple[str, list[Element]]:
        w, found = self.words, self.found
        both = [str(found["name_ar"]), str(found["name_en"])]
        title = " · ".join(both if self.language == "ar" else reversed(both))
        counted = ("articles", "says", "passes_on", "spoken_of", "acts", "acted_on")
        facts = [self.actor, *(f"{w[k]} {found[k]}" for k in counted)]
        codes = " ".join(str(found[k]) for k in ("country", "sector") if found.get(k))
        said = sayings(self.store, self.actor)
        sayings_shown = [one for s in said[:_MOST] if (one := self.saying(s))]
        body = [
            *self.heading("dossier_actor", title, [*facts, *([codes] if codes else [])]),
            self.plans(self.own_plans(), "plans"),
            self.section("said", self.shown(said), sayings_shown or w["none"]),
            self.deeds("acts", "actor"),
            self.deeds("acted_on", "recipient"),
            self.sources(),
        ]
        return title, [one for one in body if one is not None]

    def saying(self, saying: Saying) -> Element | None:
        fullest = saying.printings[saying.fullest]
        record = self.record(fullest.article)
        statement = next((s for s in record.statements if s.id == fullest.statement), None) if record else None
        if record is None or statement is None:
            return None
        w = self.words
        outlets = dict.fromkeys(p.outlet or "—" for p in saying.printings)
        printed: list[Child] = [self.day(saying.printings[0].published), f" · {w['printings']} "]
        for number, outlet in enumerate(outlets):
            printed += [", " if number else None, name(outlet)]
        target = gloss.name(record, statement.target, self.language) if statement.target else None
        about: list[Child] = [w[statement.directness]]
        if target:
            about += [f" · {w['target']} ", name(target)]
        span = f"{statement.content[0].start}–{statement.content[-1].end}"
        return element(
            "div",
            element("p", printed),
            element("p", self.chain(record, statement), " · ", about),
            element("p", statement.wording, class_="words", lang="ar", dir="rtl"),
            element("p", name(statement.id), f" · {w['characters']} ", name(span), class_="quiet"),
            class_="account",
        )

    def deeds(self, label: str, role: str) -> Element | None:
        """The events in which the actor has a role, oldest first."""
        p, e, d = schema.participants.c, schema.events.c, schema.documents.c
        query = select(d.key, e.id).join(schema.events, e.number == p.event)
        query = query.join(schema.documents, d.number == e.document)
        query = query.where(p.actor == self.actor, p.role == role).order_by(e.number)
        with database.reading(self.store.engine, self.store.name) as connection:
            found = list(dict.fromkeys((row.key, row.id) for row in connection.execute(query)))
        shown = [one for key, event in found[:_MOST] for one in self.reports(key, event)]
        return self.section(label, self.shown(found), shown) if shown else None

    def own_plans(self) -> list[FollowUp]:
        return plans(self.store, self.actor, follow_ups(self.store, self.on)) if self.on else []
