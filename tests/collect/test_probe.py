"""The probe in a real process: what it sees, and that the student's code sees nothing of it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.collect.held_out import HeldOutSet
from grader.collect.measurements import Job, measure
from grader.collect.networks import Caught, catch_networks
from grader.collect.scaling import Scaling
from grader.records import Kind, Missing, NotebookRun
from tests.collect.conftest import ASSETS, CELL, run_python, run_under_probe
from tests.forked import run_forked

pytestmark = pytest.mark.torch

CODE = ASSETS / "students" / "watched.py"
IMAGES = np.random.RandomState(3).randint(0, 256, size=(64, 784)).astype(np.uint8)
NOT_SCALED = Scaling((1.0,), (0.0,), "not scaled, 0..255", "held-out")


@dataclass(frozen=True)
class Watched:
    """One run of `watched.py`."""

    run: NotebookRun
    caught: dict[str, Caught]
    folder: Path

    def outputs(self, name: str) -> NDArray[np.float32]:
        """What the network gave for the images inside the student's process."""
        return np.asarray(np.load(self.folder / f"outputs-{name}.npy"))


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("watched")
    np.save(folder / "images.npy", IMAGES)
    run = run_under_probe(CODE, folder, {"toy": str(folder / "images.npy")})
    caught = {each.network.name: each for each in catch_networks(run, first=1)}
    return Watched(run=run, caught=caught, folder=folder)


def test_the_code_prints_the_same_digits_with_and_without_the_probe(
    watched: Watched, tmp_path: Path
) -> None:
    np.save(tmp_path / "images.npy", IMAGES)
    program = (
        f"import pathlib, __main__\nfor cell in pathlib.Path({str(CODE)!r}).read_text()"
        f".split({CELL!r}):\n    exec(compile(cell, 'student', 'exec'), vars(__main__))\n"
    )

    alone = run_python(program, tmp_path)

    # Losses to the last digit, random states, attributes of every module, running statistics.
    assert watched.run.cells[0].output.splitlines() == alone.splitlines()
    assert "[True, True]" in alone


def test_each_network_is_seen_once(watched: Watched) -> None:
    # Copies and loaded networks come to life without any constructor, and so do their parts.
    names = sorted(each.network.name for each in watched.caught.values())
    found = catch_networks(watched.run, first=1)

    assert names == sorted(
        "net best loaded parallel numpy_net plain by_hand interrupted keywords unused".split()
    )
    assert len(found) == len(names)


def test_the_cell_that_first_called_a_network_is_its_place(watched: Watched) -> None:
    cells = {name: caught.network.place.cell for name, caught in watched.caught.items()}

    assert (cells["net"], cells["best"], cells["plain"]) == (0, 2, 3)


def test_a_lazy_layer_is_read_as_what_it_became(watched: Watched) -> None:
    layers = watched.caught["net"].network.layers

    assert layers.startswith("1x28x28 -> conv 4 k5 -> batchnorm -> relu -> maxpool 2")
    assert layers.endswith("-> flatten -> dropout 0.5 -> 10") or layers.endswith(
        "-> dropout 0.5 -> 10"
    )


def test_a_wrapped_network_is_read_as_what_is_wrapped(watched: Watched) -> None:
    assert watched.caught["parallel"].network.layers == "784 -> 6 -> relu -> 10"


def test_a_network_that_was_never_called_is_read_and_never_measured(watched: Watched) -> None:
    unused = watched.caught["unused"]

    assert unused.network.layers == "784 -> 4 -> relu -> 10"
    assert unused.entry.input is None


def test_an_interrupt_while_a_network_is_read_does_no_harm(watched: Watched) -> None:
    assert watched.caught["interrupted"].network.layers == "784 -> 10"
    assert "True\n" in watched.run.cells[0].output


def a_job(watched: Watched, name: str) -> dict[str, Any]:
    caught = watched.caught[name]
    folder = Path(watched.run.probe_folder)
    return {
        "graph": str(folder / f"{caught.entry.id}.graph.json"),
        "weights": str(folder / f"{caught.entry.id}.weights"),
        "outputs": str(watched.folder / f"again-{name}"),
        "inputs": str(watched.folder / "images.npy"),
        "tensors": [tensor.model_dump() for tensor in caught.entry.tensors],
        "scale": [1.0],
        "shift": [0.0],
        "channels_last": 0,
        "shape": [784],
        "dtype": "float32",
    }


@pytest.mark.parametrize("name", ["net", "parallel", "plain", "by_hand"])
def test_a_network_run_again_elsewhere_gives_the_very_same_outputs(
    watched: Watched, name: str
) -> None:
    from grader.probe import measure

    answer = measure.answer(a_job(watched, name))

    assert answer == {"ok": True, "shape": [64, 10]}
    outputs = np.fromfile(watched.folder / f"again-{name}", dtype="<f4").reshape(64, 10)
    np.testing.assert_array_equal(outputs, watched.outputs(name))


class NoClean:
    """A clean sandbox that is never asked."""

    def outputs(self, job: Job) -> NDArray[np.float32] | Missing:
        raise AssertionError(f"{job.caught.network.name} was to be run again")


def test_a_network_that_leaves_torch_is_scored_by_its_own_predictions(watched: Watched) -> None:
    right = watched.outputs("numpy_net").argmax(axis=1)
    labels = np.where(np.arange(64) < 48, right, (right + 1) % 10)
    others = np.flip(IMAGES, axis=1).copy()
    task = HeldOutSet("toy", labels, (("train", IMAGES), ("held-out", others)), "d")

    _, (found,) = measure(watched.caught["numpy_net"], (task,), NoClean())

    assert found.kind is Kind.OBSERVED
    assert found.value == 75.0
    assert watched.caught["numpy_net"].network.kind is Kind.OBSERVED


@pytest.fixture(scope="module")
def plain_graph(watched: Watched) -> dict[str, Any]:
    path = Path(a_job(watched, "plain")["graph"])
    return dict(json.loads(path.read_text()))


REFUSED = [
    "aten.from_file.default",
    "aten.set_.source_Storage",
    "os.system",
    "posix.system",
    "builtins.eval",
    "builtins.getattr",
    "torch.load",
    "torch.ops.load_library",
    "_operator.attrgetter",
    "_operator.methodcaller",
    "math.__loader__",
    "aten.__class__.__subclasses__",
    "aten.__dict__.__getitem__",
    "aten.__init__.__globals__",
    "aten.linear.__self__",
    "aten.linear.op",
    "aten.nothing.default",
    "numpy.load",
    "subprocess.run",
    "",
    ".",
]


@pytest.mark.parametrize("target", REFUSED)
def test_a_graph_that_asks_for_more_than_arithmetic_is_not_run(
    watched: Watched, plain_graph: dict[str, Any], tmp_path: Path, target: str
) -> None:
    from grader.probe import measure

    nodes = [{**plain_graph["nodes"][0], "target": target, "args": ["touch here"], "kwargs": {}}]
    graph = tmp_path / "graph.json"
    graph.write_text(json.dumps({**plain_graph, "nodes": nodes}))

    answer = measure.answer(a_job(watched, "plain") | {"graph": str(graph)})

    assert answer["ok"] is False
    assert "is not run here" in answer["reason"] or "is no operation" in answer["reason"]


@pytest.mark.parametrize(
    "change",
    [
        {"args": [{"n": "itself"}]},
        {"args": [{"t": 99}]},
        {"args": [{"dtype": "load"}]},
        {"args": [{"constant": "hub"}]},
        {"args": [{"float": "word"}]},
        {"args": 5},
        {"kwargs": {"a": {"n": "nobody"}}},
    ],
)
def test_a_graph_that_makes_no_sense_is_answered(
    watched: Watched, plain_graph: dict[str, Any], tmp_path: Path, change: dict[str, Any]
) -> None:
    from grader.probe import measure

    graph = tmp_path / "graph.json"
    nodes = [{**plain_graph["nodes"][0], **change}, *plain_graph["nodes"][1:]]
    graph.write_text(json.dumps({**plain_graph, "nodes": nodes}))

    assert measure.answer(a_job(watched, "plain") | {"graph": str(graph)})["ok"] is False


def test_weights_shorter_than_their_shapes_are_answered(watched: Watched, tmp_path: Path) -> None:
    from grader.probe import measure

    (tmp_path / "weights").write_bytes(b"1234")

    answer = measure.answer(a_job(watched, "plain") | {"weights": str(tmp_path / "weights")})

    assert (answer["ok"], "shorter" in answer["reason"]) == (False, True)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Caught, ...]:
    # The real cap is ten times as high, and each network takes a while.
    lower = "from grade_probe.networks import seen; seen.NETWORKS_KEPT = 20"
    folder = tmp_path_factory.mktemp("many")
    run = run_under_probe(ASSETS / "students" / "many.py", folder, before=lower)
    assert run.cells[0].output == "done\n"
    return catch_networks(run, first=1)


def test_more_networks_than_are_kept_do_not_break_the_run(many: tuple[Caught, ...]) -> None:
    assert len(many) == 20
    assert many[0].network.name == "first"
    assert many[1].network.layers == "12 -> 1 -> relu -> 3"


def test_what_an_export_leaves_behind_is_no_network(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import torch\nfrom torch import nn\n"
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.first, self.rest = nn.Linear(4, 4), [nn.Linear(4, 3), nn.Linear(3, 2)]\n"
        "    def forward(self, x):\n"
        "        for part in (self.first, *self.rest):\n"
        "            x = part(x)\n"
        "        return x\n"
        "net = Net(); out = net(torch.rand(5, 4))",
    )

    assert "Module" not in [each.network.class_name for each in catch_networks(run, first=1)]
