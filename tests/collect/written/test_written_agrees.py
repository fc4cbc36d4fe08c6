"""What the text says of networks is what is seen when the same code runs."""

import pytest

from grader.collect.networks import catch_networks
from grader.collect.training import catch_training
from grader.records import Network, NotebookRun, Training
from tests.collect.conftest import ASSETS
from tests.collect.written.conftest import read

pytestmark = pytest.mark.torch
SOURCE = (ASSETS / "students" / "networks.py").read_text()


@pytest.fixture(scope="module")
def networks(students: NotebookRun) -> dict[str, Network]:
    return {each.network.name: each.network for each in catch_networks(students, first=1)}


@pytest.fixture(scope="module")
def training(students: NotebookRun) -> tuple[Training, ...]:
    return catch_training(students, catch_networks(students, first=1))


def test_layers_and_counts_that_are_told_are_those_of_the_run(networks: dict[str, Network]) -> None:
    written = {one.name: one for one in read(SOURCE).networks if one.name in networks}

    told = {name: one.layers for name, one in written.items() if one.layers}
    counted = {name: one.parameters for name, one in written.items() if one.parameters}

    assert len(told) >= 7
    assert told == {name: networks[name].layers for name in told}
    assert counted == {name: networks[name].parameters for name in counted}


def test_the_training_that_is_told_is_that_of_the_run(training: tuple[Training, ...]) -> None:
    (written,) = read(SOURCE).training
    seen = next(one for one in training if one.learning_rate == 0.25)

    settings = (written.optimizer, written.learning_rate, written.momentum, written.weight_decay)
    assert settings == (seen.optimizer, seen.learning_rate, seen.momentum, seen.weight_decay)
