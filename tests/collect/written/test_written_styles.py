"""Solutions in several styles state the same facts."""

import pytest

from grader.records import Kind
from tests.collect.written.conftest import read
from tests.collect.written.solutions import SOLUTIONS, STYLES


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", SOLUTIONS)
def test_every_style_states_the_same_training(name: str, style: str) -> None:
    solution = SOLUTIONS[name]

    (training,) = read(*STYLES[style](solution), is_script=style == "script").training

    assert training.optimizer == solution.optimizer.lower()
    assert training.learning_rate == float(solution.rate)
    assert training.momentum == float(solution.more.get("momentum", "0"))
    assert training.weight_decay == float(solution.more.get("weight_decay", "0"))
    assert training.batch_size == solution.batch
    assert training.epochs == solution.epochs
    assert training.loss == "cross_entropy"
    assert training.schedule == solution.words
    assert training.gradient_clip == solution.clip
    assert training.kind is Kind.WRITTEN
    assert training.dormant == (style == "switched off")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", SOLUTIONS)
def test_every_style_states_the_same_network(name: str, style: str) -> None:
    solution = SOLUTIONS[name]

    written = read(*STYLES[style](solution))

    trained = next(one for one in written.networks if one.id == written.training[0].network)
    assert (trained.layers, trained.parameters) == (solution.layers, solution.parameters)
    assert trained.class_name == "Net"
    assert trained.dormant == (style == "switched off")


def test_a_checkpoint_loaded_instead_shows_the_network_that_runs_as_well() -> None:
    written = read(*STYLES["switched off"](SOLUTIONS["a2 deep"]))

    assert [(one.layers, one.dormant) for one in written.networks] == [
        (SOLUTIONS["a2 deep"].layers, True),
        (SOLUTIONS["a2 deep"].layers, False),
    ]
