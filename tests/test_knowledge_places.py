"""Where names are: identifiers, points, the choice among places of one name."""

import csv
from pathlib import Path

import pytest

from musnad.arabic import fold
from musnad.knowledge import Context, Entry, Knowledge, knowledge, resolve_actor, resolve_place
from musnad.knowledge.ask import where
from musnad.knowledge.model import PLACE_TYPES
from musnad.knowledge.said import said
from musnad.render.answers import worded

JUDGED = Path(__file__).with_name("judged")


@pytest.fixture(scope="module")
def base() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize(
    ("name", "geonames", "country", "resolution"),
    [
        ("حلب", 170063, "SYR", 4),
        ("حلبَ", 170063, "SYR", 4),
        ("اللاذقية", 173576, "SYR", 4),
        ("دير الزور", 170794, "SYR", 4),
        ("عين العرب", 172256, "SYR", 4),
        ("واشنطن", 4140963, "USA", 4),
        ("سوريا", 163843, "SYR", 1),
        ("سورية", 163843, "SYR", 1),
        ("الأمارات", 290557, "ARE", 1),
        ("كاليفورنيا", 5332921, "USA", 2),
    ],
)
def test_places_have_their_geonames_id(
    base: Knowledge, name: str, geonames: int, country: str, resolution: int
) -> None:
    entry = base.lookup(name)[0]
    assert (entry.geonames, entry.country, entry.resolution) == (geonames, country, resolution)
    assert entry.latitude is not None
    assert entry.longitude is not None


def test_provinces_and_sites_say_how_precise_their_point_is(base: Knowledge) -> None:
    nineveh, camp = base.lookup("نينوى")[0], base.lookup("مخيم الزعتري")[0]
    assert (nineveh.precision, nineveh.admin1, nineveh.feature) == ("province", "Nineveh", "ADM1")
    assert (camp.type, camp.precision, camp.country) == ("FAC", "sub-city", "JOR")


@pytest.mark.parametrize(
    ("name", "countries", "country"),
    [
        ("طرابلس", {}, "LBY"),
        ("طرابلس", {"LBN": 3}, "LBN"),
        ("طرابلس", {"LBY": 5, "ITA": 1}, "LBY"),
        ("زنجبار", {"YEM": 4}, "YEM"),
        ("زنجبار", {"TZA": 1}, "TZA"),
        ("القنيطرة", {"SYR": 9, "RUS": 2}, "SYR"),
        ("لندن", {"CAN": 4}, "GBR"),
        ("القاهرة", {"USA": 5}, "EGY"),
        ("عمان", {"JOR": 2}, "JOR"),
        ("عمان", {"OMN": 1}, "OMN"),
        ("عمان", {}, None),
    ],
)
def test_context_and_size_decide_or_nobody_does(name: str, countries: dict[str, int], country: str | None) -> None:
    answer = where(name, Context(countries))
    assert (answer.entry.country if answer.entry else None) == country
    assert answer.reason


def test_two_that_fit_are_named(base: Knowledge) -> None:
    answer = resolve_place(base.lookup("عمان"))
    assert answer.entry is None
    assert worded(answer.reason, "en", base) == "two fit: Oman and Amman (Jordan)"
    assert len(answer.alternatives) >= 2


def test_a_country_comes_before_its_capital_of_the_same_name() -> None:
    for name in ("تونس", "الجزائر", "الكويت", "جيبوتي", "سنغافورة"):
        answer = where(name)
        assert answer.entry is not None
        assert answer.entry.kind == "country", name


def test_an_unknown_place_is_said_to_be_unknown() -> None:
    assert where("قرية لا يعرفها أحد").entry is None
    assert where("قرية لا يعرفها أحد").reason == said("place.none")


def test_actors_of_one_name_are_told_apart_by_country() -> None:
    egypt, syria = (Entry(f"{c.lower()}.assembly", "ORG", "مجلس الشعب", "Assembly", country=c) for c in ("EGY", "SYR"))
    chosen = resolve_actor([egypt, syria], Context({"SYR": 3, "EGY": 1}))
    assert chosen.entry is syria
    assert resolve_actor([egypt, syria]).entry is None


def judged(name: str) -> list[dict[str, str]]:
    lines = (JUDGED / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def context(row: dict[str, str]) -> Context:
    pairs = (pair.split(":") for pair in row["countries"].split())
    return Context({country: int(count) for country, count in pairs})


def chosen(base: Knowledge, row: dict[str, str], places: bool) -> str:
    """The key that the tables give a mention by itself: found in a text that is the mention alone, else looked up."""
    matches = base.scan(fold(row["mention"]).text)
    candidates = matches[0].candidates if len(matches) == 1 else base.lookup(row["mention"])
    if places:
        candidates = tuple(entry for entry in candidates if entry.type in PLACE_TYPES)
        found = resolve_place(candidates, context(row))
    else:
        candidates = tuple(entry for entry in candidates if entry.type not in PLACE_TYPES)
        found = resolve_actor(candidates, context(row))
    return found.entry.key if found.entry else ""


@pytest.mark.parametrize(("table", "places", "floor"), [("places.csv", True, 0.90), ("actors.csv", False, 0.88)])
def test_names_judged_by_reading_stay_right(base: Knowledge, table: str, places: bool, floor: float) -> None:
    rows = judged(table)
    right = [row for row in rows if row["right"] == "1"]
    assert len(rows) == 300
    assert len(right) / len(rows) >= floor
    changed = [row["mention"] for row in right if not _same(base, chosen(base, row, places), row["key"])]
    assert len(changed) <= 0.03 * len(right), changed


def _same(base: Knowledge, one: str, other: str) -> bool:
    """Keys of one entry: a province's mention stands without محافظة here, so the city of its name is as right."""
    if one == other:
        return True
    mine, theirs = base.entry(one), base.entry(other)
    return (
        bool(mine and theirs) and (mine == theirs or theirs.precision == "province") and mine.country == theirs.country
    )  # type: ignore[union-attr]


def test_the_places_of_the_development_articles_are_right(base: Knowledge) -> None:
    rows = [row for row in judged("dev_places.csv") if row["key"]]
    wrong = [row["mention"] for row in rows if not _same(base, chosen(base, row, places=True), row["key"])]
    assert len(wrong) <= 0.08 * len(rows), wrong


def test_a_reason_names_countries_and_not_their_codes(base: Knowledge) -> None:
    reason = where("طرابلس").reason
    assert worded(reason, "en", base) == "far larger than Tripoli (Lebanon) (North Lebanon, Lebanon)"
    assert worded(reason, "ar", base) == "أكبر بكثير من طرابلس (North Lebanon، لبنان)"
