"""Across articles: one event gathered, accounts that exclude each other, what became of a plan."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from musnad.corroboration.claims import Claim
from musnad.corroboration.contradictions import contradictions
from musnad.corroboration.figures import Figure
from musnad.corroboration.followups import follow_ups
from musnad.corroboration.found import conflicts
from musnad.corroboration.gather import gather
from musnad.corroboration.overview import overview
from musnad.corroboration.run import corroborate
from musnad.corroboration.told import Account, Told
from musnad.record import (
    Act,
    Document,
    Entity,
    Event,
    Link,
    Participant,
    Record,
    Report,
    Statement,
    Status,
    Time,
    content_id,
)
from musnad.store import Store, database, schema

DAY = date(2031, 3, 5)


def told_so(words: str, status: Status = "occurred", by: str | None = None, claim: Claim | None = None) -> Account:
    near, voices = frozenset(words.split()), frozenset({by} if by else ())
    deed = frozenset(words.split()[:1])
    return Account(status, by, 0, 5, words, words=tuple(near), near=near, trigger=deed, claim=claim, voices=voices)


def telling(number: int, words: str, day: int = 0, **fields: object) -> Told:
    """An event of an article of its own; what matters to a test is given, the rest is the same for all."""
    values: dict[str, object] = {
        "number": number,
        "id": f"e-{number}",
        "document": number,
        "outlet": f"outlet {number}",
        "published": DAY.toordinal() + day,
        "type": "ASSAULT",
        "mode": None,
        "low": DAY.toordinal() + day - 3,
        "high": DAY.toordinal() + day + 1,
        "due": None,
        "actors": frozenset({"SYR"}),
        "recipients": frozenset(),
        "place": None,
        "point": None,
        "places": frozenset(),
        "tokens": frozenset({"a:SYR"}),
        "accounts": (told_so(words),),
        "tolls": (),
    }
    return Told(**{**values, **fields})  # type: ignore[arg-type]


STRIKE = "غارة مستودع ميناء فجر قتلى رصيف"
OTHER = "اشتباك قرية حدود مسلحون دورية جسر"
NOISE = [telling(100 + n, f"كلمة{n} أخرى{n} ثالثة{n}", tokens=frozenset()) for n in range(30)]


def together(tellings: list[Told]) -> set[tuple[int, ...]]:
    return {c.members for c in gather([*tellings, *NOISE]) if len(c.members) > 1}


def test_tellings_of_one_event_are_gathered_and_others_left_apart() -> None:
    found = together([telling(1, STRIKE), telling(2, STRIKE + " جرحى"), telling(3, OTHER), telling(4, OTHER)])
    assert found == {(1, 2), (3, 4)}


def test_another_type_or_another_week_is_another_event() -> None:
    assert together([telling(1, STRIKE), telling(2, STRIKE, type="CONSULT")]) == set()
    assert together([telling(1, STRIKE), telling(2, STRIKE, day=12)]) == set()


def test_membership_does_not_depend_on_the_order_of_arrival() -> None:
    tellings = [telling(1, STRIKE), telling(2, STRIKE + " جرحى"), telling(3, STRIKE + " دخان"), telling(4, OTHER)]
    outcomes = {frozenset(together(list(order))) for order in permutations(tellings)}
    assert outcomes == {frozenset({(1, 2, 3)})}


def test_nor_on_the_numbers_that_articles_of_one_day_get_as_they_arrive() -> None:
    # The third is as near to those before it as to those after it, which have nothing in common.
    told = [telling(n, words) for n, words in enumerate((STRIKE, STRIKE, f"{STRIKE} {OTHER}", OTHER, OTHER), 1)]
    outcomes = set()
    for order in permutations(range(5)):
        arrived = [replace(told[n], number=i, document=i) for i, n in enumerate(order, 1)]
        id_of = {t.number: t.id for t in arrived}
        outcomes.add(frozenset(frozenset(id_of[m] for m in members) for members in together(arrived)))
    assert len(outcomes) == 1


def test_each_join_says_what_it_stands_on() -> None:
    (cluster,) = [c for c in gather([telling(1, STRIKE), telling(2, STRIKE), *NOISE]) if len(c.members) > 1]
    assert cluster.joins[0].score > 0.9
    assert len(cluster.joins[0].shared) == 6


def test_the_same_words_of_two_towns_are_two_events() -> None:
    here, there = frozenset({"geonames:1"}), frozenset({"geonames:2"})
    tellings = [telling(1, STRIKE, places=here), telling(2, STRIKE, places=here), telling(3, STRIKE, places=there)]
    assert together(tellings) == {(1, 2)}


def sides(*tellings: Told, origin: dict[int, str] | None = None) -> list[tuple[str, str, str]]:
    media = origin or {t.document: str(t.outlet) for t in tellings}
    return [(c.kind, c.one.claim, c.other.claim) for c in contradictions(tellings, media)]


def test_happened_and_denied_exclude_each_other() -> None:
    denial = telling(2, STRIKE, day=1, accounts=(told_so("غارة لم تقع", "denied", "RUS", Claim("not")),))
    assert sides(telling(1, STRIKE), denial) == [("happened", "occurred", "denied")]


def test_what_comes_after_its_denial_may_have_happened_since() -> None:
    denial = telling(1, STRIKE, accounts=(told_so("غارة لم تقع", "denied", "RUS", Claim("not")),))
    assert sides(denial, telling(2, STRIKE, day=3)) == []


def test_who_only_repeats_that_it_is_said_does_not_vouch_for_it() -> None:
    denial = telling(1, STRIKE, accounts=(told_so("غارة لم تقع", "denied", "RUS", Claim("not")),))
    assert sides(denial, telling(2, STRIKE, accounts=(told_so("غارة مزعومة على الميناء"),))) == []


SPOT = frozenset({"geonames:1"})


def claimed(number: int, by: str, claim: Claim, places: frozenset[str] = SPOT) -> Told:
    return telling(number, STRIKE, places=places, accounts=(told_so(STRIKE, by=by, claim=claim),))


def test_two_parties_blamed_for_one_deed() -> None:
    one = claimed(1, "LBN", Claim("did", frozenset({"SYR"})))
    other = claimed(2, "SYR", Claim("did", frozenset({"ORG:كتائب"})))
    assert sides(one, other) == [("actor", "SYR", "ORG:كتائب")]
    elsewhere = claimed(3, "SYR", Claim("did", frozenset({"ORG:كتائب"})), frozenset({"geonames:2"}))
    assert sides(one, elsewhere) == []


def test_who_denies_a_part_answers_who_accuses_him_and_nobody_else() -> None:
    denial = claimed(2, "SYR", Claim("no part", frozenset({"SYR"})))
    assert sides(claimed(1, "LBN", Claim("did", frozenset({"SYR"}))), denial) == [("actor", "SYR", "denies a part")]
    assert sides(claimed(1, "LBN", Claim("did", frozenset({"CYP"}))), denial) == []


def test_who_denies_it_for_another_is_shown_with_whom() -> None:
    denial = claimed(2, "RUS", Claim("no part", frozenset({"SYR"})))
    assert sides(claimed(1, "LBN", Claim("did", frozenset({"SYR"}))), denial) == [("actor", "SYR", "not SYR")]


def test_a_toll_of_the_attack_is_of_the_attack_that_the_article_places() -> None:
    full = Account("occurred", "A", 0, 5, "قتل خمسة في هجوم", words=("هجوم", "قتل"), trigger=frozenset({"هجوم"}))
    short = Account("occurred", "B", 0, 5, "حصيلة الهجوم ثمانية", words=("هجوم", "حصيل"), trigger=frozenset({"هجوم"}))
    title = Account("occurred", None, 9, 12, "هجوم الميناء", words=("هجوم",), trigger=frozenset({"هجوم"}))
    counts = [(toll(n),) for n in (5, 8)]

    def alike(one: Account, other: Account) -> float:
        return 0.1 if short in (one, other) else 0.5

    for places, expected in ((SPOT, ["toll"]), (frozenset(), [])):
        on = DAY.toordinal(), DAY.toordinal()
        one = telling(1, STRIKE, places=SPOT, accounts=(full, title), tolls=counts[0], due=on)
        other = telling(2, STRIKE, places=places, accounts=(short, title), tolls=counts[1], due=on)
        assert [c.kind for c in contradictions([one, other], {}, alike)] == expected


def toll(value: int, **fields: object) -> Figure:
    bounds = {"low": value, "high": value} | fields
    return Figure("killed", value, 0, 5, **bounds)  # type: ignore[arg-type]


def counted(number: int, day: int = 0, *, figure: Figure) -> Told:
    on = DAY.toordinal(), DAY.toordinal()
    return telling(number, STRIKE, day=day, places=SPOT, tolls=(figure,), due=on)


def test_tolls_of_one_day_that_differ() -> None:
    assert sides(counted(1, figure=toll(5)), counted(2, figure=toll(8))) == [("toll", "killed 5", "killed 8")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (toll(40, high=math.inf), toll(42)),
        (toll(42), toll(40, high=math.inf)),
        (toll(50, low=40, high=60), toll(58)),
        (toll(14), toll(7, of=frozenset({"جنود"}))),
    ],
    ids=["more than forty", "the other way round", "about fifty", "soldiers alone"],
)
def test_tolls_that_can_both_be_true(one: Figure, other: Figure) -> None:
    assert sides(counted(1, figure=one), counted(2, figure=other)) == []


def test_a_toll_that_rises_later_or_is_corrected_by_the_same_source_is_an_update() -> None:
    assert sides(counted(1, figure=toll(5)), counted(2, 1, figure=toll(9))) == []
    assert sides(counted(1, figure=toll(9)), counted(2, 1, figure=toll(5))) == [("toll", "killed 9", "killed 5")]
    one, other = counted(1, figure=toll(5)), counted(3, figure=toll(9))
    assert sides(one, other, origin={1: "agency", 3: "agency"}) == []


def test_places_too_far_apart() -> None:
    there = frozenset({"geonames:2"})
    accounts = [(replace(told_so(STRIKE), places=p),) for p in (SPOT, there)]
    one = telling(1, STRIKE, place="geonames:1", point=(34.4, 35.8), places=SPOT, accounts=accounts[0])
    other = telling(2, STRIKE, place="geonames:2", point=(32.9, 13.2), places=there, accounts=accounts[1])
    assert sides(one, other) == [("place", "geonames:1", "geonames:2")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "m.db") as opened:
        yield opened


def report_of(
    day: int,
    outlet: str,
    sentence: str,
    trigger: str,
    status: str,
    due: str | None = "2031-03-10",
    speaker: str = "سامر",
) -> Record:
    """An article with one meeting in it, said by a minister."""
    text = f"لقاء في جنيف رقم {day} {outlet}\nقال {speaker} إن {sentence} في جنيف بين لبنان وقبرص بشأن العبارات."
    document = Document(text, outlet=outlet, published=date(2031, 3, day))

    def span(words: str):  # type: ignore[no-untyped-def]
        at = text.index(words, text.index("\n"))
        return document.span(at, at + len(words))

    said = content_id("s", document.key, span(sentence))
    entities = {
        "leb": Entity("leb", "GPE", "لبنان", "Lebanon", (span("لبنان"),), country="LBN"),
        "cyp": Entity("cyp", "GPE", "قبرص", "Cyprus", (span("قبرص"),), country="CYP"),
        "geneva": Entity("geneva", "GPE", "جنيف", "Geneva", (span("جنيف"),), country="CHE"),
        "speaker": Entity("speaker", "PER", speaker, "Speaker", (span(speaker),)),
    }
    times = (Time(span("جنيف"), "DATE", due),) if due else ()
    event = Event(
        content_id("e", document.key, span(trigger)),
        "CONSULT",
        (Report(span(trigger), status, said),),  # type: ignore[arg-type]
        None,
        (Participant("leb"), Participant("cyp")),
        place="geneva",
        time=0 if due else None,
    )
    statement = Statement(said, span("قال"), None, (Link("speaker"),), (span(sentence),), "indirect", "say")
    return Record(document, entities, times, (statement,), (event,), versions={"musnad": "0"})


PLAN = report_of(1, "أ", "اللقاء سيعقد قريبا", "سيعقد", "planned")


@pytest.mark.parametrize(
    ("later", "on", "state"),
    [
        (report_of(10, "ب", "اللقاء انعقد اليوم", "انعقد", "occurred"), 12, "occurred"),
        (report_of(6, "ب", "اللقاء لن ينعقد أبدا", "ينعقد", "denied"), 8, "denied"),
        (None, 8, "open"),
        (None, 20, "silent"),
    ],
)
def test_a_plan_is_followed_to_its_end(store: Store, later: Record | None, on: int, state: str) -> None:
    store.add([PLAN, *([later] if later else [])])
    corroborate(store)
    (plan,) = follow_ups(store, date(2031, 3, on))
    assert (plan.state, plan.due) == (state, (date(2031, 3, 10), date(2031, 3, 10)))
    assert [s.published.day for s in plan.history] == sorted(s.published.day for s in plan.history)


def clusters(store: Store) -> dict[str, str]:
    with database.reading(store.engine, store.name) as connection:
        c = schema.clusters.c
        return {row.event_id: row.cluster for row in connection.execute(select(c.event_id, c.cluster))}


def test_arriving_in_two_halves_gives_the_same_events_and_keeps_their_ids(store: Store, tmp_path: Path) -> None:
    records = [
        PLAN,
        report_of(2, "ب", "اللقاء سيعقد قريبا جدا", "سيعقد", "planned"),
        report_of(3, "ج", "اللقاء سيعقد قريبا حتما", "سيعقد", "planned"),
        report_of(4, "د", "قمة أخرى ستلتئم", "ستلتئم", "planned", "2031-04-20"),
    ]
    store.add(records[1:])
    corroborate(store)
    first = clusters(store)
    store.add(records[:1])
    corroborate(store)
    both = clusters(store)
    assert {e: c for e, c in both.items() if e in first} == first
    with Store(tmp_path / "whole.db") as whole:
        whole.add(records)
        corroborate(whole)
        groups = [
            sorted(e for e, c in found.items() if c == name)
            for found in (both, clusters(whole))
            for name in sorted(set(found.values()))
        ]
    half = len(groups) // 2
    assert sorted(groups[:half]) == sorted(groups[half:])


def test_two_events_never_bear_one_name(store: Store) -> None:
    """An event keeps its id; what leaves it cannot be called by the same first event."""
    first = report_of(1, "أ", "اللقاء سيعقد قريبا", "سيعقد", "planned")
    other = report_of(2, "ب", "اللقاء سيعقد قريبا جدا", "سيعقد", "planned")
    third = report_of(3, "ج", "اللقاء سيعقد قريبا حتما", "سيعقد", "planned")
    store.add([first, other, third])
    corroborate(store)
    assert len(set(clusters(store).values())) == 1
    store.decide(first.document.key, first.events[0].id, "split", {}, author="هالة")
    corroborate(store)
    assert len(clusters(store)) == 3
    assert len(set(clusters(store).values())) == 2


def test_an_analyst_splits_and_the_split_outlives_the_next_run(store: Store) -> None:
    other = report_of(2, "ب", "اللقاء سيعقد قريبا جدا", "سيعقد", "planned")
    store.add([PLAN, other])
    corroborate(store)
    assert len(set(clusters(store).values())) == 1
    number = store.decide(other.document.key, other.events[0].id, "split", {}, author="هالة")
    corroborate(store)
    assert len(set(clusters(store).values())) == 2
    store.undo(number)
    corroborate(store)
    assert len(set(clusters(store).values())) == 1


def test_an_event_is_told_without_the_report_that_is_marked_wrong_since(store: Store) -> None:
    other = report_of(2, "ب", "اللقاء سيعقد قريبا جدا", "سيعقد", "planned")
    store.add([PLAN, other])
    corroborate(store)
    (name,) = set(clusters(store).values())
    store.decide(other.document.key, other.events[0].id, "wrong", {}, author="هالة")
    told = overview(store, name)
    assert told is not None
    assert ([t.event for t in told.tellings], told.joins) == ([PLAN.events[0].id], ())


def test_a_found_contradiction_carries_both_words_and_their_places(store: Store) -> None:
    denial = report_of(2, "ب", "اللقاء لم يعقد هناك", "يعقد", "denied", speaker="جابر")
    store.add([report_of(2, "أ", "اللقاء عقد هناك", "عقد", "occurred"), denial])
    assert corroborate(store).contradictions == 1
    (conflict,) = conflicts(store)
    assert conflict.kind == "happened"
    for side in (conflict.one, conflict.other):
        record = next(r for r in store.records() if r.events[0].id == _id_of(store, side.event))
        assert record.document.text[side.start : side.end] == side.words
    assert json.dumps(conflict.cluster)


def said(day: int, outlet: str, sentence: str, cue: str, act: Act) -> Record:
    """An article in which a minister, who is named in the sentence, says what follows the cue."""
    text = f"خبر اليوم {day} من {outlet}\n{sentence}"
    document = Document(text, outlet=outlet, published=date(2031, 3, day))
    at, name = text.index(cue), text.index("سامر الخوري")
    entities = {"samer": Entity("samer", "PER", "سامر الخوري", "Samer", (document.span(name, name + 11),))}
    span, content = document.span(at, at + len(cue)), document.span(at + len(cue) + 1, len(text))
    statement = Statement("s-1", span, document.span(name, name + 11), (Link("samer"),), (content,), "indirect", act)
    trigger = document.span(content.end - 6, content.end)
    event = Event(content_id("e", document.key, trigger), "COERCE", (Report(trigger, "planned", "s-1"),))
    return Record(document, entities, (), (statement,), (event,), versions={"musnad": "0"})


def test_words_and_the_denial_of_having_said_them(store: Store) -> None:
    words = "إن الميناء سيغلق أمام سفن الصيد الأجنبية ابتداء من الخريف"
    printed = said(3, "أ", f"سامر الخوري قال {words}", "قال", "say")
    denial = said(4, "ب", f"سامر الخوري نفى أن يكون قد قال {words}", "نفى", "deny")
    other = said(4, "ج", f"سامر الخوري نفى {words.replace('إن', 'أن')}", "نفى", "deny")
    store.add([printed, denial, other, *(said(9, f"م{n}", f"سامر الخوري قال كلمة{n}", "قال", "say") for n in range(9))])
    corroborate(store)
    (conflict,) = conflicts(store, kind="said")
    assert [(s.outlet, s.claim) for s in (conflict.one, conflict.other)] == [
        ("أ", "said so"),
        ("ب", "denies having said"),
    ]


def _id_of(store: Store, number: int) -> str:
    with database.reading(store.engine, store.name) as connection:
        return str(connection.scalar(select(schema.events.c.id).where(schema.events.c.number == number)))
