"""The questions of a rubric, with what may cost or earn points in each."""

import re
from decimal import Decimal
from functools import partial

from grader.records import Criterion, Question
from grader.rubric_file.complaints import Complaints, Position, WrongError
from grader.rubric_file.fields import Fields, attempt
from grader.rubric_file.items import read_item
from grader.rubric_file.known import Known
from grader.rubric_file.tree import Listing, Node, place_under, text_under
from grader.rubric_file.values import as_listing, as_mapping, as_matching, as_points, as_text

_QUESTION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
LISTS = ("deductions", "bonus")
QUESTION_REQUIRED = ("id", "points")
QUESTION_OPTIONAL = ("title", *LISTS, "at_most", "for")


def read_questions(node: Listing, known: Known) -> tuple[Question, ...]:
    """Every question whose own keys are right, with those of its items that are."""
    questions = [attempt(partial(_question, part, known), known.complaints) for part in node.items]
    _refuse_twins(node.items, known.complaints, what="question")
    return tuple(question for question in questions if question is not None)


def question_ids(node: Listing) -> tuple[str, ...]:
    """The ids as they are written, wrong ones too."""
    return tuple(filter(None, (text_under(part, "id") for part in node.items)))


def as_cap(node: Node, what: str, points: Decimal | None) -> Decimal:
    """The most that can be reached with bonus items: no less than without them."""
    cap = as_points(node, what)
    if points is not None and cap < points:
        right = f"what can be reached with bonus items, at least the {points} points"
        raise WrongError(node.position, f"{what} is {right}, not {cap}")
    return cap


def _question(node: Node, known: Known) -> Question | None:
    fields = Fields(
        as_mapping(node, "a question"),
        known.complaints,
        what=f"question {text_under(node, 'id')}".rstrip(),
        required=QUESTION_REQUIRED,
        optional=QUESTION_OPTIONAL,
    )
    identifier = fields.read("id", _question_id)
    points = fields.read("points", as_points)
    title = fields.read("title", as_text)
    at_most = fields.read("at_most", lambda part, what: as_cap(part, what, points))
    criteria = _criteria(fields, text_under(node, "id"), points, known)
    if identifier is None or points is None:
        return None
    return Question(
        id=identifier,
        title=title or f"Question {identifier}",
        points=points,
        criteria=criteria,
        at_most=at_most,
    )


def _criteria(
    fields: Fields, question: str, worth: Decimal | None, known: Known
) -> tuple[Criterion, ...]:
    written = [key for key in LISTS if fields.node(key) is not None]
    if not written and all(entry.key.text in _KEYS for entry in fields.mapping.entries):
        # A misspelt key has its complaint already.
        text = f"question {question} has no 'deductions', add them"
        known.complaints.add(fields.mapping.position, text)
    found: list[Criterion | None] = []
    nodes: list[Node] = []
    for key in written:
        items = fields.read(key, as_listing)
        for item in items.items if items else ():
            read = partial(read_item, item, question, worth, known, is_bonus=key == "bonus")
            found.append(attempt(read, known.complaints))
            nodes.append(item)
    _refuse_twins(nodes, known.complaints, what="deduction")
    return tuple(criterion for criterion in found if criterion is not None)


_KEYS = (*QUESTION_REQUIRED, *QUESTION_OPTIONAL)


def _question_id(node: Node, what: str) -> str:
    return as_matching(node, what, _QUESTION_ID, "letters, digits, dots and -, such as 3.1")


def _refuse_twins(
    items: tuple[Node, ...] | list[Node], complaints: Complaints, *, what: str
) -> None:
    seen: dict[str, Position] = {}
    for item in items:
        identifier, here = text_under(item, "id"), place_under(item, "id")
        if identifier and identifier in seen:
            complaints.add(
                here, f"a second {what} '{identifier}', {_advice(seen[identifier], here)}"
            )
        seen.setdefault(identifier, here)


def _advice(first: Position, second: Position) -> str:
    if first == second:
        return "put a value of 'for' or 'with' into its id, such as size-<n>"
    return f"the first stands in line {first.line}, rename one"
