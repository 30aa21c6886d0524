"""The whole of corroboration over a store: copies, events gathered, contradictions; written back at once.

Membership is found anew from all that is stored, so it does not depend on the order of arrival; ids are kept from run
to run.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from musnad.corroboration.contradictions import Contradiction, contradictions
from musnad.corroboration.copies import agency_of, families, pairs
from musnad.corroboration.gather import Cluster, gather
from musnad.corroboration.passages import Passage, passages
from musnad.corroboration.plans import chained
from musnad.corroboration.told import Told, told
from musnad.corroboration.unsaid import Denial, denials, unsaid
from musnad.corroboration.weigh import likeness, rarities
from musnad.store import Store, database, deciding, schema
from musnad.store.judged import judged
from musnad.store.rows import unpack

_PORTION = 1000


@dataclass(frozen=True, slots=True)
class Corroborated:
    """What a run found."""

    articles: int
    copies: int
    families: int
    passages: int
    events: int
    clusters: int
    shared: int
    contradictions: int
    undated: int  # articles without a date of publication, whose events are not compared


@dataclass(slots=True)
class Loaded:
    """What of a store is compared: texts as (number, outlet, text), media and events, and denials of words.

    `agencies` and `media` go by the numbers of articles: the agency, where one is named; the agency or outlet.
    """

    texts: list[tuple[int, str | None, str]] = field(default_factory=list)
    agencies: dict[int, str] = field(default_factory=dict)
    media: dict[int, str] = field(default_factory=dict)
    tellings: list[Told] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)


def corroborate(store: Store) -> Corroborated:
    """Find copies, gather events, compare accounts, and write all of it into the store in one transaction."""
    loaded = load(store)
    family = families(pairs(loaded.texts))
    lifted = passages(loaded.texts, family)
    articles = len(loaded.texts)
    undated = sum(number >> schema.BITS == 0 for number, _, _ in loaded.texts)
    loaded.texts.clear()  # a corpus of them would lie beside all that is compared
    origin = origins(loaded, family, lifted)
    tellings = loaded.tellings
    weights = rarities(tellings)
    found = gather(tellings, weights)
    alike = likeness(weights)
    by_number = {t.number: t for t in tellings}
    with database.writing(store.engine, store.name) as connection:
        decided = _decided(connection, found, by_number)
        named = _named(connection, decided, by_number)
        conflicts = [
            (cluster, contradiction)
            for cluster, members in named.items()
            if len(members) > 1
            for contradiction in contradictions([by_number[m] for m in members], origin, alike)
        ]
        home = {m: cluster for cluster, members in named.items() for m in members}
        conflicts += [(home.get(event or -1, ""), c) for event, c in unsaid(connection, loaded.denials, alike)]
        _write(connection, family, lifted, found, named, by_number, origin, conflicts)
    return Corroborated(
        articles=articles,
        copies=len(family),
        families=len(set(family.values())),
        passages=len(lifted),
        events=len(tellings),
        clusters=len(named),
        shared=sum(len({by_number[m].document for m in members}) > 1 for members in named.values()),
        contradictions=len(conflicts),
        undated=undated,
    )


def load(store: Store, first: date = date.min, last: date = date.max) -> Loaded:
    """What of a store is compared, of the articles from one day to another."""
    d, r = schema.documents.c, schema.records.c
    loaded = Loaded()
    with database.reading(store.engine, store.name) as connection:
        standing = deciding.standing(connection)
    after, end = (first.toordinal() << schema.BITS) - 1, (last.toordinal() + 1) << schema.BITS
    if first == date.min:
        after = -1  # those without a day come first
    while True:
        query = (
            select(d.number, d.key, d.outlet, d.byline, d.text, r.json)
            .join(schema.records, r.document == d.number)
            .where(d.number > after, d.number < end)
            .order_by(d.number)
            .limit(_PORTION)
        )
        with database.reading(store.engine, store.name) as connection:
            rows = connection.execute(query).all()
        if not rows:
            return loaded
        for row in rows:
            found = judged(unpack(row.json, row.text), standing.get(row.key, ()))
            loaded.texts.append((row.number, row.outlet, row.text))
            if row.byline:
                loaded.agencies[row.number] = row.byline
            loaded.media[row.number] = row.byline or row.outlet or f"article {row.number}"
            loaded.tellings += (t for t in told(found.record, row.number, schema.BITS) if t.id not in found.wrong)
            loaded.denials += denials(found.record, row.number, schema.BITS)
        after = rows[-1].number


def origins(loaded: Loaded, family: dict[int, int], lifted: Sequence[Passage]) -> dict[int, str]:
    """The independent medium of each telling, by its number: that of the copied article or paragraph, else its own."""
    named: dict[int, list[str | None]] = defaultdict(list)
    for document, first in family.items():
        named[first].append(loaded.agencies.get(document))
    # A copy that names no agency is of the agency that other copies name.
    of_family = {first: agency_of(agencies) or loaded.media[first] for first, agencies in named.items()}
    media = loaded.media | {d: of_family[first] for d, first in family.items()}
    paragraphs: dict[int, list[Passage]] = defaultdict(list)
    for passage in lifted:
        paragraphs[passage.article].append(passage)
    found = {}
    for telling in loaded.tellings:
        found[telling.number] = media[telling.document]
        inside = [
            [p.source for p in paragraphs[telling.document] if p.start <= a.start and a.end <= p.end]
            for a in telling.accounts
        ] if telling.document in paragraphs else []  # fmt: skip
        if inside and all(inside):
            found[telling.number] = media[inside[0][0]]
    return found


def _decided(connection: Connection, found: Sequence[Cluster], by_number: dict[int, Told]) -> list[list[int]]:
    """The clusters after what analysts merged and split."""
    groups = chained([list(c.members) for c in found], by_number)
    where = {by_number[m].id: i for i, members in enumerate(groups) for m in members}
    c = schema.decisions.c
    query = select(c.subject, c.action, c.detail).where(c.action.in_(("merge", "split")), c.undone.is_(None))
    for subject, action, detail in connection.execute(query.order_by(c.number)):
        other = json.loads(detail).get("with")
        here = where.get(subject)
        if here is None:
            continue
        if action == "split":
            number = next(m for m in groups[here] if by_number[m].id == subject)
            groups[here].remove(number)
            where[subject] = len(groups)
            groups.append([number])
        elif other in where and where[other] != here:
            moving = groups[where[other]]
            groups[here] += moving
            groups[where[other]] = []
            where |= {by_number[m].id: here for m in moving}
    return [sorted(g) for g in groups if g]


def _named(connection: Connection, groups: Sequence[list[int]], by_number: dict[int, Told]) -> dict[str, list[int]]:
    """Clusters by id: the id that most of its members had before, else that of its first event."""
    c = schema.clusters.c
    before: dict[str, str] = {row.event_id: row.cluster for row in connection.execute(select(c.event_id, c.cluster))}
    claims = []
    for i, members in enumerate(groups):
        had = Counter(before[e] for m in members if (e := by_number[m].id) in before)
        claims += [(-times, name, i) for name, times in had.items()]
    owner: dict[str, int] = {}
    name_of: dict[int, str] = {}
    for _, name, i in sorted(claims):
        if name not in owner and i not in name_of:
            owner[name], name_of[i] = i, name
    named: dict[str, list[int]] = {}
    for i, members in enumerate(groups):
        named[name_of.get(i) or _free(members, by_number, owner.keys() | named.keys())] = members
    lost = [
        {"cluster": name, "into": name_of[i], "made": datetime.now(UTC)}
        for _, name, i in sorted(claims)
        if name not in owner and i in name_of
    ]
    if lost:
        gone = {row["cluster"]: row for row in lost}
        connection.execute(delete(schema.merged).where(schema.merged.c.cluster.in_(list(gone))))
        connection.execute(insert(schema.merged), list(gone.values()))
    return named


def _free(members: Sequence[int], by_number: dict[int, Told], taken: Set[str]) -> str:
    """The name of a new cluster: its first event's whose name no other cluster bears, or ever will by being older."""
    names = ["c-" + by_number[m].id.removeprefix("e-") for m in members]
    return next((n for n in names if n not in taken), f"{names[0]}-{len(taken)}")


def _write(
    connection: Connection,
    family: dict[int, int],
    lifted: Sequence[Passage],
    found: Sequence[Cluster],
    named: dict[str, list[int]],
    by_number: dict[int, Told],
    origin: dict[int, str],
    conflicts: Sequence[tuple[str, Contradiction]],
) -> None:
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    rows[schema.families] = [{"document": d, "family": f} for d, f in family.items()]
    rows[schema.clusters] = [
        {"event": m, "event_id": by_number[m].id, "cluster": name, "origin": origin[m]}
        for name, members in named.items()
        for m in members
    ]
    rows[schema.passages] = [asdict(p) for p in lifted]
    rows[schema.joins] = [
        {"first": j.first, "second": j.second, "score": j.score, "shared": json.dumps(j.shared, ensure_ascii=False)}
        for cluster in found
        for j in cluster.joins
    ]
    rows[schema.conflicts] = [
        {
            "cluster": name,
            "kind": c.kind,
            "one_event": c.one.event,
            "other_event": c.other.event,
            "published": date.fromordinal(max(c.one.published, c.other.published)),
            "sides": json.dumps([asdict(c.one), asdict(c.other)], ensure_ascii=False),
        }
        for name, c in conflicts
    ]
    for table in (schema.families, schema.passages, schema.clusters, schema.joins, schema.conflicts):
        connection.execute(delete(table))
        if rows[table]:
            connection.execute(insert(table), rows[table])
