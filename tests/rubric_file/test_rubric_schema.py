"""The JSON Schema says of a rubric what the program says of it."""

import importlib
import json
from typing import Any

import pytest
import yaml

from grader.checks import CHECKS
from grader.rubric_file import Surroundings, rubric_schema, schema_for
from grader.rubric_file.items import ITEM_OPTIONAL, ITEM_REQUIRED

# A dependency of nbformat, whose stubs are not installed everywhere.
jsonschema: Any = importlib.import_module("jsonschema")


def _errors(text: str, surroundings: Surroundings) -> list[str]:
    schema = schema_for(surroundings.checks, surroundings.choices)
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(yaml.safe_load(text))]


def test_the_schema_is_one_and_can_be_printed() -> None:
    schema = rubric_schema()

    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


def test_a_rubric_that_is_right_fits(surroundings: Surroundings, good: str) -> None:
    assert _errors(good.replace("id: no", 'id: "no"'), surroundings) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A", "titel: A"),
        ("{architecture: deep}", "{architecure: deep}"),
        ("{architecture: deep}", "{architecture: {nett: deep}}"),
        ("equals: actual", "equals: exactly"),
        ("review: Is", "rewiev: Is"),
        ("per_day: 10%", "per_day: 10"),
        ("points: [1, 2]", "points: many"),
    ],
)
def test_a_mistake_does_not_fit(surroundings: Surroundings, good: str, old: str, new: str) -> None:
    text = good.replace("id: no", 'id: "no"').replace(old, new)

    assert _errors(text, surroundings)


def test_the_schema_knows_every_check_and_every_key_of_an_item() -> None:
    schema = rubric_schema()
    question = schema["properties"]["questions"]["items"]["properties"]

    for items in (question["deductions"], question["bonus"]):
        assert set(items["items"]["properties"]) == {*ITEM_REQUIRED, *ITEM_OPTIONAL, "use", "with"}
    forms = schema["$defs"]["condition"]["anyOf"]
    assert set(forms[0]["properties"]) == {*CHECKS, "all", "any", "not"}
