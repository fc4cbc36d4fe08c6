"""The JSON Schema of rubrics, so that editors complete and check them while they are written."""

import inspect
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from grader.rubric_file.settings import setting_type
from grader.rubric_file.surroundings import (
    Check,
    Choices,
    is_required,
    settings_of,
    statement_of,
)

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number"]}
_NUMBER: Schema = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?[0-9.]+ ?%$"}]
}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_POINTS: Schema = {"type": "number", "minimum": 0}
_LEVELS: Schema = {"anyOf": [_POINTS, {"type": "array", "items": _POINTS, "minItems": 1}]}
_TYPES: dict[Any, Schema] = {
    str: _TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: _NUMBER,
    Decimal: _NUMBER,
    tuple[str, ...]: _TEXTS,
}


def rubric_schema() -> Schema:
    """The schema, draft 2020-12, with the project's checks."""
    # Imported here, as where rubrics are loaded.
    from grader.checks import CHECKS, CHOICES

    return schema_for(CHECKS, CHOICES)


def schema_for(checks: Mapping[str, Check], choices: Choices) -> Schema:
    """The schema with these checks."""
    deductions = _deduction(_condition(checks, choices))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rubric of grade",
        **_mapping(
            required={
                "rubric": _said({"const": 1}, "The format's number."),
                "title": _said(_TEXT, "The assignment's title."),
                "points": _said(_POINTS, "Points in all: what the questions add up to."),
                "questions": _said(_list_of(_question(deductions)), "The questions in order."),
            },
            optional={
                "late": _said(_late(), "What handing in late costs."),
                "provide": _said(_named(_TEXT), "Data by the file name that students open."),
                "networks": _said(_named(_network()), "The networks that are asked for."),
            },
        ),
    }


def _question(deduction: Schema) -> Schema:
    return _mapping(
        required={
            "id": _said(_TEXT, "As the handout numbers it."),
            "points": _said(_POINTS, "What it is worth; it never falls under zero."),
            "deductions": _said(_list_of(deduction), "What may cost points in it."),
        },
        optional={"title": _said(_TEXT, "Its title.")},
    )


def _deduction(condition: Schema) -> Schema:
    schema = _mapping(
        required={
            "id": _said(_TEXT, "Unique in its question."),
            "points": _said(_LEVELS, "What it costs; 0 is a remark, a list gives levels."),
        },
        optional={
            "unless": _said(condition, "It costs points unless this check is met."),
            "when": _said(condition, "It costs points when this check is met."),
            "review": _said(_TEXT, "What a person is asked."),
            "statement": _said(_TEXT, "A sentence that is true when nothing is deducted."),
            "advice": _said(_TEXT, "What the student might do about it."),
            "needs": _said(_TEXTS, "Items that must be met before this one makes sense."),
            "look_at": _said(_TEXTS, "Where a person should look."),
        },
    )
    return {**schema, "oneOf": [{"required": [key]} for key in ("unless", "when", "review")]}


def _condition(checks: Mapping[str, Check], choices: Choices) -> Schema:
    named = {name: _check(name, check, choices) for name, check in checks.items()}
    alone = [name for name, check in checks.items() if not _required(check)]
    mapping = {
        "type": "object",
        "properties": named,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [mapping, {"enum": alone}]} if alone else mapping


def _check(name: str, check: Check, choices: Choices) -> Schema:
    settings = {
        setting: _setting(parameter, choices.get((name, setting), ()))
        for setting, parameter in settings_of(check).items()
    }
    required = _required(check)
    whole = _mapping(
        required={setting: settings[setting] for setting in required},
        optional={other: schema for other, schema in settings.items() if other not in required},
    )
    forms = [whole]
    forms += [] if required else [{"type": "null"}]
    first = next(iter(settings), None)
    if first is not None and set(required) <= {first}:
        forms.append(settings[first])
    return _said({"anyOf": forms}, statement_of(check))


def _required(check: Check) -> list[str]:
    return [name for name, found in settings_of(check).items() if is_required(found)]


def _setting(parameter: inspect.Parameter, words: tuple[str, ...]) -> Schema:
    return {"enum": list(words)} if words else _TYPES[setting_type(parameter)]


def _network() -> Schema:
    return _mapping(
        required={"layers": _said(_TEXT, "Network notation: 784 -> 32 -> relu -> 10.")},
        optional={
            "parameters": _said({"type": "integer"}, "Held against the count of the layers."),
            "task": _said(_TEXT, "Data set with held-out examples."),
            "expected": _said(_TEXT, "Recipe of the reference training runs."),
        },
    )


def _late() -> Schema:
    percent = {"type": "string", "pattern": "^[0-9.]+ ?%$"}
    return _mapping(
        required={
            "per_day": _said(percent, "What each day takes off the most that can be reached."),
            "reject_after_days": {"type": "integer", "minimum": 0},
        },
        optional={"of": {"const": "maximum"}},
    )


def _mapping(*, required: dict[str, Schema], optional: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def _named(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _said(schema: Schema, description: str) -> Schema:
    return {"description": description, **schema}
