"""What is planted in the solutions can be planted, and costs items that are there."""

import ast
import re

import pytest

from benchmarks.grading_quality.faults import Assignment, Fault, assignments, read_assignment
from benchmarks.grading_quality.planting import changed, files_of, notebook
from grader.resources import resource_folder
from grader.rubric_file import load_rubric

NAMES = ("a2", "a7", "cs324", "hw2")
ALL = {name: read_assignment(name) for name in NAMES}
_MAGIC = re.compile(r"^( *)[%!].*$", re.MULTILINE)
LEAST_STYLES, LEAST_FAULTS, LEAST_HARMLESS = 3, 35, 10


@pytest.fixture(scope="module")
def items() -> dict[str, frozenset[str]]:
    """The ids of each rubric's items."""
    rubrics = {name: load_rubric(resource_folder("rubrics") / f"{name}.yaml") for name in NAMES}
    return {
        name: frozenset(item.id for question in rubric.questions for item in question.criteria)
        for name, rubric in rubrics.items()
    }


def test_every_assignment_has_its_solutions() -> None:
    assert assignments() == NAMES


@pytest.mark.parametrize("assignment", ALL.values(), ids=ALL)
def test_there_are_enough_styles_faults_and_harmless_changes(assignment: Assignment) -> None:
    harmless = sum(fault.is_harmless for fault in assignment.faults)

    assert len(assignment.solutions) >= LEAST_STYLES
    assert len(assignment.faults) - harmless >= LEAST_FAULTS
    assert harmless >= LEAST_HARMLESS
    assert {fault.solution for fault in assignment.faults} == set(assignment.solutions)


@pytest.mark.parametrize("assignment", ALL.values(), ids=ALL)
def test_every_question_has_something_planted_in_it(
    assignment: Assignment, items: dict[str, frozenset[str]]
) -> None:
    hurt = {item.partition("/")[0] for fault in assignment.faults for item in fault.loses}

    assert hurt == {item.partition("/")[0] for item in items[assignment.name]}


@pytest.mark.parametrize(
    ("assignment", "fault"),
    [(assignment, fault) for assignment in ALL.values() for fault in assignment.faults],
    ids=[f"{assignment.name}-{f.id}" for assignment in ALL.values() for f in assignment.faults],
)
def test_a_fault_can_be_planted_and_costs_items_that_are_there(
    assignment: Assignment, fault: Fault, items: dict[str, frozenset[str]]
) -> None:
    before = files_of(assignment.folder / fault.solution)

    planted = changed(before, fault)

    assert planted != before
    assert fault.loses | fault.may_lose <= items[assignment.name]
    _parse(planted)


@pytest.mark.parametrize("assignment", ALL.values(), ids=ALL)
def test_the_solutions_can_be_parsed(assignment: Assignment) -> None:
    for solution in assignment.solutions:
        _parse(files_of(assignment.folder / solution))


def _parse(files: dict[str, str]) -> None:
    for name, text in files.items():
        if name.endswith(".nb.py"):
            assert notebook(text)
        if name.endswith(".py"):
            ast.parse(_MAGIC.sub(r"\1pass", text), name)
