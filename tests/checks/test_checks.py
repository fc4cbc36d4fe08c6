"""The table of checks is complete: each has its statement, its test and its page."""

import inspect
from pathlib import Path

import pytest

from grader.checks import CHECKS, CHOICES, statement

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "checks.md"


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_has_a_statement_that_a_student_can_read(name: str) -> None:
    told = statement(name)

    assert told.endswith(".")
    assert told[0].isupper()
    assert "`" not in told


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_takes_a_case_and_named_settings(name: str) -> None:
    first, *settings = inspect.signature(CHECKS[name]).parameters.values()

    assert first.name == "case"
    assert all(setting.kind is setting.KEYWORD_ONLY for setting in settings)
    assert all(setting.annotation is not setting.empty for setting in settings)


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_is_tested_and_documented(name: str) -> None:
    tests = "".join(path.read_text("utf-8") for path in HERE.glob("test_*check*.py"))

    assert f"{name}(" in tests
    assert f"## `{name}`" in PAGE.read_text("utf-8")
    assert statement(name) in PAGE.read_text("utf-8")


@pytest.mark.parametrize("name", CHECKS)
def test_each_checks_settings_are_documented(name: str) -> None:
    chapter = PAGE.read_text("utf-8").split(f"## `{name}`")[1].partition("\n## ")[0]
    settings = list(inspect.signature(CHECKS[name]).parameters)[1:]

    assert all(f"`{setting}`" in chapter for setting in settings)


def test_choices_belong_to_settings_that_exist() -> None:
    for check, setting in CHOICES:
        assert setting in inspect.signature(CHECKS[check]).parameters
