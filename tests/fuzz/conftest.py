"""How many mutants are tried."""

import pytest

from grader.course import Course, find_data
from grader.records import Rubric
from grader.rubric_file import load_rubric
from tests.fuzz.mutants import RUBRICS


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "try all mutants, and not only every eighth"
    parser.addoption("--all-mutants", action="store_true", help=words)


@pytest.fixture(scope="session")
def every(request: pytest.FixtureRequest) -> int:
    """Every so-manieth mutant of a kind is tried."""
    # Only known where this folder was asked for by name.
    return 1 if request.config.getoption("--all-mutants", False) else 8


@pytest.fixture(scope="session")
def course() -> Course:
    """The stand-in data."""
    return Course.of(load_rubric(RUBRICS / "a2.yaml"), find_data(None, download=False))


@pytest.fixture(scope="session")
def rubric(course: Course) -> Rubric:
    """A whole rubric, whose checks look at all that there is."""
    return load_rubric(RUBRICS / "a2.yaml", data=course.used.name)
