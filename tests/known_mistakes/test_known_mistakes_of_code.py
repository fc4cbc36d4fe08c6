"""Mistakes of code that markers have seen are found in code that holds them, and in no other."""

import pytest

from grader.collect.mistakes import NAMES
from tests.collect.mistakes.looking import mistakes_written
from tests.known_mistakes.code_twins import TWINS, CodeTwin


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_a_mistake_of_code_is_known_by_its_name(twin: CodeTwin) -> None:
    assert twin.name in NAMES
    assert twin.name in {mistake.name for mistake in mistakes_written(twin.wrong)}
    assert twin.name not in {mistake.name for mistake in mistakes_written(twin.right)}
