"""Seconds for each submission: plain nbclient, and `grade` cold, with two workers, and stored.

    python benchmarks/overhead.py [--submissions 6] [--data DIR] [--notebook FILE]

Everything runs in one go on one machine, so the ratios hold where the seconds do not. Plain
nbclient executes the same notebooks one after another in one process, without a sandbox, and
finds the same data files beside them. `grade` is timed as a whole command, its own start, the
class page and the reports included.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grader.course import Course, find_data
from grader.rubric_file import load_rubric

PROJECT = Path(__file__).resolve().parent.parent
RUBRIC = PROJECT / "rubrics" / "a2.yaml"
PLAIN = """
import json, sys, nbclient, nbformat
for path in json.loads(sys.argv[1]):
    folder = path.rpartition("/")[0]
    notebook = nbformat.read(path, 4)
    nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}
    ).execute()
"""
CELLS = (
    "import numpy as np, torch\nfrom torch import nn\n"
    'data = np.load("./data/hw2_Q2_and_Q3_data.npz")\n'
    'images = torch.tensor(data["arr_0"].T / 255, dtype=torch.float32)\n'
    'labels = torch.tensor(data["arr_1"].astype("int64"))',
    "net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),\n"
    "                    nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))\n"
    "optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)",
    "for epoch in range(5):\n    for rows in torch.randperm(8000).split(128):\n"
    "        optimizer.zero_grad()\n"
    "        loss = nn.functional.cross_entropy(net(images[rows]), labels[rows])\n"
    "        loss.backward()\n        optimizer.step()\n    print(epoch, float(loss))",
)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    seconds: float


def main() -> int:
    """Make the class, time the commands, print the table."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="grade-benchmark-") as name:
        folder = Path(name)
        paths = _make_class(folder / "class", options.submissions, options.notebook)
        _place_data(folder / "plain", paths, options.data)
        count = options.submissions
        # Once for the caches of the machine and the data files; not counted.
        _grade(folder, "warm", options.data, workers=1, only=1)
        rows = [
            Row("plain nbclient", _plain(folder / "plain") / count),
            Row("grade, one worker", _grade(folder, "one", options.data, workers=1) / count),
            Row("grade, two workers", _grade(folder, "two", options.data, workers=2) / count),
            Row("grade, stored", _grade(folder, "two", options.data, workers=2) / count),
        ]
    _print_table(rows, count)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=6)
    parser.add_argument("--data", type=Path, default=os.environ.get("GRADE_DATA"))
    parser.add_argument("--notebook", type=Path, help="time this one instead of a small MLP")
    return parser.parse_args()


def _make_class(folder: Path, count: int, notebook: Path | None) -> list[Path]:
    """The same notebook many times; a comment makes each a submission of its own."""
    folder.mkdir(parents=True)
    cells = (
        [nbformat.v4.new_code_cell(source) for source in CELLS]
        if notebook is None
        else nbformat.read(notebook, 4).cells  # type: ignore[no-untyped-call]
    )
    paths = []
    for number in range(count):
        first = nbformat.v4.new_code_cell(f"# submission {number}")
        made = nbformat.v4.new_notebook(cells=[first, *cells])
        path = folder / f"student-{number}.ipynb"
        path.write_text(json.dumps(made))
        paths.append(path)
    return paths


def _place_data(folder: Path, paths: list[Path], data: Path | None) -> None:
    source = find_data(data, download=False)
    given = Course.of(load_rubric(RUBRIC, data=source.name), source).given
    for path in paths:
        place = folder / path.stem
        (place / "data").mkdir(parents=True)
        shutil.copy(path, place)
        for file in given.files:
            (place / "data" / file.name).symlink_to(file.source)
            (place / file.name).symlink_to(file.source)


def _plain(folder: Path) -> float:
    paths = sorted(str(path) for path in folder.glob("*/*.ipynb"))
    return _timed([sys.executable, "-c", PLAIN, json.dumps(paths)], folder)


def _grade(
    folder: Path, out: str, data: Path | None, *, workers: int, only: int | None = None
) -> float:
    command = [str(Path(sys.executable).with_name("grade")), str(folder / "class")]
    command += ["--rubric", str(RUBRIC), "--out", str(folder / out), "--workers", str(workers)]
    command += ["--offline", *(["--data", str(data)] if data else [])]
    command += ["--only", *(f"student-{number}" for number in range(only))] if only else []
    return _timed(command, folder)


def _timed(command: list[str], folder: Path) -> float:
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2):
        sys.exit(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")
    return time.monotonic() - began


def _print_table(rows: list[Row], count: int) -> None:
    plain = rows[0].seconds
    print(f"{count} submissions, {os.cpu_count()} cores, seconds for each submission\n")
    print(f"{'':22}{'seconds':>9}{'of plain':>10}")
    for row in rows:
        print(f"{row.name:22}{row.seconds:9.2f}{row.seconds / plain:9.2f}x")
    print(f"\ntwo workers against one: {rows[1].seconds / rows[2].seconds:.2f}x the throughput")


if __name__ == "__main__":
    sys.exit(main())
