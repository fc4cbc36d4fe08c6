"""Levels: several faults that exclude each other, each with its own points and condition."""

from decimal import Decimal
from functools import partial

from grader.records import CheckCondition, JointCondition, Level, LevelsCondition, ReviewCondition
from grader.rubric_file.complaints import Position, WrongError
from grader.rubric_file.conditions import read_condition
from grader.rubric_file.fields import Fields, attempt
from grader.rubric_file.known import Known
from grader.rubric_file.tree import Node, place_under
from grader.rubric_file.values import as_listing, as_mapping, as_points, as_text

DECIDERS = ("unless", "when", "review")
FEWEST = 2


def read_levels(node: Node, what: str, known: Known) -> LevelsCondition | None:
    """The levels, the cheapest first; None when one of them is wrong."""
    items = as_listing(node, what).items
    if len(items) < FEWEST:
        text = "one level is none, write 'points' and who decides without 'levels'"
        raise WrongError(node.position, text)
    levels = [attempt(partial(_level, item, known), known.complaints) for item in items]
    seen: dict[Decimal, Position] = {}
    for level, item in zip(levels, items, strict=True):
        if level is None:
            continue
        here = place_under(item, "points")
        if level.points in seen:
            line = seen[level.points].line
            text = f"another level costs {level.points} already, in line {line}: join both by"
            known.complaints.add(here, f"{text} 'any' or 'all'")
        seen.setdefault(level.points, here)
    whole = [level for level in levels if level is not None]
    if len(whole) != len(levels):
        return None
    return LevelsCondition(levels=tuple(sorted(whole, key=lambda level: level.points)))


def _level(node: Node, known: Known) -> Level | None:
    fields = Fields(
        as_mapping(node, "a level"),
        known.complaints,
        what="a level",
        required=("points",),
        optional=DECIDERS,
    )
    points = fields.read("points", as_points)
    given = [key for key in DECIDERS if fields.node(key) is not None]
    if len(given) != 1:
        if any(entry.key.text not in ("points", *DECIDERS) for entry in fields.mapping.entries):
            return None
        text = "each level is decided in one way: by 'unless' or 'when' with a check, or 'review'"
        raise WrongError(node.position, text)
    (key,) = given
    condition: CheckCondition | JointCondition | ReviewCondition | None
    if key == "review":
        question = fields.read("review", as_text)
        condition = None if question is None else ReviewCondition(question=question)
    else:
        condition = fields.read(
            key, lambda part, _: read_condition(part, key, known, when=key == "when")
        )
    if points is None or condition is None:
        return None
    return Level(points=points, condition=condition)
