"""Conditions, settings and costs of a rubric in words."""

from collections.abc import Iterator
from decimal import Decimal

from grader.records import (
    CheckCondition,
    Condition,
    Criterion,
    JointCondition,
    LevelsCondition,
    ReviewCondition,
    Setting,
    Value,
)

MINUS, PLUS = "−", "+"


def condition_lines(criterion: Criterion) -> Iterator[str]:
    """Who decides an item, and how; a line for each level."""
    condition = criterion.condition
    if isinstance(condition, LevelsCondition):
        for level in reversed(condition.levels):
            yield f"{MINUS}{plain(level.points)} {_decided(level.condition, is_bonus=False)}"
    else:
        yield _decided(condition, is_bonus=criterion.is_bonus)


def cost_words(criterion: Criterion) -> str:
    """`−2`, `−1/−2`, or `+1` for a bonus."""
    sign = PLUS if criterion.is_bonus else MINUS
    return "/".join(f"{sign}{plain(level)}" for level in criterion.points)


def is_decided_by_checks(condition: Condition) -> bool:
    """Whether checks decide at least a part of it."""
    if isinstance(condition, LevelsCondition):
        return any(is_decided_by_checks(level.condition) for level in condition.levels)
    return not isinstance(condition, ReviewCondition)


def checks_of(condition: Condition) -> tuple[CheckCondition, ...]:
    """Every check that takes part in deciding, each once."""
    match condition:
        case CheckCondition():
            return (condition,)
        case JointCondition():
            parts = [check for part in condition.parts for check in checks_of(part)]
        case LevelsCondition():
            parts = [check for level in condition.levels for check in checks_of(level.condition)]
        case _:
            parts = []
    return tuple(dict.fromkeys(parts))


def check_words(condition: CheckCondition | JointCondition) -> str:
    """`architecture(network: deep)`, or `all of a(...), b(...)`."""
    if isinstance(condition, CheckCondition):
        settings = ", ".join(map(setting_words, condition.settings))
        return f"{condition.check}({settings})" if settings else condition.check
    parts = ", ".join(f"{'not ' * part.deduct_when}{check_words(part)}" for part in condition.parts)
    return f"{'all' if condition.needs_all else 'any'} of [{parts}]"


def setting_words(setting: Setting) -> str:
    """`network: deep`."""
    return f"{setting.name}: {value_words(setting.value)}"


def value_words(value: Value) -> str:
    """A setting's value as it might have been written."""
    match value:
        case bool():
            return str(value).lower()
        case tuple():
            words = ", ".join(map(_nested, value))
            return f"[{words}]" if len(value) > 1 else words
        case _:
            return _nested(value)


def plain(number: Decimal) -> str:
    """An exact number without trailing zeros; nothing is rounded here."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _nested(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_nested, value))}]"
    return f"{value:g}" if isinstance(value, float | Decimal) else str(value)


def _decided(
    condition: CheckCondition | JointCondition | ReviewCondition, *, is_bonus: bool
) -> str:
    if isinstance(condition, ReviewCondition):
        return f"a person: {condition.question}"
    word = "when" if condition.deduct_when is not is_bonus else "unless"
    return f"{word} {check_words(condition)}"
