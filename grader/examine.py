"""One submission becomes Evidence: it is run, what it left is collected, its networks measured."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace

from grader.collect import adaptations, claims, endings
from grader.collect.dormant import collect_dormant
from grader.collect.measurements import Measurer, find_twin, measure
from grader.collect.networks import Caught, catch_networks, catch_training
from grader.collect.saved import read_saved
from grader.collect.written import read_written
from grader.course import Course
from grader.errors import ProbeError
from grader.records import (
    Ending,
    EndingName,
    Evidence,
    Execution,
    Limits,
    Measurement,
    Network,
    NotebookRun,
    Place,
    Submission,
    Training,
)
from grader.sandbox.interface import Sandbox, Watch
from grader.store import Store


class Examiner:
    """Examines submissions with one sandbox, one clean sandbox and one course's data."""

    def __init__(
        self, *, sandbox: Sandbox, measurer: Measurer, course: Course, limits: Limits, store: Store
    ) -> None:
        self._sandbox = sandbox
        self._measurer = measurer
        self._course = course
        self._limits = limits
        self._store = store

    def examine(self, submission: Submission, watch: Watch) -> Evidence:
        """Run, collect and measure. Graphs and weights go into the store, the evidence does not.

        Raises `SandboxError` when our own machinery failed, `KeyboardInterrupt` when stopped.
        """
        began = time.monotonic()
        execution = None
        if submission.notebooks:
            execution = self._sandbox.run(submission, self._course.given, self._limits, watch)
        watch.progress("measuring")
        evidence = self._collect(submission, execution, watch)
        return replace(evidence, seconds=round(time.monotonic() - began, 2))

    def _collect(
        self, submission: Submission, execution: Execution | None, watch: Watch
    ) -> Evidence:
        networks: list[Network] = []
        training: list[Training] = []
        measurements: list[Measurement] = []
        adapted = list(adaptations.course_files(submission, self._course.files))
        problems: list[Ending] = []
        for run in execution.notebooks if execution else ():
            caught = _caught(run, len(networks) + 1, problems)
            with _told(run, "what was changed to run it", problems):
                adapted += adaptations.collect_adaptations(run)
            for each in caught:
                watch.progress(f"measuring {len(networks) + 1}")
                twin = find_twin(each, caught)
                network, scores = measure(each, self._course.held_out, self._measurer, twin=twin)
                networks.append(self._with_blobs(network, each))
                measurements += scores
            training += catch_training(run, caught) if caught else ()
        written = read_written(submission)
        return Evidence(
            submission=submission.id,
            name=submission.name,
            digest=submission.digest,
            networks=tuple(networks),
            training=(*training, *written.training),
            written_networks=written.networks,
            measurements=tuple(measurements),
            claims=claims.collect_claims(submission, execution),
            saved=read_saved(submission),
            adaptations=tuple(adapted),
            endings=endings.collect_endings(submission, execution) + tuple(problems),
            notebooks=endings.collect_cells(execution),
            dormant=collect_dormant(submission),
            data=self._course.used,
            sandbox=execution.sandbox if execution else "",
        )

    def _with_blobs(self, network: Network, caught: Caught) -> Network:
        graph = caught.graph.model_dump_json().encode() if caught.graph else b""
        return replace(
            network,
            graph_blob=self._store.keep_blob(graph) if graph else "",
            weights_blob=self._store.keep_blob(caught.weights) if caught.weights else "",
        )


def _caught(run: NotebookRun, first: int, problems: list[Ending]) -> tuple[Caught, ...]:
    """The networks of a run; none if the list of them cannot be read."""
    with _told(run, "its networks", problems):
        return catch_networks(run, first=first)
    return ()


@contextlib.contextmanager
def _told(run: NotebookRun, subject: str, problems: list[Ending]) -> Iterator[None]:
    """What the probe left and nobody can read is told as an ending of the run."""
    try:
        yield
    except ProbeError as error:
        words = f"What this run left behind about {subject} could not be read ({error})."
        place = Place(file=run.path)
        problems.append(Ending(name=EndingName.UNREADABLE, sentence=words, place=place))
