"""Networks are scored by us on held-out data; labels never leave this process."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.collect.held_out import HeldOutSet
from grader.collect.measurements import Job, find_twin, measure
from grader.collect.networks import Caught
from grader.collect.probe_files import GraphFile, NetworkEntry
from grader.collect.scaling import Scaling
from grader.records import Kind, Measurement, Missing, Network, Place

RANDOM = np.random.RandomState(0)
TRAIN = RANDOM.randint(0, 256, size=(50, 12)).astype(np.uint8)
HELD_OUT = RANDOM.randint(0, 256, size=(8, 12)).astype(np.uint8)
LABELS = np.array([0, 1, 2, 0, 1, 2, 0, 1])
SPLITS = (("train", TRAIN), ("held-out", HELD_OUT))
RIGHT = np.eye(3, dtype=np.float32)[LABELS]
PLACE = Place(file="a.ipynb", cell=3)
RANGE = {"minimum": 0.0, "maximum": 1.0, "mean": 0.5, "deviation": 0.2, "values": 96}
INPUT: dict[str, Any] = {
    "shape": (12,),
    "dtype": "float32",
    "calls": {"train": 4, "eval": 0},
    "rows": {"train": 4, "eval": 0},
    "range": RANGE,
    "batch": 4,
}


@dataclass
class Fake:
    """Gives the outputs that it was made with, and remembers what it was asked."""

    gives: NDArray[np.float32] | Missing
    jobs: list[Job] = field(default_factory=list)

    def outputs(self, job: Job) -> NDArray[np.float32] | Missing:
        self.jobs.append(job)
        return self.gives


def a_task(name: str = "toy", digest: str = "d1", splits: Any = SPLITS) -> HeldOutSet:
    return HeldOutSet(name, LABELS, splits, digest)


def a_caught(
    folder: Path,
    *,
    graph: bool = True,
    seen: dict[str, Any] | None = INPUT,
    rows: NDArray[np.float64] | None = None,
) -> Caught:
    entry = NetworkEntry.model_validate(
        {
            "id": "n7",
            "class_name": "Net",
            "variables": (),
            "cell": 3,
            "steps": 0,
            "tensors": (),
            "names": (),
            "method": "export" if graph else "hooks",
            "reason": "",
            "input": seen,
        }
    )
    given = (TRAIN[:4] / 255) if rows is None else rows
    (folder / "n7.train.rows").write_bytes(given.astype("<f4").tobytes())
    network = Network(
        id="n1",
        name="net",
        class_name="Net",
        layers="",
        parameters=0,
        trainable_parameters=0,
        bias_parameters=0,
        kind=Kind.MEASURED if graph else Kind.OBSERVED,
        place=PLACE,
        method="export" if graph else "hooks: no",
        input=None,
    )
    shape = (12,) if seen is None else seen["shape"]
    made = GraphFile(format=1, method="export", reason="", inputs=("x",), input_shape=shape)
    return Caught(
        network=network, entry=entry, folder=folder, graph=made if graph else None, weights=b""
    )


def score(caught: Caught, gives: NDArray[np.float32] | Missing) -> Measurement:
    _, (measurement,) = measure(caught, (a_task(),), Fake(gives))
    return measurement


@pytest.mark.parametrize(("wrong", "per_cent"), [(0, 100.0), (1, 87.5), (4, 50.0), (8, 0.0)])
def test_accuracy_is_in_per_cent(tmp_path: Path, wrong: int, per_cent: float) -> None:
    outputs = RIGHT.copy()
    outputs[:wrong] = np.roll(outputs[:wrong], 1, axis=1)

    found = score(a_caught(tmp_path), outputs)

    assert (found.value, found.examples) == (per_cent, 8)
    assert (found.metric, found.task, found.network) == ("accuracy", "toy", "n1")
    assert (found.kind, found.place) == (Kind.MEASURED, PLACE)
    assert found.note == "inputs divided by 255, to 0..1"


def test_the_network_gets_what_it_was_fed_in_training(tmp_path: Path) -> None:
    fake = Fake(RIGHT)
    rows = TRAIN[:4] / 127.5 - 1
    seen = INPUT | {"range": RANGE | {"minimum": -1.0}}

    network, _ = measure(a_caught(tmp_path, rows=rows, seen=seen), (a_task(),), fake)

    (job,) = fake.jobs
    assert job.scaling == Scaling((2 / 255,), (-1.0,), "scaled to -1..1", "train")
    assert (job.shape, job.dtype, job.task) == ((12,), "float32", "toy")
    assert network.input is not None
    assert (network.input.scaling, network.input.data_set) == ("scaled to -1..1", "toy train")
    assert (network.input.minimum, network.input.maximum) == (-1.0, 1.0)


def test_more_outputs_than_classes_are_no_harm(tmp_path: Path) -> None:
    outputs = np.hstack([RIGHT, np.full((8, 2), -1, dtype=np.float32)])

    assert score(a_caught(tmp_path), outputs).value == 100.0


@pytest.mark.parametrize(
    "outputs", [np.zeros((8, 2)), np.zeros((8, 0)), np.zeros((0, 3)), np.zeros(8)]
)
def test_outputs_that_are_no_classes_are_not_measured(
    tmp_path: Path, outputs: NDArray[np.float64]
) -> None:
    found = score(a_caught(tmp_path), outputs.astype(np.float32))

    assert found.value is None
    assert found.note.startswith("not measured: it gives ")


def test_an_output_that_is_no_number_is_no_right_answer(tmp_path: Path) -> None:
    # argmax takes NaN for the largest, which would count as right for some label.
    outputs = RIGHT.copy()
    outputs[0, 0] = np.nan
    outputs[1] = np.inf

    found = score(a_caught(tmp_path), outputs)

    assert found.value == 75.0
    assert "on 2 of them are not numbers" in found.note


def test_a_copy_that_was_never_called_is_fed_like_its_twin(tmp_path: Path) -> None:
    # Students keep a deep copy of the best epoch and never call it.
    twin, copy = a_caught(tmp_path), a_caught(tmp_path, seen=None)
    fake = Fake(RIGHT)

    network, (found,) = measure(copy, (a_task(),), fake, twin=twin)

    assert (found.value, found.kind) == (100.0, Kind.MEASURED)
    assert found.note == "inputs divided by 255, to 0..1, as for n1; it was never called itself"
    assert (fake.jobs[0].shape, fake.jobs[0].caught) == ((12,), copy)
    # Nobody saw what it is fed, so a low score of it decides nothing.
    assert network.input is None


def test_a_twin_has_the_same_layers_and_was_called(tmp_path: Path) -> None:
    def named(layers: str, seen: dict[str, Any] | None) -> Caught:
        caught = a_caught(tmp_path, seen=seen)
        return replace(caught, network=replace(caught.network, layers=layers))

    copy, other = named("12 -> 3", None), named("12 -> 4 -> 3", INPUT)
    called = named("12 -> 3", INPUT)

    assert find_twin(copy, (copy, other, called)) is called
    assert find_twin(copy, (copy, other)) is None
    assert find_twin(named("", None), (named("", INPUT),)) is None


def test_a_network_that_was_never_called_is_not_measured(tmp_path: Path) -> None:
    fake = Fake(RIGHT)

    network, (found,) = measure(a_caught(tmp_path, seen=None), (a_task(),), fake)

    assert (found.value, network.input, fake.jobs) == (None, None, [])
    assert "never called" in found.note


def test_a_scaling_that_cannot_be_told_is_not_guessed(tmp_path: Path) -> None:
    seen = INPUT | {"range": RANGE | {"minimum": -3.3, "maximum": 2.9}}
    noise = RANDOM.normal(size=(4, 12))
    fake = Fake(RIGHT)

    network, (found,) = measure(a_caught(tmp_path, seen=seen, rows=noise), (a_task(),), fake)

    assert (found.value, fake.jobs) == (None, [])
    assert found.note == "not measured: how its inputs are scaled could not be told"
    assert network.input is not None
    assert (network.input.scaling, network.input.data_set) == ("", "")


def test_a_scaling_that_only_the_range_tells_says_so(tmp_path: Path) -> None:
    noise = RANDOM.uniform(size=(4, 12))
    task = (a_task(),)

    network, (found,) = measure(a_caught(tmp_path, rows=noise), task, Fake(RIGHT))

    assert found.value == 100.0
    assert "as the range of its inputs tells" in found.note
    assert network.input is not None
    assert network.input.scaling == ""


@pytest.mark.parametrize("rows", [np.zeros((3, 12)), np.zeros((5, 12)), np.full((4, 12), np.nan)])
def test_rows_that_are_not_as_announced_are_passed_over(
    tmp_path: Path, rows: NDArray[np.float64]
) -> None:
    found = score(a_caught(tmp_path, rows=rows), RIGHT)

    assert "as the range of its inputs tells" in found.note


def test_a_network_whose_score_would_mean_nothing_is_not_run(tmp_path: Path) -> None:
    fake = Fake(RIGHT)

    _, (found,) = measure(a_caught(tmp_path), (a_task(),), fake, why_not="it was not trained")

    assert (found.value, found.note) == (None, "not measured: it was not trained")
    assert fake.jobs == []


def test_a_network_from_a_file_is_fed_like_the_one_that_it_can_be_called_like(
    tmp_path: Path,
) -> None:
    called = a_caught(tmp_path)
    uncalled = called.entry.model_copy(update={"id": "n8", "input": None, "like": "n7"})
    file = replace(called, entry=uncalled)

    assert find_twin(file, (file, called)) is called


def test_a_network_that_fits_no_data_set_has_no_score(tmp_path: Path) -> None:
    seen = INPUT | {"shape": (5,), "rows": {"train": 0, "eval": 0}}

    _, found = measure(a_caught(tmp_path, seen=seen), (a_task(),), Fake(RIGHT))

    assert found == ()


def test_why_a_network_could_not_be_run_is_told(tmp_path: Path) -> None:
    found = score(a_caught(tmp_path), Missing(reason="it could not be run again: too large"))

    assert (found.value, found.note) == (None, "not measured: it could not be run again: too large")


def test_the_same_held_out_data_under_two_names_is_run_once(tmp_path: Path) -> None:
    fake = Fake(RIGHT)
    tasks = (a_task("a"), a_task("b"), a_task("c", digest="d2"))

    _, found = measure(a_caught(tmp_path), tasks, fake)

    assert [each.task for each in found] == ["a", "b", "c"]
    assert {each.value for each in found} == {100.0}
    assert [job.task for job in fake.jobs] == ["a", "c"]


OTHER = RANDOM.randint(0, 256, size=(50, 12)).astype(np.uint8)
OTHERS = a_task("other", digest="d2", splits=(("train", OTHER), ("held-out", HELD_OUT)))


def test_a_network_is_measured_on_the_images_that_it_was_fed_and_on_no_others(
    tmp_path: Path,
) -> None:
    fake = Fake(RIGHT)

    network, found = measure(a_caught(tmp_path), (OTHERS, a_task()), fake)

    assert [each.value for each in found] == [None, 100.0]
    assert found[0].note == "not measured: its inputs are images of toy"
    assert [job.task for job in fake.jobs] == ["toy"]
    assert network.input is not None
    assert network.input.data_set == "toy train"


def test_where_no_image_is_recognised_no_data_set_is_guessed(tmp_path: Path) -> None:
    noise = RANDOM.uniform(size=(4, 12))

    _, found = measure(a_caught(tmp_path, rows=noise), (OTHERS, a_task()), Fake(RIGHT))

    told = "not measured: it could not be told which images its inputs are: other, toy"
    assert [(each.value, each.note) for each in found] == [(None, told)] * 2


def test_images_that_a_network_was_trained_on_measure_nothing(tmp_path: Path) -> None:
    # One of them is enough, whatever else it was trained on.
    rows = np.concatenate([TRAIN[:3], HELD_OUT[:1]]) / 255

    network, (found,) = measure(a_caught(tmp_path, rows=rows), (a_task(),), Fake(RIGHT))

    assert found.value is None
    assert found.note == "not measured: it was trained on images of this held-out set"
    assert network.input is not None
    assert network.input.data_set == "toy train"


def test_the_data_set_that_uses_the_images_for_training_is_the_one(tmp_path: Path) -> None:
    # Two courses may use the same images the other way round.
    turned = a_task("turned", digest="d2", splits=(("train", OTHER), ("test", TRAIN)))

    _, found = measure(a_caught(tmp_path), (turned, a_task()), Fake(RIGHT))

    assert [each.value for each in found] == [None, 100.0]
    assert found[0].note == "not measured: its inputs are images of toy"


def leave_predictions(folder: Path, outputs: NDArray[np.float32], **entry: Any) -> None:
    (folder / "n7.0.outputs").write_bytes(outputs.astype("<f4").tobytes())
    said = {"file": "n7.0.outputs", "shape": list(outputs.shape)} | entry
    text = json.dumps({"format": 1, "tasks": {"toy": said}})
    (folder / "n7.predictions.json").write_text(text)


def test_predictions_of_the_students_process_are_told_as_such(tmp_path: Path) -> None:
    leave_predictions(tmp_path, RIGHT)

    found = score(a_caught(tmp_path, graph=False), RIGHT)

    assert (found.value, found.kind) == (100.0, Kind.OBSERVED)
    assert found.note.startswith("predictions made in the student's process")


@pytest.mark.parametrize(
    "entry",
    [
        {"shape": [9, 3]},
        {"shape": [2**40, 2**40]},
        {"shape": [8, 4]},
        {"shape": [0, 0]},
        {"file": "n8.0.outputs"},
    ],
)
def test_predictions_that_do_not_fit_are_not_measured(
    tmp_path: Path, entry: dict[str, Any]
) -> None:
    leave_predictions(tmp_path, RIGHT, **entry)

    assert score(a_caught(tmp_path, graph=False), RIGHT).value is None


def test_without_graph_and_predictions_the_reason_is_told(tmp_path: Path) -> None:
    found = score(a_caught(tmp_path, graph=False), RIGHT)

    assert found.value is None
    assert "(hooks: no)" in found.note
