"""Networks are recognised by their graph, whatever the style they are written in."""

import pytest

from grader.collect.networks import Caught, catch_networks
from grader.collect.training import catch_training
from grader.records import Kind, NotebookRun

DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"

LAYERS = {
    "attributes": DEEP,
    "functions": DEEP,
    "loop": DEEP,
    "nested": DEEP,
    "by_hand": "784 -> 32 -> relu -> 10",
    "deciding": "784 -> 32 -> relu -> 10",
    "tied": "100 -> 7 -> relu -> 100",
    "fixed": "1x28x28 -> conv 4 k5 s2 p1 -> batchnorm -> relu -> maxpool 1 -> flatten -> 10"
    " -> softmax",
    "lenet": "3x32x32 -> conv 6 k5 -> relu -> maxpool 2 -> conv 16 k5 -> relu -> maxpool 2"
    " -> flatten -> 120 -> relu -> 84 -> relu -> dropout 0.25 -> 10",
    "never_called": "784 -> 16 -> sigmoid -> 10",
}


@pytest.fixture(scope="module")
def caught(students: NotebookRun) -> dict[str, Caught]:
    return {each.network.name: each for each in catch_networks(students, first=1)}


@pytest.mark.torch
@pytest.mark.parametrize(("name", "layers"), LAYERS.items())
def test_a_network_is_read_as_its_layers(caught: dict[str, Caught], name: str, layers: str) -> None:
    assert caught[name].network.layers == layers


@pytest.mark.torch
def test_a_network_that_only_a_list_holds_is_found(caught: dict[str, Caught]) -> None:
    assert caught["Sequential"].network.layers in (DEEP, "784 -> 12 -> tanh -> 10")
    layers = [each.network.layers for each in caught.values()]
    assert layers.count(DEEP) >= 4


@pytest.mark.torch
def test_a_network_that_died_with_its_function_is_found_with_its_training(
    students: NotebookRun,
) -> None:
    caught = catch_networks(students, first=1)
    (training,) = catch_training(students, caught)
    (network,) = [each.network for each in caught if each.network.id == training.network]

    assert network.layers == "784 -> 12 -> tanh -> 10"
    assert network.steps == 3
    assert (training.optimizer, training.learning_rate, training.momentum) == ("sgd", 0.25, 0.9)
    assert (training.weight_decay, training.batch_size) == (1e-4, 64)
    assert training.loss == "cross_entropy"


@pytest.mark.torch
def test_what_torch_makes_while_it_exports_is_no_network(students: NotebookRun) -> None:
    # torch.export wraps a network in a module of its own, which once was taken for a student's.
    caught = catch_networks(students, first=1)

    assert "Wrapper" not in {each.network.class_name for each in caught}
    assert len(caught) == 14


@pytest.mark.torch
def test_a_weight_with_two_names_is_counted_once(caught: dict[str, Caught]) -> None:
    # Counting both sides of a tied autoencoder would call a correct network wrong.
    assert caught["tied"].network.parameters == 100 * 7 + 7 + 100


@pytest.mark.torch
def test_parameters_of_an_unused_layer_are_counted(caught: dict[str, Caught]) -> None:
    assert caught["lenet"].network.parameters == 62_006 + 12
    assert caught["lenet"].network.bias_parameters == 6 + 16 + 120 + 84 + 10


@pytest.mark.torch
def test_a_network_that_export_refuses_is_traced(caught: dict[str, Caught]) -> None:
    assert caught["deciding"].network.method.startswith("trace: export: ")
    assert caught["deciding"].network.kind is Kind.MEASURED


@pytest.mark.torch
def test_an_unrolled_network_shows_every_step(caught: dict[str, Caught]) -> None:
    layers = caught["rnn"].network.layers.split(" -> ")
    assert layers.count("tanh") == 5
    assert caught["rnn"].network.parameters == 4_874


@pytest.mark.torch
def test_a_builtin_recurrent_layer_is_named(caught: dict[str, Caught]) -> None:
    assert "lstm 7" in caught["lstm"].network.layers


@pytest.mark.torch
def test_the_code_notices_nothing_of_being_watched(students: NotebookRun) -> None:
    # The network prints and counts its calls; only the student's own call may be seen.
    assert students.cells[0].output.count("forward") == 1
