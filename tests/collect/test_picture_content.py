"""What images show is told in a few bytes: equal, alike and different ones, smooth and rough."""

from pathlib import Path

import pytest

from grader.collect.plots import collect_plots
from grader.matching.figures.images import are_near
from grader.records import PlotImage
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch

START = (
    "import matplotlib.pyplot as plt\nimport numpy as np\n"
    "chance = np.random.default_rng(0)\n"
    "y, x = np.mgrid[:64, :64] / 64\n"
    "face = np.sin(5 * x) * np.cos(3 * y)\n"
    "def show(*images):\n"
    "    figure, grid = plt.subplots(1, len(images), squeeze=False)\n"
    "    for axes, image in zip(grid.flat, images):\n"
    "        axes.imshow(image)\n"
    "    figure.supxlabel('pixels'); figure.supylabel('rows')\n"
    "    plt.show()"
)


def shown(folder: Path, *cells: str) -> list[list[PlotImage]]:
    """The images of each figure that these cells draw."""
    run = run_forked(folder, START, *cells)
    assert not [cell.error for cell in run.cells if cell.error], printed(run)
    plots = list(collect_plots(run, lambda content: ""))
    assert {(axes.x_label, axes.y_label) for plot in plots for axes in plot.axes} == {
        ("pixels", "rows")
    }
    return [[image for axes in plot.axes for image in axes.images] for plot in plots]


def test_equal_alike_and_different_images_can_be_told(tmp_path: Path) -> None:
    ((face, same, noisy, other, noise),) = shown(
        tmp_path,
        "show(face, face.copy(), face + chance.uniform(-0.4, 0.4, face.shape), face.T, "
        "chance.random((64, 64)))",
    )

    assert face.digest == same.digest != noisy.digest
    assert are_near(face, same)
    assert not are_near(face, other)
    assert not are_near(face, noise)
    rough = [image.roughness for image in (face, noisy, noise)]
    assert rough == sorted(rough)  # type: ignore[type-var]
    assert rough[2] == pytest.approx(1 / 3, abs=0.02)


ODD = (
    "np.zeros((5, 5))",
    "np.full((5, 5), np.nan)",
    "np.array([[1e300, -1e300]])",
    "np.array([[np.inf, 0.0], [1.0, 2.0]])",
    "np.ma.masked_less(face, 0)",
    "chance.random((1, 3))",
    "chance.integers(0, 255, (9, 7, 4), dtype=np.uint8)",
    "face > 0",
)


def test_any_image_is_read_whatever_its_values(tmp_path: Path) -> None:
    (found,) = shown(tmp_path, f"show({', '.join(ODD)})")

    assert [len(image.digest) for image in found] == [16] * len(ODD)
    assert {len(image.thumbnail) for image in found} == {0, 128}
