"""Figures that a run showed or saved become data; looking at them changes nothing."""

import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from grader.collect.plots import LARGEST_PICTURE, collect_plots, saved_plots
from grader.errors import ProbeError
from grader.ingest.limits import IngestLimits
from grader.ingest.notebooks import read_notebook
from grader.records import Kind, NotebookRun, Plot, PlotSeries, Submission
from tests.collect.conftest import PROBE, run_python
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch

START = "import matplotlib.pyplot as plt\nimport numpy as np\n"


def plots_of(folder: Path, *cells: str, **settings: Any) -> tuple[Plot, ...]:
    """The figures that these cells draw."""
    run = run_forked(folder, START, *cells, **settings)
    assert not [cell.error for cell in run.cells if cell.error], printed(run)
    return tuple(collect_plots(run, lambda content: content.hex()))


def test_a_plot_of_two_curves_is_told_with_all_its_words(tmp_path: Path) -> None:
    (plot,) = plots_of(
        tmp_path,
        "plt.plot([1, 2, 4], [0.5, 0.25, float('nan')])\n"
        "plt.plot([1, 2, 4], [0.6, 0.5, 0.4], '--')\n"
        "plt.title('Loss'); plt.xlabel('epoch'); plt.ylabel('loss'); plt.yscale('log')\n"
        "plt.xlim(0, 5); plt.legend(['train', 'val'])\n"
        "plt.show()",
    )

    (axes,) = plot.axes
    assert (plot.title, plot.series, plot.kind) == ("Loss", ("train", "val"), Kind.OBSERVED)
    assert (plot.place.file, plot.place.cell) == ("net.ipynb", 1)
    assert (axes.x_label, axes.y_label, axes.y_scale) == ("epoch", "loss", "log")
    assert (axes.x_limits, axes.legend) == ((0.0, 5.0), ("train", "val"))
    assert axes.series[0] == PlotSeries(
        label="train", kind="line", length=3, x=(1.0, 2.0, 4.0), y=(0.5, 0.25, None)
    )
    assert bytes.fromhex(plot.picture_blob).startswith(b"\x89PNG")


KINDS = {
    "plt.scatter([1, 2], [3, 4])": ("scatter", 2),
    "plt.plot([1, 2], [3, 4], 'o')": ("scatter", 2),
    "plt.bar(['a', 'b'], [3, 4])": ("bar", 2),
    "plt.barh(['a', 'b'], [3, 4])": ("barh", 2),
    "plt.hist([1, 1, 2, 3], bins=3, rwidth=0.5)": ("hist", 3),
    "plt.hist([1, 1, 2, 3], bins=3, histtype='step')": ("hist", 3),
    "plt.errorbar([1, 2], [3, 4], yerr=[0.1, 0.1])": ("errorbar", 2),
    "plt.stem([1, 2, 3])": ("stem", 3),
    "plt.boxplot([[1, 2, 3], [4, 5, 9]])": ("box", 2),
    "plt.violinplot([[1, 2, 3], [4, 5, 9]])": ("violin", 2),
    "plt.pie([1, 2, 3], labels=list('abc'))": ("pie", 3),
    "plt.fill_between([1, 2], [3, 4], [5, 6])": ("fill", None),
    "plt.contour(np.outer(range(4), range(4)))": ("contour", None),
    "import seaborn\nseaborn.histplot([1, 1, 2, 3, 4], bins=3)": ("hist", 3),
}


def test_every_kind_of_series_is_told_by_its_name(tmp_path: Path) -> None:
    plots = plots_of(tmp_path, *(f"{source}\nplt.show()" for source in KINDS))

    kinds = [[(each.kind, each.length) for each in plot.axes[0].series] for plot in plots]
    assert dict(zip(KINDS, kinds, strict=True)) == {name: [kind] for name, kind in KINDS.items()}
    bars, bins = plots[2].axes[0], plots[4].axes[0].series[0]
    assert (bars.x_ticks, bars.series[0].y) == (("a", "b"), (3.0, 4.0))
    assert (bins.x[0], bins.x[-1], bins.y) == (1.0, 3.0, (2.0, 1.0, 1.0))


def test_a_bar_chart_whose_bars_do_not_touch_is_no_histogram(tmp_path: Path) -> None:
    (plot,) = plots_of(tmp_path, "plt.bar(range(5), range(5))\nplt.show()")

    assert [each.kind for each in plot.axes[0].series] == ["bar"]


def test_a_long_series_keeps_its_ends_and_its_extremes(tmp_path: Path) -> None:
    source = "y = np.zeros(100_000); y[70_001] = 5; y[123] = -3; plt.plot(y); plt.show()"

    (plot,) = plots_of(tmp_path, source)

    (series,) = plot.axes[0].series
    assert (series.length, series.x[0], series.x[-1]) == (100_000, 0.0, 99_999.0)
    assert (min(map(float, filter(None, series.y))), len(series.y) <= 200) == (-3.0, True)
    assert series.y[series.x.index(70_001.0)] == 5.0


def test_a_grid_of_images_is_counted_and_told_what_its_images_are(tmp_path: Path) -> None:
    grid, made = plots_of(
        tmp_path,
        "figure, grid = plt.subplots(2, 3)\n"
        "for axes in grid.flat[:5]:\n"
        "    axes.imshow(np.arange(6).reshape(2, 3), cmap='gray')\n"
        "figure.colorbar(axes.images[0], ax=axes)\n"
        "figure.suptitle('Faces')",
        "import torch, torchvision\n"
        "tiles = torchvision.utils.make_grid(torch.rand(10, 3, 8, 8), nrow=5)\n"
        "plt.imshow(tiles.permute(1, 2, 0))",
    )

    image = grid.axes[4].images[0]
    assert (grid.title, grid.rows, grid.columns, grid.image_axes) == ("Faces", 2, 3, 5)
    assert (grid.axes[4].row, grid.axes[4].column, len(grid.axes)) == (1, 1, 5)
    assert (image.shape, image.colour, image.map) == ((2, 3), False, "gray")
    assert (image.minimum, image.maximum, image.tiles) == (0.0, 5.0, None)
    assert (made.axes[0].images[0].colour, made.axes[0].images[0].tiles) == (True, 10)


def test_pandas_seaborn_and_twin_axes_are_seen_like_all_others(tmp_path: Path) -> None:
    frame, curves, matrix, twins = plots_of(
        tmp_path,
        "import pandas, seaborn\n"
        "data = pandas.DataFrame({'train': [3, 2, 1], 'test': [4, 3, 3]})\n"
        "data.plot(title='From a frame')",
        "seaborn.lineplot(data)",
        "seaborn.heatmap(np.eye(2), annot=True, xticklabels=['cat', 'dog'])",
        "figure, left = plt.subplots()\n"
        "left.plot([1, 2], label='loss')\n"
        "left.twinx().plot([3, 4], label='accuracy')\n"
        "figure",
    )

    assert (frame.title, frame.series, curves.series) == (
        "From a frame", ("train", "test"), ("train", "test"),
    )  # fmt: skip
    (heatmap,) = matrix.axes[0].images
    assert (heatmap.kind, heatmap.shape, matrix.axes[0].x_ticks) == (
        "heatmap", (2, 2), ("cat", "dog"),
    )  # fmt: skip
    assert [(axes.row, axes.column) for axes in twins.axes] == [(0, 0), (0, 0)]
    assert twins.series == ("loss", "accuracy")


def test_what_is_saved_shown_and_named_last_is_one_figure(tmp_path: Path) -> None:
    plots = plots_of(
        tmp_path,
        "figure = plt.figure(); plt.plot([1, 2]); plt.savefig('a.png'); plt.savefig('a.pdf')\n"
        "plt.show()\n"
        "figure",
    )

    assert len(plots) == 1


def test_a_figure_that_is_cleared_and_drawn_on_again_is_two(tmp_path: Path) -> None:
    plots = plots_of(
        tmp_path,
        "plt.plot([1, 2]); plt.title('a'); plt.savefig('a.png'); plt.clf()\n"
        "plt.plot([2, 1]); plt.title('b'); plt.savefig('b.png'); plt.close()",
        "for number in range(3):\n"
        "    plt.figure(); plt.plot([number]); plt.savefig(f'{number}.png'); plt.close()",
        "plt.figure(); plt.close()\nplt.figure(); plt.savefig('empty.png'); plt.close()",
    )

    assert [plot.title for plot in plots] == ["a", "b", "", "", ""]
    assert [plot.place.cell for plot in plots] == [1, 1, 2, 2, 2]


def test_a_live_plot_and_an_animation_are_kept_as_they_ended(tmp_path: Path) -> None:
    live, again, animation = plots_of(
        tmp_path,
        "from IPython.display import clear_output, display\n"
        "seen = []\n"
        "for value in range(12):\n"
        "    seen.append(value); clear_output(wait=True); plt.plot(seen); plt.show()",
        "figure, axes = plt.subplots()\n"
        "for value in range(12):\n"
        "    axes.clear(); axes.plot(range(value + 1)); display(figure)\n",
        "from matplotlib.animation import FuncAnimation, PillowWriter\n"
        "figure, axes = plt.subplots(); line, = axes.plot([0])\n"
        "move = lambda n: line.set_data(range(n + 1), range(n + 1))\n"
        "FuncAnimation(figure, move, frames=8).save('a.gif', writer=PillowWriter())\n"
        "plt.close()",
    )

    plots = (live, again, animation)
    assert [plot.axes[0].series[0].length for plot in plots] == [12, 12, 8]


def test_a_script_that_shows_without_a_screen_drew_its_figures(tmp_path: Path) -> None:
    (plot,) = plots_of(
        tmp_path,
        "import matplotlib; matplotlib.use('Agg')\n"
        "plt.plot([1, 2], label='kept'); plt.legend(); plt.show(); plt.close('all')\n"
        "plt.plot([1, 2], label='never shown')",
        path="train.py",
        is_script=True,
    )

    assert plot.series == ("kept",)
    assert plot.picture_blob


WATCHFUL = """\
import random, warnings, matplotlib
figure, axes = plt.subplots()
line, = axes.plot(np.arange(5), label='a')
state = lambda: (
    plt.get_fignums(), plt.gcf() is figure, plt.gca() is axes, figure.stale, axes.stale,
    line.stale, axes._stale_viewlims,
    hash(str(matplotlib.rcParams)), len(axes.get_children()), figure.dpi, figure.canvas.__class__,
    random.random(), np.random.rand(), figure.get_size_inches().tolist(), axes.get_position(),
)
class Loud(matplotlib.lines.Line2D):
    def draw(self, *_):
        print('drawn', random.random()); warnings.warn('drawn')
random.seed(0); np.random.seed(0)
axes.add_artist(Loud([0, 1], [0, 1]))
print(state())
plt.savefig('a.svg')
print(state())
matplotlib.use('Agg'); plt.show()
print(state())
figure.savefig('b.png', dpi=300)
print(state(), plt.getp(axes, 'xlim'))
"""


def test_the_code_prints_the_same_with_and_without_us(tmp_path: Path) -> None:
    watched = run_forked(tmp_path, START, WATCHFUL)
    alone = run_forked(tmp_path, START, WATCHFUL, watched=False)

    assert printed(watched) == printed(alone)
    assert printed(watched).count("drawn") > 2
    assert len(list(collect_plots(watched, bytes.hex))) == 1


def test_a_figure_that_lies_raises_or_hangs_costs_nothing_but_itself(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        START + "import time, matplotlib",
        "class Mad(matplotlib.lines.Line2D):\n"
        "    def get_xdata(self, orig=True): raise SystemExit('no')\n"
        "plt.gca().add_line(Mad([0, 1], [0, 1])); plt.title('mad'); plt.show()",
        "class Slow(matplotlib.axes.Axes):\n"
        "    busy = False\n"
        "    def get_title(self, *_, **__):\n"
        "        while Slow.busy: time.sleep(1)\n"
        "        return 'slow'\n"
        "figure = plt.figure(); axes = Slow(figure, [0, 0, 1, 1]); figure.add_axes(axes)\n"
        "axes.plot([1]); Slow.busy = True; plt.savefig('slow.png'); plt.close()",
        "plt.plot([1, 2], label=chr(0xd800)); plt.title('x' * 1_000); plt.savefig('good.pdf')\n"
        "print('still here')",
    )

    plots = list(collect_plots(run, bytes.hex))
    assert [plot.title[:3] for plot in plots][-1] == "xxx"
    assert "still here" in printed(run)
    assert run.cells[2].seconds < 10


def test_a_program_without_matplotlib_never_imports_it(tmp_path: Path) -> None:
    (tmp_path / "grade_probe").symlink_to(PROBE)

    # Not in the fork of a process that has imported everything.
    said = run_python(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from grade_probe import watch\n"
        f"watch.start({{'out': {str(tmp_path)!r}, 'cells': [0]}})\n"
        "print([name for name in sys.modules if name.startswith('matplotlib')])\n"
        "import matplotlib; matplotlib.use('Agg')\n"
        "import matplotlib.pyplot as plt\n"
        "plt.plot([1, 2]); plt.savefig('a.png'); watch.finish()",
        tmp_path,
    )

    assert said == "[]\n"
    assert (tmp_path / "plot-1.json").exists()


def a_png(width: int, *, padding: int = 0) -> bytes:
    """A picture that says that it is so wide."""
    header = struct.pack(">IIBBBBB", width, 4, 8, 2, 0, 0, 0)
    content = io.BytesIO()
    content.write(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(header)) + b"IHDR" + header)
    content.write(struct.pack(">I", zlib.crc32(b"IHDR" + header)) + b"\0" * padding)
    return content.getvalue()


PLOT: dict[str, Any] = {
    "format": 1, "cell": 0, "title": "fine", "legend": [], "rows": 1, "columns": 1,
    "image_axes": 0, "axes": [],
}  # fmt: skip
WRONG = {
    "no JSON": b"{",
    "unknown": json.dumps({**PLOT, "script": "x"}).encode(),
    "too long": json.dumps({**PLOT, "title": "x" * 5_000}).encode(),
    "too many": json.dumps({**PLOT, "axes": [{}] * 101}).encode(),
    "infinite": json.dumps({**PLOT, "cell": float("inf")}).encode(),
    "too large": json.dumps(PLOT).encode() + b" " * 2_000_000,
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_figure_that_cannot_be_read_is_said_and_costs_no_other(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "plot-1.json").write_bytes(content)
    (tmp_path / "plot-2.json").write_text(json.dumps(PLOT))
    run = NotebookRun(path="a.ipynb", cells=(), endings=(), seconds=0, probe_folder=str(tmp_path))

    plots = collect_plots(run, bytes.hex)

    assert next(plots).title == "fine"
    with pytest.raises(ProbeError, match=r"plot-1\.json"):
        next(plots)


@pytest.mark.parametrize(
    ("picture", "is_kept"),
    [
        (a_png(4), True),
        (a_png(100_000), False),
        (a_png(4, padding=LARGEST_PICTURE), False),
        (b"<svg onload='alert(1)'>", False),
        (b"", False),
    ],
    ids=["small", "unfolds", "large", "no PNG", "empty"],
)
def test_only_a_small_png_is_kept_as_the_picture(
    tmp_path: Path, picture: bytes, is_kept: bool
) -> None:
    (tmp_path / "plot-1.json").write_text(json.dumps(PLOT))
    (tmp_path / "plot-1.png").write_bytes(picture)
    run = NotebookRun(path="a.ipynb", cells=(), endings=(), seconds=0, probe_folder=str(tmp_path))

    (plot,) = collect_plots(run, bytes.hex)

    assert bool(plot.picture_blob) is is_kept


def test_pictures_saved_with_a_notebook_are_claims() -> None:
    shown: dict[str, Any] = {"output_type": "display_data", "data": {"image/png": "iV"}}
    words = {"output_type": "execute_result", "data": {"text/plain": "image/png"}}
    old = {"output_type": "pyout", "png": "iV", "text": ["<Figure>"]}
    outputs = ([words], [shown, words, old], [shown] * 500)
    cells = [{"cell_type": "code", "source": "", "outputs": each} for each in outputs]
    notebook = read_notebook("a.ipynb", json.dumps({"cells": cells}).encode(), IngestLimits())
    submission = Submission(
        id="a", name="a", digest="", folder="", files=(), notebooks=(notebook,)
    )  # fmt: skip

    plots = saved_plots(submission)

    assert {(plot.kind, plot.axes, plot.picture_blob) for plot in plots} == {(Kind.CLAIMED, (), "")}
    assert [plot.place.cell for plot in plots].count(1) == 2
    assert {plot.place.cell for plot in plots} == {1, 2}
    assert len(plots) < 50
