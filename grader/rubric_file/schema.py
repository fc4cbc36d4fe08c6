"""The JSON Schema of rubrics, so that editors complete and check them while they are written."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from grader.rubric_file.placeholders import PLACEHOLDER
from grader.rubric_file.surroundings import (
    Check,
    Choices,
    is_required,
    settings_of,
    statement_of,
)
from grader.rubric_file.types import elements, fixed_length, named_values, without_none

Schema = dict[str, Any]

_CONDITION = {"$ref": "#/$defs/condition"}
_PLACE: Schema = {"type": "string", "pattern": PLACEHOLDER.pattern}
"""Where a value of `for` or `with` may stand in place of a number."""
_TEXT: Schema = {"type": ["string", "number"]}
_NUMBER: Schema = {
    "anyOf": [
        {"type": "number"},
        # YAML takes 1e-3 for a text.
        {"type": "string", "pattern": r"^[-+]?[0-9.]+([eE][-+]?[0-9]+)?( ?%)?$"},
        _PLACE,
    ]
}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_POINTS: Schema = {"anyOf": [{"type": "number", "minimum": 0}, _PLACE]}
_LEVELS: Schema = {"anyOf": [_POINTS, {"type": "array", "items": _POINTS, "minItems": 1}]}
_SINGLE: dict[Any, Schema] = {
    str: _TEXT,
    int: {"anyOf": [{"type": "integer"}, _PLACE]},
    bool: {"type": "boolean"},
    float: _NUMBER,
    Decimal: _NUMBER,
}
_FOR: Schema = {
    "anyOf": [
        {"type": "object", "additionalProperties": _TEXTS, "minProperties": 1},
        {"type": "array", "items": {"type": "object", "minProperties": 1}, "minItems": 1},
    ]
}


def rubric_schema() -> Schema:
    """The schema, draft 2020-12, with the project's checks."""
    # Imported here, as where rubrics are loaded.
    from grader.checks import CHECKS, CHOICES

    return schema_for(CHECKS, CHOICES)


def schema_for(checks: Mapping[str, Check], choices: Choices) -> Schema:
    """The schema with these checks."""
    items = _list_of(_item())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rubric of grade",
        "$defs": {"condition": _condition(checks, choices)},
        **_mapping(
            required={
                "rubric": _said({"const": 1}, "The format's number."),
                "title": _said(_TEXT, "The assignment's title."),
                "points": _said(_POINTS, "Points in all: what the questions add up to."),
                "questions": _said(_list_of(_question(items)), "The questions in order."),
            },
            optional={
                "late": _said(_late(), "What handing in late costs."),
                "provide": _said(_named(_TEXT), "Data by the file name that students open."),
                "networks": _said(_named(_network()), "The networks that are asked for."),
                "groups": _said(_named(_TEXTS), "Names that stand for several networks."),
                "sets": _said(_named(items), "Items that several questions use."),
                "at_most": _said(_POINTS, "The most that bonus items can lead to."),
            },
        ),
    }


def _question(items: Schema) -> Schema:
    return _mapping(
        required={
            "id": _said(_TEXT, "As the handout numbers it."),
            "points": _said(_POINTS, "What it is worth; it never falls under zero."),
        },
        optional={
            "title": _said(_TEXT, "Its title."),
            "deductions": _said(items, "What may cost points in it."),
            "bonus": _said(items, "What may earn points in it."),
            "at_most": _said(_POINTS, "The most that its bonus items can lead to."),
            "for": _said(_FOR, "Repeats the question: every <name> becomes each value."),
        },
    )


def _item() -> Schema:
    schema = _mapping(
        required={},
        optional={
            "id": _said(_TEXT, "Unique in its question."),
            "points": _said(_LEVELS, "What it costs; 0 is a remark, of a list a person chooses."),
            "unless": _said(_CONDITION, "It costs points unless this check is met."),
            "when": _said(_CONDITION, "It costs points when this check is met."),
            "review": _said(_TEXT, "What a person is asked."),
            "levels": _said(_list_of(_level()), "Faults that exclude each other."),
            "statement": _said(_TEXT, "A sentence that is true when nothing is deducted."),
            "advice": _said(_TEXT, "What the student might do about it."),
            "needs": _said(_TEXTS, "Items that must be met before this one makes sense."),
            "look_at": _said(_TEXTS, "Where a person should look."),
            "for": _said(_FOR, "Repeats the item: every <name> becomes each value."),
            "use": _said(_TEXT, "A set whose items stand here."),
            "with": _said(_named(_TEXT), "Values for every <name> of the set."),
        },
    )
    decided = [{"required": ["id", "points", key]} for key in ("unless", "when", "review")]
    return {**schema, "oneOf": [*decided, {"required": ["id", "levels"]}, {"required": ["use"]}]}


def _level() -> Schema:
    schema = _mapping(
        required={"points": _said(_POINTS, "What this level costs.")},
        optional={
            "unless": _said(_CONDITION, "It is this level unless this check is met."),
            "when": _said(_CONDITION, "It is this level when this check is met."),
            "review": _said(_TEXT, "What a person is asked."),
        },
    )
    return {**schema, "oneOf": [{"required": [key]} for key in ("unless", "when", "review")]}


def _condition(checks: Mapping[str, Check], choices: Choices) -> Schema:
    named = {name: _check(name, check, choices) for name, check in checks.items()}
    joined = {
        "all": _said(_list_of(_CONDITION), "Met when each of these is."),
        "any": _said(_list_of(_CONDITION), "Met when at least one of these is."),
        "not": _said(_CONDITION, "Met when this one is not."),
    }
    alone = [name for name, check in checks.items() if not _required(check)]
    mapping = {
        "type": "object",
        "properties": {**named, **joined},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [mapping, {"enum": alone}]} if alone else mapping


def _check(name: str, check: Check, choices: Choices) -> Schema:
    settings = {
        setting: _setting(parameter.annotation, choices.get((name, setting), ()))
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


def _setting(annotation: Any, words: tuple[str, ...]) -> Schema:
    """What a setting of this type may be; single values stand for a list of one."""
    choices = without_none(annotation)
    if len(choices) > 1:
        return {"anyOf": [_setting(choice, words) for choice in choices]}
    (only,) = choices
    if only in _SINGLE:
        return {"anyOf": [{"enum": list(words)}, _PLACE]} if words else _SINGLE[only]
    if (under := named_values(only)) is not None:
        return _named(_setting(under, ()))
    length = fixed_length(only)
    each = _setting(get_args(only)[0] if length else elements(only), words)
    several: Schema = {"type": "array", "items": each, "minItems": length or 1}
    return several if length else {"anyOf": [each, several]}


def _network() -> Schema:
    return _mapping(
        required={"layers": _said(_TEXT, "Network notation: 784 -> 32 -> relu -> 10.")},
        optional={
            "parameters": _said(_SINGLE[int], "Held against the count of the layers."),
            "task": _said(_TEXT, "Data set with held-out examples."),
            "expected": _said(_TEXT, "Recipe of the reference training runs."),
            "for": _said(_FOR, "Repeats the network: every <name> becomes each value."),
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
