"""The clean sandbox runs what was exported, and survives what was exported to break it."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from grader.collect.measurements import Job
from grader.collect.networks import Caught, catch_networks
from grader.collect.scaling import Scaling
from grader.records import Missing, NotebookRun
from grader.sandbox import Given, GivenFile, choose_wall, measurer
from grader.sandbox.measurer import CleanRoom
from tests.fake_runs import leave_network

pytestmark = pytest.mark.sandbox

IMAGES = np.random.RandomState(1).randint(0, 256, size=(1_030, 784)).astype(np.uint8)
USUAL = Scaling((1 / 255,), (0.0,), "divided by 255, to 0..1", "train")
X = {"n": "x"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CleanRoom]:
    folder = tmp_path_factory.mktemp("held-out")
    np.save(folder / "toy.npy", IMAGES)
    given = Given(held_out=(GivenFile(name="toy", source=str(folder / "toy.npy")),))
    made = CleanRoom(choose_wall("bubblewrap"), given, threads=1)
    yield made
    made.close()


def a_job(folder: Path, *, nodes: list[dict[str, Any]] | None = None) -> Job:
    """The network 784 -> 32 -> relu -> 10 with random weights, or other operations of it."""
    sizes = (784, 32, 10)
    leave_network(folder, sizes)
    values = sum(a * b + b for a, b in ((784, 32), (32, 10)))
    weights = np.random.RandomState(2).normal(size=values).astype("<f4")
    (folder / "n1.weights").write_bytes(weights.tobytes())
    if nodes is not None:
        graph = json.loads((folder / "n1.graph.json").read_text())
        usual = {"name": "last", "kwargs": {}}
        graph |= {"nodes": [usual | node for node in nodes], "output": [{"n": "last"}]}
        (folder / "n1.graph.json").write_text(json.dumps(graph))
    run = NotebookRun(path="a.ipynb", cells=(), endings=(), seconds=0.0, probe_folder=str(folder))
    (caught,) = catch_networks(run, first=1)
    return Job(caught=caught, task="toy", scaling=USUAL, shape=(784,), dtype="float32")


def by_hand(
    caught: Caught, images: NDArray[np.uint8] | NDArray[np.float32] = IMAGES
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The outputs of 784 -> 32 -> relu -> 10 in plain numpy."""
    values = np.frombuffer(caught.weights, dtype="<f4").astype(np.float64)
    first, bias, second, last = np.split(values, np.cumsum([784 * 32, 32, 32 * 10]))
    hidden = np.maximum(images / 255 @ first.reshape(32, 784).T + bias, 0)
    return np.asarray(hidden @ second.reshape(10, 32).T + last)


def test_a_network_gives_what_its_weights_say(room: CleanRoom, tmp_path: Path) -> None:
    job = a_job(tmp_path)

    outputs = room.outputs(job)

    assert not isinstance(outputs, Missing)
    assert outputs.shape == (1_030, 10)
    np.testing.assert_allclose(outputs, by_hand(job.caught), rtol=1e-3, atol=1e-3)


def test_values_are_put_into_the_order_that_the_network_was_fed(
    room: CleanRoom, tmp_path: Path
) -> None:
    # Four channels in each pixel, where the images have one channel after the other.
    fed = IMAGES.reshape(-1, 4, 196).transpose(0, 2, 1).reshape(-1, 784)
    scaling = Scaling((1 / 255,) * 4, (0.0,) * 4, "divided by 255", "train", channels_last=4)
    job = replace(a_job(tmp_path), scaling=scaling)

    outputs = room.outputs(job)

    assert not isinstance(outputs, Missing)
    np.testing.assert_allclose(outputs, by_hand(job.caught, fed), rtol=1e-3, atol=1e-3)


def test_other_pictures_than_the_held_out_ones_can_be_given(
    room: CleanRoom, tmp_path: Path
) -> None:
    pictures = np.random.RandomState(4).uniform(0, 255, size=(7, 784)).astype(np.float32)
    job = replace(a_job(tmp_path), task="", inputs=pictures)

    outputs = room.outputs(job)

    assert not isinstance(outputs, Missing)
    np.testing.assert_allclose(outputs, by_hand(job.caught, pictures), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(
    "node",
    [
        {"target": "os.system", "args": ["touch /grade/exchange/here"]},
        {"target": "aten.from_file.default", "args": ["/etc/passwd"]},
        {"target": "builtins.eval", "args": ["1"]},
        {"target": "aten.zeros.default", "args": [[2**62]]},
        {"target": "aten.zeros.default", "args": [[2**40]]},
        {"target": "aten.relu.default", "args": [{"n": "nobody"}]},
    ],
)
def test_what_cannot_be_run_is_missing_with_a_reason(
    room: CleanRoom, tmp_path: Path, node: dict[str, Any]
) -> None:
    outputs = room.outputs(a_job(tmp_path, nodes=[node]))

    assert isinstance(outputs, Missing)
    assert outputs.reason.startswith("it could not be run again: ")


def test_a_network_without_end_costs_only_itself(
    room: CleanRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some minutes of multiplying a matrix with itself.
    product = "aten.mm.default"
    nodes: list[dict[str, Any]] = [
        {"name": "v0", "target": "aten.rand.default", "args": [[3_000, 3_000]]}
    ]
    nodes += [
        {"name": f"v{i}", "target": product, "args": [{"n": f"v{i - 1}"}, {"n": f"v{i - 1}"}]}
        for i in range(1, 400)
    ]
    nodes.append({"target": "aten.relu.default", "args": [{"n": "v399"}]})
    monkeypatch.setattr(measurer, "SECONDS_EACH", 3.0)

    lost = room.outputs(a_job(tmp_path, nodes=nodes))
    monkeypatch.undo()
    found = room.outputs(a_job(tmp_path))

    assert isinstance(lost, Missing)
    assert lost.reason.endswith("no answer within 3 seconds")
    assert not isinstance(found, Missing)


def test_nothing_is_left_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(tempfile.mkdtemp(prefix="cr-", dir="/tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    np.save(tmp_path / "toy.npy", IMAGES)
    given = Given(held_out=(GivenFile(name="toy", source=str(tmp_path / "toy.npy")),))
    before = {process.pid for process in psutil.Process().children(recursive=True)}

    made = CleanRoom(choose_wall("bubblewrap"), given, threads=1)
    made.warm_up()
    made.close()

    assert list(place.iterdir()) == []
    after = {process.pid for process in psutil.Process().children(recursive=True)}
    assert after <= before
    place.rmdir()
