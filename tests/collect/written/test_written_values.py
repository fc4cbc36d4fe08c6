"""What a name is worth where an optimizer uses it; a value that is not certain is left out."""

import pytest

from tests.collect.written.cases_values import BEFORE, CERTAIN, UNCERTAIN
from tests.collect.written.conftest import read


def rates(source: str) -> list[float | None]:
    return [one.learning_rate for one in read(BEFORE, source).training]


@pytest.mark.parametrize("case", CERTAIN)
def test_a_rate_that_is_certain_is_told(case: str) -> None:
    source, expected = CERTAIN[case]

    assert rates(source) == expected


@pytest.mark.parametrize("case", UNCERTAIN)
def test_a_rate_that_is_not_certain_is_left_out(case: str) -> None:
    assert rates(UNCERTAIN[case]) == [None]


def test_a_later_cell_does_not_change_what_an_earlier_one_used() -> None:
    training = read(
        BEFORE, "lr = 0.1", "a = optim.SGD(net.parameters(), lr)", "lr = 5", "optim.SGD(w, lr)"
    ).training

    assert [one.learning_rate for one in training] == [0.1, 5]


def test_two_notebooks_do_not_know_each_others_names() -> None:
    assert read("lr = 0.1").training == ()
    assert read(BEFORE, "opt = optim.SGD(net.parameters(), lr)").training[0].learning_rate is None
