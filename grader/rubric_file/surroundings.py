"""What a rubric may refer to: checks, data sets and reference recipes."""

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.expected_file import Recipe, known_recipes
from grader.records import Answer

Check = Callable[..., Answer]
"""Takes a Case and keyword settings."""

Choices = Mapping[tuple[str, str], tuple[str, ...]]
"""The only texts that a setting takes, by check and setting; others take any text."""


Forms = Mapping[tuple[str, str], Callable[[str], str]]
"""What would be right in place of a text, or nothing if it is right, by check and setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Everything outside the file that a rubric may name."""

    checks: Mapping[str, Check]
    """The checks by name."""
    choices: Choices
    """The words that some settings are limited to, by check and setting."""
    tasks: Collection[str]
    """Data sets that networks can be measured on."""
    course_data: Collection[str]
    """Data sets that can be given to submissions as files."""
    recipes: Mapping[str, Recipe]
    """Reference recipes by full name."""
    data: str
    """The data in use, `fashion-mnist` or `stand-in`: whose expected numbers count."""
    forms: Forms = field(default_factory=dict)
    """What is asked of the texts of some settings beyond that, by check and setting."""


def known_surroundings(data: str) -> Surroundings:
    """The project's own checks, data sets and recipes."""
    # Imported here: whoever gives other surroundings does not wait for numpy and scipy.
    from grader.checks import CHECKS, CHOICES, FORMS
    from reference.data import COURSE_FILES, TASKS

    return Surroundings(
        checks=CHECKS,
        choices=CHOICES,
        tasks=tuple(TASKS),
        course_data=tuple(COURSE_FILES.values()),
        recipes=known_recipes(),
        data=data,
        forms=FORMS,
    )


def settings_of(check: Check) -> dict[str, inspect.Parameter]:
    """The settings that a check takes, with their types as types and not as text."""
    parameters = inspect.signature(check, eval_str=True).parameters
    keyword = inspect.Parameter.KEYWORD_ONLY
    return {name: found for name, found in parameters.items() if found.kind is keyword}


def is_required(parameter: inspect.Parameter) -> bool:
    """Whether a check cannot do without this setting."""
    default: Any = parameter.default
    return default is inspect.Parameter.empty


def statement_of(check: Check) -> str:
    """A check's own sentence for the student: the first line of its docstring."""
    return (inspect.getdoc(check) or "").partition("\n")[0].strip()
