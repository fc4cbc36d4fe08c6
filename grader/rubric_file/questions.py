"""The questions of a rubric and what may cost points in each."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from grader.records import CheckCondition, Criterion, Question, ReviewCondition
from grader.rubric_file.complaints import Complaints, WrongError, shortened
from grader.rubric_file.fields import Fields, attempt
from grader.rubric_file.needs import full_id
from grader.rubric_file.settings import read_condition
from grader.rubric_file.surroundings import Surroundings, statement_of
from grader.rubric_file.tree import Listing, Node, place_under, text_under
from grader.rubric_file.values import (
    as_levels,
    as_listing,
    as_mapping,
    as_points,
    as_text,
    as_texts,
)

_QUESTION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_ITEM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DECIDERS = ("unless", "when", "review")
DEDUCTION_REQUIRED = ("id", "points")
DEDUCTION_OPTIONAL = (*DECIDERS, "needs", "statement", "advice", "look_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the items of a rubric may refer to."""

    surroundings: Surroundings
    """Checks and data."""
    networks: Collection[str]
    """Names of the rubric's networks, also of those that are wrong."""
    complaints: Complaints
    """Where complaints go."""


def read_questions(node: Listing, known: Known) -> tuple[Question, ...]:
    """Every question whose own keys are right, with those of its items that are."""
    questions = [attempt(partial(_question, part, known), known.complaints) for part in node.items]
    _refuse_twins(node, known.complaints, what="question")
    return tuple(question for question in questions if question is not None)


def _question(node: Node, known: Known) -> Question | None:
    fields = Fields(
        as_mapping(node, "a question"),
        known.complaints,
        what=f"question {text_under(node, 'id')}".rstrip(),
        required=("id", "points", "deductions"),
        optional=("title",),
    )
    identifier = fields.read("id", _question_id)
    points = fields.read("points", as_points)
    title = fields.read("title", as_text)
    items = fields.read("deductions", as_listing)
    criteria = _criteria(items, text_under(node, "id"), points, known) if items else ()
    if identifier is None or points is None:
        return None
    return Question(
        id=identifier, title=title or f"Question {identifier}", points=points, criteria=criteria
    )


def _criteria(
    items: Listing, question: str, worth: Decimal | None, known: Known
) -> tuple[Criterion, ...]:
    _refuse_twins(items, known.complaints, what="deduction")
    criteria = [
        attempt(partial(_criterion, item, question, worth, known), known.complaints)
        for item in items.items
    ]
    return tuple(criterion for criterion in criteria if criterion is not None)


def _criterion(node: Node, question: str, worth: Decimal | None, known: Known) -> Criterion | None:
    fields = Fields(
        as_mapping(node, "a deduction"),
        known.complaints,
        what=f"deduction {text_under(node, 'id')}".rstrip(),
        required=DEDUCTION_REQUIRED,
        optional=DEDUCTION_OPTIONAL,
    )
    identifier = fields.read("id", _item_id)
    points = fields.read("points", lambda part, what: _levels(part, what, worth))
    advice = fields.read("advice", as_text)
    look_at = fields.read("look_at", as_texts)
    needs = fields.read("needs", as_texts)
    condition = fields.attempt(lambda: _condition(fields, known))
    statement = fields.attempt(lambda: _statement(fields, condition, known))
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
    )


def _levels(node: Node, what: str, worth: Decimal | None) -> tuple[Decimal, ...]:
    levels = as_levels(node, what)
    if worth is not None and max(levels) > worth:
        text = f"the deduction costs {max(levels)}, but its question is worth {worth}"
        raise WrongError(node.position, text)
    return levels


def _condition(fields: Fields, known: Known) -> CheckCondition | ReviewCondition | None:
    given = [key for key in DECIDERS if fields.node(key) is not None]
    if len(given) > 1:
        text = f"a deduction is decided in one way, drop '{given[0]}' or '{given[1]}'"
        raise WrongError(fields.mapping.position, text)
    if not given:
        # A misspelt decider has its complaint already.
        known_keys = (*DEDUCTION_REQUIRED, *DEDUCTION_OPTIONAL)
        if all(entry.key.text in known_keys for entry in fields.mapping.entries):
            text = "nothing says who decides, add 'unless' or 'when' with a check, or 'review'"
            raise WrongError(fields.mapping.position, text)
        return None
    (key,) = given
    if key == "review":
        question = fields.read("review", as_text)
        return None if question is None else ReviewCondition(question=question)
    return fields.read(
        key,
        lambda node, _: read_condition(
            node,
            key,
            surroundings=known.surroundings,
            networks=known.networks,
            complaints=known.complaints,
        ),
    )


def _statement(
    fields: Fields, condition: CheckCondition | ReviewCondition | None, known: Known
) -> str | None:
    written = fields.read("statement", as_text)
    if written is not None or condition is None or fields.node("statement") is not None:
        return written
    if isinstance(condition, ReviewCondition):
        return f"Nothing to find fault with: {condition.question}"
    sentence = statement_of(known.surroundings.checks[condition.check])
    # With `when`, the check's own sentence is true exactly when points are lost.
    if condition.deduct_when or not sentence:
        text = "the statement is missing, write a sentence that is true when nothing is deducted"
        raise WrongError(fields.mapping.position, text)
    return sentence


def _question_id(node: Node, what: str) -> str:
    return _matching(node, what, _QUESTION_ID, "letters, digits, dots and -, such as 3.1")


def _item_id(node: Node, what: str) -> str:
    return _matching(node, what, _ITEM_ID, "small letters and digits joined by -, such as no-plot")


def _matching(node: Node, what: str, pattern: re.Pattern[str], right: str) -> str:
    text = as_text(node, what)
    if not pattern.fullmatch(text):
        raise WrongError(node.position, f"{what} is {right}, not '{shortened(text)}'")
    return text


def _refuse_twins(items: Listing, complaints: Complaints, *, what: str) -> None:
    seen: dict[str, int] = {}
    for item in items.items:
        identifier = text_under(item, "id")
        if identifier and identifier in seen:
            first = f"the first stands in line {seen[identifier]}, rename one"
            complaints.add(place_under(item, "id"), f"a second {what} '{identifier}', {first}")
        seen.setdefault(identifier, item.position.line)
