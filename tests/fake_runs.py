"""A class that needs no kernel: recorded runs of a network that a fake measurer scores."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.collect.measurements import Job
from grader.collect.write_ups import Opened
from grader.course import Course
from grader.errors import SandboxError
from grader.examine import Examiner
from grader.gather import OpenExaminer
from grader.records import (
    CellOutcome,
    CellRun,
    Ending,
    EndingName,
    Execution,
    Limits,
    Missing,
    NotebookRun,
    Place,
    Submission,
)
from grader.sandbox.interface import Given, Watch
from grader.settings import Settings
from grader.store import Store

SIZES = (784, 32, 64, 32, 10)


def write_notebook(path: Path, *sources: str) -> None:
    """Write a notebook of code cells."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook))


def leave_network(
    folder: Path, sizes: tuple[int, ...] = SIZES, rows: NDArray[np.float32] | None = None
) -> None:
    """What the probe would leave of one network of linear layers and relus, fed with `rows`."""
    pairs = list(pairwise(sizes))
    tensors, names, nodes, last = [], [], [], "x"
    for number, (inputs, outputs) in enumerate(pairs):
        tensors += [_tensor(outputs, inputs), _tensor(outputs)]
        for part, role in enumerate(("weight", "bias")):
            names.append(
                {
                    "name": f"{number}.{role}",
                    "tensor": 2 * number + part,
                    "role": "parameter",
                    "trainable": True,
                }
            )
        weights = [{"n": last}, {"t": 2 * number}, {"t": 2 * number + 1}]
        nodes.append(_node(f"linear_{number}", "aten.linear.default", weights, outputs))
        last = f"linear_{number}"
        if number < len(pairs) - 1:
            nodes.append(_node(f"relu_{number}", "aten.relu.default", [{"n": last}], outputs))
            last = f"relu_{number}"
    graph = {
        "format": 1,
        "method": "export",
        "reason": "",
        "input_shape": [sizes[0]],
        "inputs": ["x"],
        "nodes": nodes,
        "output": [{"n": last}],
    }
    (folder / "n1.graph.json").write_text(json.dumps(graph))
    values = sum(int(np.prod(tensor["shape"])) for tensor in tensors)
    (folder / "n1.weights").write_bytes(bytes(4 * values))
    fed = 0 if rows is None else len(rows)
    (folder / "networks.json").write_text(json.dumps(_index(tensors, names, sizes[0], fed)))
    if rows is not None:
        (folder / "n1.train.rows").write_bytes(rows.astype("<f4").tobytes())


def _tensor(*shape: int) -> dict[str, Any]:
    return {"shape": list(shape), "dtype": "float32"}


def _node(name: str, target: str, args: list[Any], width: int) -> dict[str, Any]:
    return {"name": name, "target": target, "args": args, "kwargs": {}, "shape": [-1, width]}


def _index(tensors: list[Any], names: list[Any], inputs: int, rows: int) -> dict[str, Any]:
    seen = {"minimum": 0.0, "maximum": 1.0, "mean": 0.4, "deviation": 0.3, "values": inputs}
    network = {
        "id": "n1",
        "class_name": "Netz",
        "variables": ["netz"],
        "cell": 0,
        "steps": 5,
        "tensors": tensors,
        "names": names,
        "method": "export",
        "reason": "",
        "input": {
            "shape": [inputs],
            "dtype": "float32",
            "calls": {"train": 1, "eval": 0},
            "rows": {"train": rows, "eval": 0},
            "range": seen,
            "batch": 64,
        },
    }
    return {"format": 1, "torch": "2", "networks": [network]}


@dataclass
class Scripted:
    """A sandbox that plays a part for each submission, and counts how often it was asked."""

    folder: Path
    parts: dict[str, Callable[[Watch], None]] = field(default_factory=dict)
    """What happens before a submission's run is given back; it may raise."""
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Layers of a submission's network, if not the usual ones."""
    rows: NDArray[np.float32] | None = None
    """What every network was fed; if there are none, only the range of its inputs is known."""
    runs: list[str] = field(default_factory=list)
    """Ids of the submissions that were run, in order."""
    name: str = "recorded"

    def run(self, submission: Submission, given: Given, limits: Limits, watch: Watch) -> Execution:
        """The run of one notebook with one network."""
        self.runs.append(submission.id)
        if watch.stop.is_set():
            raise KeyboardInterrupt
        if (part := self.parts.get(submission.id)) is not None:
            part(watch)
        out = self.folder / f"{submission.id}-{len(self.runs)}"
        out.mkdir(parents=True)
        leave_network(out, self.sizes.get(submission.id, SIZES), self.rows)
        path = submission.notebooks[0].path
        cell = CellRun(index=0, outcome=CellOutcome.OK, seconds=0.1, output="<b>ok</b>")
        ending = Ending(name=EndingName.FINISHED, sentence="Done.", place=Place(file=path))
        run = NotebookRun(
            path=path, cells=(cell,), endings=(ending,), seconds=0.1, probe_folder=str(out)
        )
        return Execution(sandbox=self.name, notebooks=(run,))

    def close(self) -> None:
        """Nothing is held."""

    def opener(self, *, right: float = 0.9) -> OpenExaminer:
        """Opens examiners with this sandbox and networks that are right on a share of all."""

        @contextlib.contextmanager
        def open_examiner(settings: Settings, course: Course, store: Store) -> Iterator[Examiner]:
            yield Examiner(
                sandbox=self,
                measurer=Oracle(course, right),
                reader=Shut(),
                course=course,
                limits=settings.limits,
                store=store,
            )

        return open_examiner


class Shut:
    """A reader that opens nothing."""

    def open(self, file: Path, form: str) -> Opened:
        """As if the document had stopped it."""
        return Opened(ending="crash")


class Oracle:
    """Gives the right class for a share of all examples, since it knows the labels."""

    def __init__(self, course: Course, right: float) -> None:
        self._course = course
        self._right = right

    def outputs(self, job: Job) -> NDArray[np.float32] | Missing:
        """Outputs of a network that is as good as was asked."""
        (task,) = [each for each in self._course.held_out if each.task == job.task]
        guesses = np.array(task.labels)
        guesses[round(len(guesses) * self._right) :] += 1
        return np.asarray(np.arange(10) == guesses[:, None] % 10, dtype=np.float32)


def sandbox_lost(_: Watch) -> None:
    """The sandbox fails and it is nobody's fault."""
    raise SandboxError("the machine is full")


def interrupt(_: Watch) -> None:
    """Somebody presses Ctrl-C."""
    raise KeyboardInterrupt
