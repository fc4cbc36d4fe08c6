"""Graphs made by hand: which layers an assignment would name for them, and what hostile ones do."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.collect.graph import read_architecture
from grader.collect.networks import catch_networks
from grader.collect.probe_files import GraphFile, Node, TensorEntry
from grader.notation import write_architecture
from grader.records import NotebookRun

W1, B1, W2, B2 = ({"t": number} for number in range(4))
X = {"n": "x"}
TENSORS = tuple(
    TensorEntry(shape=shape, dtype="float32")
    for shape in ((32, 784), (32,), (10, 32), (10,), (784, 32), (6, 3, 5, 5), (6,), (6,), (6,))
)
TURNED, FILTERS, SIX = {"t": 4}, {"t": 5}, [{"t": 6}, {"t": 7}, {"t": 8}, {"t": 6}]


def op(target: str, *args: Any, shape: tuple[int, ...] = (-1, 32), **kwargs: Any) -> Node:
    """One operation; its result is called after its place in the graph."""
    name = target if target.startswith("_operator") else f"aten.{target}"
    return Node(name="", target=name, args=list(args), kwargs=kwargs, shape=shape)


def ref(number: int) -> dict[str, str]:
    return {"n": f"v{number}"}


def layers(*nodes: Node, shape: tuple[int, ...] = (784,), output: Any = None) -> str:
    """The layers of a graph whose nodes are called v0, v1, ... and whose last one is the output."""
    named = tuple(node.model_copy(update={"name": f"v{i}"}) for i, node in enumerate(nodes))
    graph = GraphFile(
        format=1,
        method="export",
        reason="",
        input_shape=shape,
        inputs=("x",),
        nodes=named,
        output=[ref(len(nodes) - 1)] if output is None else output,
    )
    found = read_architecture(graph, TENSORS, shape)
    assert found is not None
    return write_architecture(found).partition(" -> ")[2]


FIRST = op("linear.default", X, W1, B1)
SECOND = op("linear.default", ref(1), W2, B2, shape=(-1, 10))

IMAGE = (3, 32, 32)
MAPS = (-1, 6, 28, 28)
CONVOLVED = op("conv2d.default", X, FILTERS, SIX[0], shape=MAPS)

DENSE = {
    "linear": ((FIRST,), "32"),
    "linear without bias": ((op("linear.default", X, W1),), "32 nobias"),
    "addmm with a turned weight": (
        (op("t.default", W1, shape=(784, 32)), op("addmm.default", B1, X, ref(0))),
        "32",
    ),
    "matmul and a bias": (
        (op("matmul.default", X, TURNED), op("add.Tensor", ref(0), B1)),
        "32",
    ),
    "bias and a matmul": (
        (op("matmul.default", X, TURNED), op("add.Tensor", B1, ref(0))),
        "32",
    ),
    "matmul alone": ((op("mm.default", X, TURNED),), "32 nobias"),
    "permuted weight": (
        (op("permute.default", W1, [1, 0], shape=(784, 32)), op("mm.default", X, ref(0))),
        "32 nobias",
    ),
    "the weight on the left": (
        (
            op("t.default", X, shape=(784, -1)),
            op("mm.default", W1, ref(0), shape=(32, -1)),
            op("t.default", ref(1), shape=(-1, 32)),
        ),
        "32 nobias",
    ),
    "two layers": ((FIRST, op("relu.default", ref(0)), SECOND), "32 -> relu -> 10"),
    "relu in place whose result is not used": (
        (FIRST, op("relu_.default", ref(0)), op("linear.default", ref(0), W2, B2)),
        "32 -> relu -> 10",
    ),
    "a branch that leads nowhere": (
        (FIRST, op("softmax.int", ref(0), 1), op("relu.default", ref(0))),
        "32 -> relu",
    ),
    "clamp from zero": ((FIRST, op("clamp.default", ref(0), 0)), "32 -> relu"),
    "clamp by name": ((FIRST, op("clamp.default", ref(0), min=0)), "32 -> relu"),
    "clamp_min": ((FIRST, op("clamp_min.default", ref(0), 0)), "32 -> relu"),
    "threshold": ((FIRST, op("threshold.default", ref(0), 0, 0)), "32 -> relu"),
    "the larger of it and zeros": (
        (FIRST, op("zeros_like.default", ref(0)), op("maximum.default", ref(0), ref(1))),
        "32 -> relu",
    ),
    "clamp to six": ((FIRST, op("clamp.default", ref(0), 0, 6)), "32 -> relu6"),
    "hardtanh": ((FIRST, op("hardtanh.default", ref(0))), "32 -> hardtanh"),
    "dropout": ((FIRST, op("dropout.default", ref(0), 0.3, False)), "32 -> dropout 0.3"),
    "dropout of nothing": ((FIRST, op("dropout.default", ref(0), 0.0, False)), "32"),
    "softmax": ((FIRST, op("softmax.int", ref(0), 1)), "32 -> softmax"),
    "log-softmax": ((FIRST, op("log_softmax.int", ref(0), 1)), "32 -> logsoftmax"),
    "copies and types": (
        (
            op("to.dtype", X, {"dtype": "float32"}, shape=(-1, 784)),
            op("linear.default", ref(0), W1, B1),
            op("clone.default", ref(1)),
            op("relu.default", ref(2)),
        ),
        "32 -> relu",
    ),
    "scaled inputs": (
        (
            op("div.Tensor", X, 255.0, shape=(-1, 784)),
            op("sub.Tensor", ref(0), 0.5, shape=(-1, 784)),
            op("linear.default", ref(1), W1, B1),
        ),
        "32",
    ),
}

IMAGES = {
    "convolution": ((CONVOLVED,), "conv 6 k5"),
    "stride and padding": (
        (op("conv2d.default", X, FILTERS, None, [2, 2], [1, 1], shape=MAPS),),
        "conv 6 k5 s2 p1 nobias",
    ),
    "padding that keeps the size": (
        (op("conv2d.padding", X, FILTERS, SIX[0], [1, 1], "same", shape=MAPS),),
        "conv 6 k5 p2",
    ),
    "the general convolution": (
        (op("convolution.default", X, FILTERS, SIX[0], [1, 1], [0, 0], [1, 1], False, [0, 0], 1),),
        "conv 6 k5",
    ),
    "pooling": (
        (CONVOLVED, op("max_pool2d.default", ref(0), [2, 2], [2, 2], shape=(-1, 6, 14, 14))),
        "conv 6 k5 -> maxpool 2",
    ),
    "pooling with another stride": (
        (CONVOLVED, op("avg_pool2d.default", ref(0), [3, 3], [2, 2], shape=(-1, 6, 13, 13))),
        "conv 6 k5 -> avgpool 3 s2",
    ),
    "batch normalisation in evaluation": (
        (
            CONVOLVED,
            op("batch_norm.default", ref(0), *SIX, False, 0.1, 1e-5, True, shape=MAPS),
        ),
        "conv 6 k5 -> batchnorm",
    ),
    "batch normalisation with parts": (
        (
            CONVOLVED,
            op("_native_batch_norm_legit_no_training.default", ref(0), *SIX, 0.1, shape=MAPS),
            op("_operator.getitem", ref(1), 0, shape=MAPS),
        ),
        "conv 6 k5 -> batchnorm",
    ),
    "flattening between": (
        (CONVOLVED, op("flatten.using_ints", ref(0), 1, shape=(-1, 4704))),
        "conv 6 k5 -> flatten",
    ),
    "the mean of each map": (
        (CONVOLVED, op("mean.dim", ref(0), [-1, -2], shape=(-1, 6))),
        "conv 6 k5 -> adaptiveavgpool 1",
    ),
}


@pytest.mark.parametrize(("nodes", "expected"), DENSE.values(), ids=DENSE)
def test_operations_become_the_layers_that_one_would_name(
    nodes: tuple[Node, ...], expected: str
) -> None:
    assert layers(*nodes) == expected


@pytest.mark.parametrize(("nodes", "expected"), IMAGES.values(), ids=IMAGES)
def test_operations_on_images_become_layers(nodes: tuple[Node, ...], expected: str) -> None:
    assert layers(*nodes, shape=IMAGE) == expected


def test_flattening_before_the_first_layer_is_passed_over() -> None:
    graph = (op("view.default", X, [-1, 784], shape=(-1, 784)), op("linear.default", ref(0), W1))

    assert layers(*graph, shape=(1, 28, 28)) == "32 nobias"


@pytest.mark.parametrize("operation", ["add.Tensor", "cat.default"])
def test_joined_branches_are_told_and_not_left_out(operation: str) -> None:
    # A network with a short cut is not the plain one that was asked for.
    both = [ref(0), ref(1)]
    joined = op(operation, *([both, 1] if operation.startswith("cat") else both))

    told = layers(FIRST, op("relu.default", ref(0)), joined)

    assert told.startswith("32 -> relu -> ")
    assert operation.partition(".")[0] in told


def test_an_operation_without_a_word_is_kept() -> None:
    assert "erf" in layers(FIRST, op("erf.default", ref(0)))


def test_an_empty_graph_is_no_architecture() -> None:
    graph = GraphFile(format=1, method="export", reason="", inputs=("x",))

    assert read_architecture(graph, TENSORS, (784,)) is None


HUGE = 10**4299
HOSTILE: dict[str, Any] = {
    "arguments that are no list": [{"target": "aten.linear.default", "args": "linear"}],
    "no arguments": [{"target": "aten.linear.default", "args": []}],
    "an index beyond the tensors": [{"args": [X, {"t": 10**30}, {"t": -1}]}],
    "a reference that is a list": [{"args": [{"n": ["x"]}, {"t": "0"}]}],
    "a node that is its own argument": [{"args": [{"n": "v0"}, W1]}],
    "an empty target": [{"target": "", "args": [X, W1]}],
    "dots alone": [{"target": "...", "args": [X, W1]}],
    "a flow that a list hides": [{"target": "aten.add.Tensor", "args": [[X], W1]}],
    "a weight of the wrong rank": [{"args": [X, B1]}],
    "pooling by words": [{"target": "aten.max_pool2d.default", "args": [X, "a", {"b": 1}]}],
    "pooling by numbers without end": [{"target": "aten.max_pool2d.default", "args": [X, HUGE]}],
    "groups without end": [
        {"target": "aten.conv2d.default", "args": [X, FILTERS, None, 1, 0, 1, HUGE]}
    ],
    "padding beyond all": [
        {"target": "aten.conv2d.default", "args": [X, FILTERS, None, -HUGE, HUGE, HUGE, 1]}
    ],
    "a shape without end": [{"args": [X, W1, B1], "shape": [HUGE, HUGE, -HUGE]}],
    "dropout by a word": [{"target": "aten.dropout.default", "args": [X, "often"]}],
    "dropout beyond all": [{"target": "aten.dropout.default", "args": [X, HUGE]}],
    "normalisation by words": [{"target": "aten.layer_norm.default", "args": [X, ["a"], "w"]}],
    "normalised values without end": [
        {"target": "aten.layer_norm.default", "args": [X, [HUGE, HUGE]]}
    ],
}


def leave(folder: Path, nodes: list[dict[str, Any]]) -> NotebookRun:
    """What a probe would leave that says `nodes` of its only network."""
    usual = {"target": "aten.linear.default", "args": [], "kwargs": {}}
    graph = {
        "format": 1,
        "method": "export",
        "reason": "",
        "input_shape": [784],
        "inputs": ["x"],
        "nodes": [{"name": f"v{i}", **usual, **node} for i, node in enumerate(nodes)],
        "output": [{"n": f"v{len(nodes) - 1}"}],
    }
    network = {
        "id": "n1",
        "class_name": "Net",
        "variables": [],
        "cell": 0,
        "steps": 0,
        "tensors": [tensor.model_dump() for tensor in TENSORS],
        "names": [],
        "method": "export",
        "reason": "",
        "input": None,
    }
    index = {"format": 1, "torch": "2", "networks": [network]}
    (folder / "n1.graph.json").write_text(json.dumps(graph))
    (folder / "n1.weights").write_bytes(bytes(sum(tensor.size for tensor in TENSORS)))
    (folder / "networks.json").write_text(json.dumps(index))
    return NotebookRun(path="a.ipynb", cells=(), endings=(), seconds=0.0, probe_folder=str(folder))


@pytest.mark.parametrize("nodes", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_graph_is_a_network_that_is_still_told(
    nodes: list[dict[str, Any]], tmp_path: Path
) -> None:
    (caught,) = catch_networks(leave(tmp_path, nodes), first=1)

    assert caught.network.id == "n1"
    assert len(caught.network.layers) < 100_000


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["same", "x", "v0", ""]) | st.sampled_from([X, W1, FILTERS, ref(0)]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("ntmin"), inner),
    max_leaves=6,
)  # fmt: skip
TARGETS = st.sampled_from(
    [
        f"aten.{name}.default"
        for name in (
            "linear addmm mm matmul add sub div conv2d convolution conv_transpose2d clamp"
            " threshold max maximum relu_ softmax dropout max_pool2d adaptive_avg_pool2d batch_norm"
            " layer_norm group_norm lstm gru mean view flatten t permute to zeros full cat erf"
        ).split()
    ]
)
NODES = st.lists(
    st.fixed_dictionaries({"target": TARGETS, "args": ANYTHING | st.lists(ANYTHING, max_size=9)}),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(nodes=NODES)
def test_no_graph_at_all_can_stop_the_reader(
    nodes: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("graph", numbered=True)

    assert len(catch_networks(leave(folder, nodes), first=1)) == 1
