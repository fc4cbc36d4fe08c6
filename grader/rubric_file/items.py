"""One item of a question: what may cost points, or earn some, and who decides."""

import re
from decimal import Decimal

from grader.records import (
    CheckCondition,
    Condition,
    Criterion,
    LevelsCondition,
    ReviewCondition,
)
from grader.rubric_file.complaints import WrongError
from grader.rubric_file.conditions import read_condition
from grader.rubric_file.fields import Fields
from grader.rubric_file.known import Known
from grader.rubric_file.levels import read_levels
from grader.rubric_file.needs import full_id
from grader.rubric_file.surroundings import statement_of
from grader.rubric_file.tree import Node, text_under
from grader.rubric_file.values import as_levels, as_mapping, as_matching, as_text, as_texts

_ITEM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DECIDERS = ("unless", "when", "review")
ITEM_REQUIRED = ("id",)
ITEM_OPTIONAL = (
    "points",
    *DECIDERS,
    "levels",
    "needs",
    "statement",
    "advice",
    "look_at",
    "for",
)
_KEYS = (*ITEM_REQUIRED, *ITEM_OPTIONAL)


def read_item(
    node: Node, question: str, worth: Decimal | None, known: Known, *, is_bonus: bool
) -> Criterion | None:
    """A deduction or a bonus; None when something in it is wrong."""
    noun = "bonus" if is_bonus else "deduction"
    fields = Fields(
        as_mapping(node, f"a {noun}"),
        known.complaints,
        what=f"{noun} {text_under(node, 'id')}".rstrip(),
        required=ITEM_REQUIRED,
        optional=ITEM_OPTIONAL,
    )
    identifier = fields.read("id", _item_id)
    advice = fields.read("advice", as_text)
    look_at = fields.read("look_at", as_texts)
    needs = fields.read("needs", as_texts)
    condition = fields.attempt(lambda: _condition(fields, known, is_bonus=is_bonus))
    points = fields.attempt(lambda: _points(fields, noun, condition))
    statement = fields.attempt(lambda: _statement(fields, condition, known, is_bonus=is_bonus))
    if points and not is_bonus:
        _hold_worth(fields, max(points), worth)
    if identifier is None or points is None or condition is None or statement is None:
        return None
    return Criterion(
        id=f"{question}/{identifier}",
        statement=statement,
        points=points,
        condition=condition,
        needs=tuple(full_id(need, question) for need in needs or ()),
        advice=advice or "",
        look_at=look_at or (),
        is_bonus=is_bonus,
    )


def _points(fields: Fields, noun: str, condition: Condition | None) -> tuple[Decimal, ...] | None:
    if fields.node("points") is not None:
        return fields.read("points", as_levels)
    if isinstance(condition, LevelsCondition):
        return tuple(level.points for level in condition.levels)
    # A misspelt key has its complaint already, and so have levels that are wrong.
    if fields.node("levels") is None and not _is_misspelt(fields):
        fields.complain(
            "points", f"{noun} {text_under(fields.mapping, 'id')} has no 'points', add it"
        )
    return None


def _hold_worth(fields: Fields, most: Decimal, worth: Decimal | None) -> None:
    if worth is not None and most > worth:
        text = f"the deduction costs {most}, but its question is worth {worth}"
        fields.complain("points" if fields.node("points") is not None else "levels", text)


def _condition(fields: Fields, known: Known, *, is_bonus: bool) -> Condition | None:
    given = [key for key in (*DECIDERS, "levels") if fields.node(key) is not None]
    if len(given) > 1:
        text = f"an item is decided in one way, drop '{given[0]}' or '{given[1]}'"
        raise WrongError(fields.mapping.position, text)
    if not given:
        if not _is_misspelt(fields):
            text = "nothing says who decides, add 'unless' or 'when' with a check, or 'review'"
            raise WrongError(fields.mapping.position, text)
        return None
    (key,) = given
    if key == "review":
        question = fields.read("review", as_text)
        return None if question is None else ReviewCondition(question=question)
    if key == "levels":
        return _levels(fields, known, is_bonus=is_bonus)
    # What is true when points move costs them in a deduction, and gives them in a bonus.
    when = (key == "when") is not is_bonus
    return fields.read(key, lambda node, _: read_condition(node, key, known, when=when))


def _levels(fields: Fields, known: Known, *, is_bonus: bool) -> LevelsCondition | None:
    if is_bonus:
        text = "a bonus has no levels, write 'points: [1, 2]' and a person chooses"
        fields.complain("levels", text)
        return None
    if fields.node("points") is not None:
        fields.complain("points", "each level has its own points, drop these")
        return None
    return fields.read("levels", lambda node, what: read_levels(node, what, known))


def _statement(
    fields: Fields, condition: Condition | None, known: Known, *, is_bonus: bool
) -> str | None:
    written = fields.read("statement", as_text)
    if written is not None or condition is None or fields.node("statement") is not None:
        return written
    if isinstance(condition, ReviewCondition):
        return f"{'' if is_bonus else 'Nothing to find fault with: '}{condition.question}"
    # With `when`, the check's own sentence is true exactly when points are lost.
    sentence = ""
    if isinstance(condition, CheckCondition) and not condition.deduct_when:
        sentence = statement_of(known.surroundings.checks[condition.check])
    if not sentence:
        right = "a bonus is given" if is_bonus else "nothing is deducted"
        text = f"the statement is missing, write a sentence that is true when {right}"
        raise WrongError(fields.mapping.position, text)
    return sentence


def _is_misspelt(fields: Fields) -> bool:
    return any(entry.key.text not in _KEYS for entry in fields.mapping.entries)


def _item_id(node: Node, what: str) -> str:
    return as_matching(
        node, what, _ITEM_ID, "small letters and digits joined by -, such as no-plot"
    )
