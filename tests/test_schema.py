"""The JSON Schema of a record: valid itself, agreed with by records, in step with the code."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from musnad.record import ACTS, ENTITY_TYPES, EVENT_TYPES, SCHEMA, STATUSES, Record, from_json, to_json
from small import small_json

TEXT = files("musnad.record").joinpath("schema.json").read_text(encoding="utf-8")
VALIDATOR = Draft202012Validator(json.loads(TEXT))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(TEXT))


def test_a_record_with_one_of_everything_is_valid(small_record: Record) -> None:
    VALIDATOR.validate(to_json(small_record))


def test_gold_read_and_written_is_valid(gold_dev: Path) -> None:
    for path in sorted(gold_dev.glob("*.gold.json")):
        VALIDATOR.validate(to_json(from_json(json.loads(path.read_text(encoding="utf-8")))))


def test_lists_of_the_schema_are_those_of_the_code() -> None:
    defs = json.loads(TEXT)["$defs"]
    assert tuple(defs["entity"]["properties"]["type"]["enum"]) == ENTITY_TYPES
    assert tuple(defs["statement"]["properties"]["act"]["enum"]) == ACTS
    assert tuple(defs["event"]["properties"]["type"]["enum"]) == EVENT_TYPES
    report = defs["event"]["properties"]["reports"]["items"]["properties"]
    assert tuple(report["status"]["enum"]) == STATUSES
    assert json.loads(TEXT)["properties"]["schema"]["const"] == SCHEMA


def _spoil(path: list[str | int], value: Any) -> dict[str, Any]:
    data = to_json(from_json(small_json()))
    at: Any = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["schema"], "musnad/2"),
        (["published"], "yesterday"),
        (["statements", 0, "act"], "shout"),
        (["statements", 0, "confidence"], 1.5),
        (["statements", 0, "chain", 0], {"kind": "agency"}),
        (["events", 0, "reports"], []),
        (["entities", "halwani", "wikidata"], "Samir"),
        (["surprise"], 1),
    ],
)
def test_what_is_no_record_is_invalid(path: list[str | int], value: Any) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate(_spoil(path, value))
