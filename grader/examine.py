"""One submission becomes Evidence: it is run, what it left is collected, its networks measured."""

import hashlib
import json
import time
from dataclasses import asdict, replace
from pathlib import Path

from grader import __version__
from grader.collect import adaptations, claims, endings
from grader.collect.measurements import Measurer, measure
from grader.collect.networks import Caught, catch_networks, catch_training
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

    def key(self, submission: Submission) -> str:
        """Names the evidence: the submission's content and everything that the run depends on."""
        parts = {
            "submission": submission.digest,
            "sandbox": self._sandbox.name,
            "limits": asdict(self._limits),
            "data": self._course.used.digest,
            "files": [file.name for file in self._course.given.files],
            "tasks": [task.task for task in self._course.held_out],
            "program": [__version__, _source_digest()],
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def stored(self, submission: Submission) -> Evidence | None:
        """Evidence of an earlier run on the same content with the same settings."""
        found = self._store.find(self.key(submission))
        # Two students may hand in the same files under two names.
        return found and replace(found, submission=submission.id, name=submission.name)

    def examine(self, submission: Submission, watch: Watch) -> Evidence:
        """Run, collect, measure and store.

        Raises `SandboxError` when our own machinery failed, `KeyboardInterrupt` when stopped.
        """
        began = time.monotonic()
        execution = None
        if submission.notebooks:
            execution = self._sandbox.run(submission, self._course.given, self._limits, watch)
        watch.progress("measuring")
        evidence = self._collect(submission, execution, watch)
        evidence = replace(evidence, seconds=round(time.monotonic() - began, 2))
        self._store.keep(self.key(submission), evidence)
        return evidence

    def _collect(
        self, submission: Submission, execution: Execution | None, watch: Watch
    ) -> Evidence:
        networks: list[Network] = []
        training: list[Training] = []
        measurements: list[Measurement] = []
        problems: list[Ending] = []
        for run in execution.notebooks if execution else ():
            caught = _caught(run, len(networks) + 1, problems)
            for each in caught:
                watch.progress(f"measuring {len(networks) + 1}")
                network, scores = measure(each, self._course.held_out, self._measurer)
                networks.append(self._with_blobs(network, each))
                measurements += scores
            training += catch_training(run, caught) if caught else ()
        names = [file.name for file in self._course.given.files]
        return Evidence(
            submission=submission.id,
            name=submission.name,
            digest=submission.digest,
            networks=tuple(networks),
            training=tuple(training),
            measurements=tuple(measurements),
            claims=claims.collect_claims(submission, execution),
            adaptations=adaptations.course_files(submission, names),
            endings=endings.collect_endings(submission, execution) + tuple(problems),
            notebooks=endings.collect_cells(execution),
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
    """The networks of a run; a list that cannot be read is told as an ending of the run."""
    try:
        return catch_networks(run, first=first)
    except ProbeError as error:
        words = f"What this run left behind about its networks could not be read ({error})."
        place = Place(file=run.path)
        problems.append(Ending(name=EndingName.UNREADABLE, sentence=words, place=place))
        return ()


def _source_digest() -> str:
    """Digest of the code that makes evidence, so that other code's evidence is not used."""
    package = Path(__file__).parent
    total = hashlib.sha256()
    for folder in ("probe", "collect", "sandbox", "ingest"):
        for path in sorted((package / folder).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()
