"""Seconds that the filter of kernel calls costs a submission, and whether anything else changes.

    python benchmarks/hardening.py [--rounds 4] [--class DIR]

The same submissions are examined with and without the filter, in turn and in one process, so the
difference holds where the seconds do not. What decides is processor time, which other programs on
the machine change little. Their evidence must be the same but for times; with `--class`,
submissions that set no seed differ in any two runs.
"""

import argparse
import contextlib
import hashlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.course import Course, find_data
from grader.documents import write_evidence
from grader.examine import Examiner
from grader.ingest import read_class
from grader.records import Limits, Submission
from grader.rubric_file import load_rubric
from grader.sandbox import Watch
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.measurer import CleanRoom
from grader.sandbox.reading import ReadingRooms
from grader.sandbox.run import KernelSandbox
from grader.scratch import scratch_folder
from grader.store import Store

RUBRIC = Path(__file__).resolve().parent.parent / "rubrics" / "a2.yaml"
MOST_SECONDS = 0.3
"""What the filter may cost a submission."""
CLASS = {
    "training": (
        "import numpy as np, torch\nfrom torch import nn\ntorch.manual_seed(1)\n"
        'data = np.load("./data/hw2_Q2_and_Q3_data.npz")\n'
        'images = torch.tensor(data["arr_0"].T / 255, dtype=torch.float32)\n'
        'labels = torch.tensor(data["arr_1"].astype("int64")).ravel()',
        "net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))\n"
        "optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)\n"
        "for epoch in range(2):\n    for rows in torch.randperm(4000).split(128):\n"
        "        optimizer.zero_grad()\n"
        "        loss = nn.functional.cross_entropy(net(images[rows]), labels[rows])\n"
        "        loss.backward()\n        optimizer.step()\n    print(epoch, float(loss))",
    ),
    "workers": (
        "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\n"
        "rows = TensorDataset(torch.arange(64.0).reshape(32, 2))\n"
        "print(sum(float(x.sum()) for (x,) in DataLoader(rows, batch_size=8, num_workers=2)))",
        "import matplotlib.pyplot as plt\nplt.plot([3, 2, 1])\nplt.ylabel('loss')\nplt.show()",
    ),
    "little": ("print(sum(range(1000)))", "import subprocess\nsubprocess.run(['true'])"),
}


def main() -> int:
    """Examine everything in turn, and print what came of it."""
    options = _options()
    with scratch_folder() as scratch:
        folder = options.folder or _class(scratch / "class")
        submissions = read_class(folder, into=scratch / "private")
        seconds: dict[bool, list[float]] = {True: [], False: []}
        processor: dict[bool, list[float]] = {True: [], False: []}
        digests: dict[tuple[str, bool], set[str]] = {}
        for number in range(options.rounds):
            for filters in (True, False) if number % 2 else (False, True):
                before = _processor_seconds()
                with _examiner(scratch / f"{number}-{filters}", filters=filters) as examiner:
                    for submission in submissions:
                        took, digest = _examined(examiner, submission)
                        seconds[filters].append(took)
                        digests.setdefault((submission.id, filters), set()).add(digest)
                used = _processor_seconds() - before
                processor[filters].append(used / len(submissions))
    differ = [one.id for one in submissions if digests[one.id, True] != digests[one.id, False]]
    print(f"{len(submissions)} submissions, {options.rounds} rounds, medians of seconds for each")
    _told("by the clock", seconds)
    cost = _told("processor", processor)
    print(f"evidence that is not the same but for times: {', '.join(differ) or 'none'}")
    return int(cost > MOST_SECONDS or bool(differ))


def _told(what: str, found: dict[bool, list[float]]) -> float:
    """Print what was found with and without; the difference of pairs."""
    with_filter, without = (statistics.median(found[each]) for each in (True, False))
    pairs = zip(found[True], found[False], strict=True)
    cost = statistics.median(one - other for one, other in pairs)
    print(f"{what:13} with {with_filter:.2f}, without {without:.2f}, paired {cost:+.3f}")
    return cost


def _processor_seconds() -> float:
    """Of this process and of all that it started and that ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, who))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--class", dest="folder", type=Path, help="other submissions than our own")
    return parser.parse_args()


def _class(folder: Path) -> Path:
    for name, cells in CLASS.items():
        made = [{"cell_type": "code", "source": cell, "metadata": {}} for cell in cells]
        (folder / name).mkdir(parents=True)
        notebook = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        (folder / name / "a2.ipynb").write_text(json.dumps(notebook))
        (folder / name / "report.md").write_text("# Question 1\n\nThe loss fell to 0.41.\n")
    return folder


@contextlib.contextmanager
def _examiner(out: Path, *, filters: bool) -> Iterator[Examiner]:
    source = find_data(None, download=False)
    course = Course.of(load_rubric(RUBRIC, data=source.name), source)
    wall = Bubblewrap(filters=filters)
    sandbox = KernelSandbox(wall, threads=1)
    room, reader = CleanRoom(wall, course.given, threads=1), ReadingRooms(wall, 1)
    with Store(out) as store:
        try:
            yield Examiner(
                sandbox=sandbox,
                measurer=room,
                reader=reader,
                course=course,
                limits=Limits(),
                store=store,
            )
        finally:
            reader.close()
            room.close()
            sandbox.close()


def _examined(examiner: Examiner, submission: Submission) -> tuple[float, str]:
    """Seconds for one submission, and a digest of its evidence without times."""
    began = time.monotonic()
    evidence = examiner.examine(submission, Watch())
    took = time.monotonic() - began
    content = _without_times(json.loads(write_evidence(evidence)))
    return took, hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _without_times(content: Any) -> Any:
    if isinstance(content, dict):
        kept = ((key, value) for key, value in content.items() if "seconds" not in key)
        return {key: _without_times(value) for key, value in kept}
    return [_without_times(each) for each in content] if isinstance(content, list) else content


if __name__ == "__main__":
    sys.exit(main())
