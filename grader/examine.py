"""One submission becomes Evidence: it is run, what it left is collected, its networks measured."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace

from grader.collect import adaptations, checkpoints, claims, endings
from grader.collect.accounts import read_accounts, read_handed_in, unread_documents
from grader.collect.calls import read_calls
from grader.collect.concerns import (
    Known,
    Witnessed,
    copy_concerns,
    hidden_words,
    hiding_files,
    no_training_concerns,
    read_witnessed,
    without_none,
    witnessed_concerns,
)
from grader.collect.dormant import collect_dormant
from grader.collect.measurements import Measurer, find_twin, measure
from grader.collect.mistakes import Signals, collect_mistakes, read_signals
from grader.collect.networks import Caught, catch_networks
from grader.collect.plots import collect_plots, saved_plots
from grader.collect.qualities import measure_qualities
from grader.collect.random_transforms import with_random_transforms
from grader.collect.saved import read_saved
from grader.collect.training import catch_evaluations, catch_training
from grader.collect.write_ups import Reader
from grader.collect.written import read_written
from grader.course import Course
from grader.errors import GraderError, ProbeError
from grader.ingest import changed_files
from grader.records import (
    Account,
    Ending,
    EndingName,
    Evaluation,
    Evidence,
    Execution,
    Limits,
    Measurement,
    Network,
    NotebookRun,
    Place,
    Plot,
    RunMode,
    Submission,
    Training,
)
from grader.sandbox.interface import Given, Sandbox, Watch
from grader.store import Store


class Examiner:
    """Examines submissions with one sandbox, one clean sandbox and one course's data."""

    def __init__(
        self,
        *,
        sandbox: Sandbox,
        measurer: Measurer,
        reader: Reader,
        course: Course,
        limits: Limits,
        store: Store,
    ) -> None:
        self._sandbox = sandbox
        self._reader = reader
        self._measurer = measurer
        self._course = course
        self._limits = limits
        self._store = store

    def examine(self, submission: Submission, watch: Watch) -> Evidence:
        """Run, collect and measure. Graphs and weights go into the store, the evidence does not.

        Raises `SandboxError` when our own machinery failed, `KeyboardInterrupt` when stopped.
        """
        began = time.monotonic()
        execution, given = None, Given()
        if submission.notebooks:
            given = self._course.given_to(submission)
            execution = self._sandbox.run(submission, given, self._limits, watch)
        watch.progress("reading")
        accounts, unread = self._read(submission)
        watch.progress("measuring")
        evidence = self._collect(submission, execution, given, watch)
        calls = read_calls(submission, evidence.notebooks, accounts)
        ended = (*evidence.endings, *unread)
        concerns = (*evidence.concerns, *hidden_words(accounts))
        evidence = replace(
            evidence, accounts=accounts, calls=calls, endings=ended, concerns=concerns
        )
        return replace(evidence, seconds=round(time.monotonic() - began, 2))

    def _read(self, submission: Submission) -> tuple[tuple[Account, ...], tuple[Ending, ...]]:
        """What its documents say; a failure of ours costs nothing but that."""
        try:
            accounts = read_accounts(submission, self._reader)
        except (GraderError, OSError) as error:
            words = f"Its write-up was not read, so a person must: {error}."
            place = Place(file=submission.name)
            return (), (Ending(name=EndingName.NO_TEXT, sentence=words, place=place),)
        return accounts, unread_documents(accounts, submission)

    def _collect(
        self, submission: Submission, execution: Execution | None, given: Given, watch: Watch
    ) -> Evidence:
        networks: list[Network] = []
        training: list[Training] = []
        evaluations: list[Evaluation] = []
        measurements: list[Measurement] = []
        qualities: list[Measurement] = []
        adapted = list(adaptations.readings(submission))
        adapted += adaptations.course_files(submission, self._course.files)
        published = [file.takes_place_of for each in given.data_sets for file in each.files]
        adapted += adaptations.put_in_place(submission, published)
        plots: list[Plot] = []
        problems: list[Ending] = []
        looks: list[checkpoints.Look] = []
        signals: list[Signals] = []
        testimonies: list[Witnessed] = []
        tasks = self._course.held_out_for(submission)
        for run in execution.notebooks if execution else ():
            problems += endings.unwatched(run)
            known = checkpoints.answered(looks)
            caught = _caught(run, len(networks) + 1, problems, known)
            with _told(run, "the checkpoints", problems):
                looks += checkpoints.look(run, caught)
            with _told(run, "known mistakes", problems):
                signals.append(read_signals(run, caught))
            with _told(run, "what was changed to run it", problems):
                adapted += adaptations.collect_adaptations(run)
            with _told(run, "what watched it", problems):
                testimonies.append(read_witnessed(run))
            with _told(run, "its figures", problems):
                for plot in collect_plots(run, self._store.keep_blob):
                    plots.append(plot)
            for each in caught:
                watch.progress(f"measuring {len(networks) + 1}")
                twin = find_twin(each, caught)
                why_not = self._why_not(each.network)
                network, scores = measure(each, tasks, self._measurer, twin=twin, why_not=why_not)
                qualities += measure_qualities(
                    each, self._course.pictures, self._measurer, twin=twin, why_not=why_not
                )
                networks.append(self._with_blobs(network, each))
                measurements += scores
            with _told(run, "its training", problems):
                began = len({one.run for one in training})
                training += catch_training(run, caught, first=began + 1)
                evaluations += catch_evaluations(run, caught)
        written = read_written(submission)
        cells = endings.collect_cells(execution)
        held_against = Known(
            networks=networks, measurements=measurements, notebooks=cells, testimonies=testimonies
        )
        ran, no_trainings = without_none(with_random_transforms(training, signals), held_against)
        trained = (*ran, *written.training)
        concerns = [*hiding_files(submission), *no_training_concerns(no_trainings)]
        concerns += [each for found in testimonies for each in witnessed_concerns(found)]
        concerns += copy_concerns(changed_files(submission))
        ended = endings.collect_endings(submission, execution)
        files, unsettled = checkpoints.collect_checkpoints(submission, looks)
        evidence = Evidence(
            submission=submission.id,
            name=submission.name,
            digest=submission.digest,
            networks=tuple(networks),
            training=trained,
            no_trainings=no_trainings,
            concerns=tuple(concerns),
            evaluations=tuple(evaluations),
            checkpoints=files,
            written_networks=written.networks,
            measurements=tuple(measurements),
            qualities=tuple(qualities),
            claims=claims.collect_claims(submission, execution),
            handed_in=read_handed_in(submission, written),
            saved=read_saved(submission),
            plots=(*plots, *saved_plots(submission)),
            adaptations=tuple(adapted),
            endings=(*endings.with_progress(ended, trained), *problems, *unsettled),
            notebooks=cells,
            dormant=collect_dormant(submission),
            data=self._course.used,
            sandbox=execution.sandbox if execution else "",
        )
        return replace(evidence, mistakes=collect_mistakes(submission, evidence, signals))

    def _why_not(self, network: Network) -> str:
        """Why the scores of a network would mean nothing; empty if they mean something."""
        has_weights = network.steps or network.checkpoint or network.loaded_from
        if network.training_left_out or (self._limits.mode is RunMode.SAVED and not has_weights):
            return "training was left out, as asked"
        return ""

    def _with_blobs(self, network: Network, caught: Caught) -> Network:
        graph = caught.graph.model_dump_json().encode() if caught.graph else b""
        return replace(
            network,
            graph_blob=self._store.keep_blob(graph) if graph else "",
            weights_blob=self._store.keep_blob(caught.weights) if caught.weights else "",
        )


def _caught(
    run: NotebookRun, first: int, problems: list[Ending], known: frozenset[str]
) -> tuple[Caught, ...]:
    """The networks of a run; none if the list of them cannot be read."""
    with _told(run, "its networks", problems):
        return catch_networks(run, first=first, known=known)
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
