"""What `make soak` does at fifty moments, in short: a kill in each way of ingesting, and a disk that fills."""

import os
from pathlib import Path

import pytest
from tests.postgres import emptied
from tests.soak import disturbed, filled_disk

from conftest import missing

AMOUNT = 160


@pytest.mark.parametrize(("way", "moment"), [("sqlite", 0.3), ("sqlite", 0.6), ("postgresql", 0.4), ("dask", 0.2)])
def test_nothing_acknowledged_is_lost_when_something_is_killed(
    request: pytest.FixtureRequest, tmp_path: Path, way: str, moment: float
) -> None:
    where = str(tmp_path / "m.db")
    if way == "postgresql":
        where = request.getfixturevalue("postgres")
        emptied(where)
    if way == "dask":
        pytest.importorskip("distributed")
    assert f"all {AMOUNT} in the end" in disturbed(where, tmp_path, way, moment, AMOUNT)


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    try:
        told = filled_disk(tmp_path)
    except OSError as error:
        if os.geteuid() == 0 and os.environ.get("CI") == "true":
            missing(f"a small disk ({error})")
        pytest.skip(f"no small disk can be mounted here: {error}")
    assert "disk" in told
