"""What networks make of pictures, measured by the same formulas as the reference's."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.collect.measurements import Job
from grader.collect.networks import Caught, catch_networks
from grader.collect.pictures import PictureSet
from grader.collect.qualities import measure_qualities, smoothness
from grader.records import Missing, NotebookRun
from tests.fake_runs import leave_network

SIDE = 8
RANDOM = np.random.RandomState(3)
PLANE = np.add.outer(np.arange(SIDE), np.arange(SIDE)).ravel() / (2 * SIDE)


def faces(count: int) -> NDArray[np.uint8]:
    """Smooth pictures that differ in slope, brightness and a little noise."""
    slope, light = RANDOM.uniform(-1, 1, (2, count, 1))
    noise = RANDOM.uniform(-0.05, 0.05, (count, SIDE * SIDE))
    return np.asarray(
        255 * np.clip(0.5 + 0.4 * slope * PLANE + 0.2 * light + noise, 0, 1), np.uint8
    )


PICTURES = PictureSet("a2/faces", faces(60), faces(20))


class ByHand:
    """Gives what `function` makes of inputs that are scaled as the network was fed them."""

    def __init__(self, function: object) -> None:
        self.function = function

    def outputs(self, job: Job) -> NDArray[np.float32] | Missing:
        assert job.inputs is not None
        scaled = job.inputs * job.scaling.scale[0] + job.scaling.shift[0]
        assert callable(self.function)
        return np.asarray(self.function(scaled), dtype=np.float32)


def caught(
    folder: Path, *, hidden: NDArray[np.float64] | None = None, scale: float = 255
) -> Caught:
    size = SIDE * SIDE
    rows = (PICTURES.train[:6] / scale).astype(np.float32)
    leave_network(folder, (size, 4, size), rows)
    first = np.zeros((4, size)) if hidden is None else hidden
    content = np.zeros(4 * size + 4 + size * 4 + size, dtype="<f4")
    content[: 4 * size] = first.ravel()
    (folder / "n1.weights").write_bytes(content.tobytes())
    index = json.loads((folder / "networks.json").read_text())
    index["networks"][0]["input"]["range"]["maximum"] = 255 / scale
    (folder / "networks.json").write_text(json.dumps(index))
    run = NotebookRun(path="a.ipynb", cells=(), endings=(), seconds=0.0, probe_folder=str(folder))
    (one,) = catch_networks(run, first=1)
    return one


def values(folder: Path, function: object, *, scale: float = 255) -> dict[str, float | None]:
    made = caught(folder, scale=scale)
    found = measure_qualities(made, (PICTURES,), ByHand(function))
    return {each.metric: each.value for each in found}


@pytest.mark.parametrize("scale", [255.0, 1.0])
def test_a_network_that_gives_its_input_back(tmp_path: Path, scale: float) -> None:
    found = values(tmp_path, lambda inputs: inputs, scale=scale)

    assert found["spread_of_reconstructions"] == pytest.approx(1)
    assert found["unexplained"] == pytest.approx(0, abs=1e-6)
    # It removes no noise, and adds none.
    assert found["denoised_0.4"] == pytest.approx(1, abs=1e-3)
    assert found["denoised_zeroed"] == pytest.approx(1, abs=1e-3)


def test_one_average_face_for_all_has_no_spread(tmp_path: Path) -> None:
    mean = PICTURES.test.mean(axis=0) / 255

    found = values(tmp_path, lambda inputs: np.tile(mean, (len(inputs), 1)))

    assert found["spread_of_reconstructions"] == pytest.approx(0, abs=1e-6)
    assert found["unexplained"] == pytest.approx(1, abs=1e-3)


def test_the_leading_eigenfaces_are_one_time_their_own_error(tmp_path: Path) -> None:
    train = PICTURES.train / 255
    mean = train.mean(axis=0)
    leading = np.linalg.svd(train - mean, full_matrices=False)[2][:4]

    found = values(tmp_path, lambda inputs: (inputs - mean) @ leading.T @ leading + mean)

    assert found["eigenface_error_ratio"] == pytest.approx(1, abs=1e-3)
    denoised = found["denoised_0.4"]
    assert denoised is not None
    assert denoised < 0.3


def test_pictures_from_0_to_1_are_understood_where_inputs_are_of_another_scale(
    tmp_path: Path,
) -> None:
    found = values(tmp_path, lambda inputs: inputs / 255, scale=1.0)

    assert found["unexplained"] == pytest.approx(0, abs=1e-6)


def test_outputs_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    found = measure_qualities(caught(tmp_path), (PICTURES,), ByHand(lambda inputs: inputs * np.nan))

    assert found[-1].value is None
    assert "not numbers" in found[-1].note


def test_a_classifier_is_asked_for_no_pictures(tmp_path: Path) -> None:
    found = values(tmp_path, lambda inputs: inputs[:, :10])

    assert set(found) == {"weight_smoothness", "units_with_structure"}


def test_what_was_not_trained_is_not_measured(tmp_path: Path) -> None:
    found = measure_qualities(
        caught(tmp_path), (PICTURES,), ByHand(lambda inputs: inputs), why_not="left out"
    )

    assert found[-1].value is None
    assert found[-1].note == "not measured: left out"


def test_drawn_weights_are_not_smooth_and_pictures_are(tmp_path: Path) -> None:
    drawn = RANDOM.normal(size=(400, 28, 28))
    smooth = np.tile(PLANE.reshape(1, SIDE, SIDE), (3, 1, 1))

    assert abs(smoothness(drawn)) < 0.02
    assert smoothness(smooth) > 0.7
    assert smoothness(np.zeros((2, 8, 8))) == 0


def test_the_first_layers_pictures_are_found_in_the_weights(tmp_path: Path) -> None:
    hidden = np.tile(PLANE, (4, 1))

    found = measure_qualities(caught(tmp_path, hidden=hidden), (), ByHand(None))

    named = {each.metric: each.value for each in found}
    assert named["units_with_structure"] == 1
    assert named["weight_smoothness"] == pytest.approx(smoothness(hidden.reshape(4, 8, 8)))
