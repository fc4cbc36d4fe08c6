"""The curves of a submission that a check may look at: of runs, of figures, of saved outputs."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks.certainty import limit_doubt, run_doubt
from grader.checks.plots.hidden import was_cut
from grader.checks.plots.scope import Belongs, Scope, scope_of
from grader.matching.curves import Course, course_of
from grader.matching.figures.reading import Curve, curves_of
from grader.matching.figures.words import (
    ACCURACY,
    EPOCH,
    LOSS,
    STEP,
    TEST,
    TRAIN,
    VALIDATION,
    is_in_per_cent,
    subject_of,
)
from grader.records import Case, Kind, Network, Place, SavedValue, Training

OF_CHOICES = tuple(
    f"{split}_{quantity}" for quantity in (LOSS, ACCURACY) for split in (TRAIN, VALIDATION, TEST)
)
"""Curves that may be asked for."""
SHARES = 1.0 + 1e-6
"""Accuracies up to here are shares, not per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One curve, with what keeps it from deciding against the submission."""

    course: Course
    words: str
    """What it is, for a report."""
    kind: Kind
    place: Place
    doubt: str = ""
    """Why it may not be the whole curve of the right network; empty if it is."""
    is_of_it: bool = True
    """Whether it is certainly of the network that is asked about."""
    is_from_start: bool = False
    """Whether it is certain that it begins with an untrained network."""
    group: tuple[str, int | None] = ("", None)
    """Curves with one group, of a figure or a cell, may be held together."""
    about: str = ""
    """What its label says beside data and quantity: `deep` for `deep, train`."""


def curves_seen(case: Case, of: str, *, wanted: frozenset[str] | None) -> list[Seen]:
    """All curves of this kind, of these networks or of any; those that were observed first."""
    if of not in OF_CHOICES:
        raise ValueError(f"a curve is one of {', '.join(OF_CHOICES)}, not {of!r}")
    split, quantity = of.split("_")
    if wanted is not None and not wanted:
        return []
    runs = _of_runs(case, wanted) if of == f"{TRAIN}_{LOSS}" else iter(())
    figures = _of_figures(case, wanted, quantity, split)
    return [*runs, *figures, *_of_outputs(case, wanted, quantity, split)]


def unseen_runs(case: Case, seen: list[Seen], *, wanted: frozenset[str] | None) -> str:
    """Why there may be another curve than those that were seen; empty if there is none."""
    if doubt := run_doubt(case.evidence):
        return doubt
    runs = {
        run.run
        for run in case.evidence.training
        if run.kind is Kind.OBSERVED and (wanted is None or _ids(run) & wanted)
    }
    observed = {each.course.values for each in seen if each.kind is Kind.OBSERVED}
    if len(observed) < len(runs):
        return f"{len(runs)} trainings were seen, and curves of {len(observed)} of them"
    return ""


def _of_runs(case: Case, wanted: frozenset[str] | None) -> Iterator[Seen]:
    networks = {each.id: each for each in case.evidence.networks}
    trained: set[str] = set()
    for run in case.evidence.training:
        if run.kind is not Kind.OBSERVED or (wanted is not None and not _ids(run) & wanted):
            continue
        network = networks.get(run.network)
        is_first = run.network not in trained and network is not None and not network.loaded_from
        trained |= _ids(run)
        course = course_of([(point.at, point.value) for point in run.epoch_losses])
        if course.values:
            begins = course.at[0] <= 1
            yield Seen(
                course=course,
                words=f"the training loss of {network.name or run.network if network else 'a run'}",
                kind=Kind.OBSERVED,
                place=run.place,
                doubt=_run_doubt(case, run, network),
                is_from_start=is_first and begins,
                group=(run.place.file, run.place.cell),
            )


def _run_doubt(case: Case, run: Training, network: Network | None) -> str:
    if network is None:
        return "the network of this training was not seen"
    if run.epochs_finished is None or run.epochs is None:
        return "its epochs could not be counted"
    if run.epochs_finished < run.epochs:
        return "its last epoch did not end"
    return limit_doubt(case.evidence, network)


def _of_figures(
    case: Case, wanted: frozenset[str] | None, quantity: str, split: str
) -> Iterator[Seen]:
    curves = curves_of(case.evidence)
    belongs: Scope = scope_of(case, curves, wanted=wanted, question="")
    accepted = {VALIDATION, TEST} if split in (VALIDATION, TEST) else {split}
    for curve in curves:
        is_of = bool(curve.splits) and curve.splits <= accepted and not curve.is_one_of
        where = belongs(curve)
        if not curve.shows(quantity) or not is_of or where is Belongs.NO:
            continue
        course = _drawn(curve, quantity)
        if curve.x - {EPOCH, STEP} or not course.values:
            continue
        yield Seen(
            course=course,
            words=curve.told,
            kind=Kind.OBSERVED,
            place=curve.plot.place,
            doubt=_figure_doubt(case, where),
            is_of_it=where is Belongs.YES,
            group=(curve.plot.place.file, curve.number),
            about=subject_of(curve.drawn.label),
        )


def _figure_doubt(case: Case, where: Belongs) -> str:
    if where is not Belongs.YES:
        return "it is not certain which network this curve is of"
    return "the run was cut short" if was_cut(case.evidence) else ""


def _drawn(curve: Curve, quantity: str) -> Course:
    values = list(curve.drawn.y)
    if quantity == ACCURACY:
        named = any(map(is_in_per_cent, (curve.drawn.label, curve.axes.y_label)))
        largest = max((value for value in values if value is not None), default=0.0)
        if not named and largest <= SHARES:
            values = [None if value is None else 100 * value for value in values]
    return course_of(list(zip(curve.drawn.x, values, strict=False)))


def _of_outputs(
    case: Case, wanted: frozenset[str] | None, quantity: str, split: str
) -> Iterator[Seen]:
    """What was printed when the author ran it: a claim, which never costs points."""
    names = {f"{split}_{quantity}"} | (
        {f"{VALIDATION}_{quantity}", f"{TEST}_{quantity}"} if split != TRAIN else set()
    )
    trained = {
        (run.place.file, cell)
        for run in case.evidence.training
        if wanted is None or _ids(run) & wanted
        for cell in (*run.cells, run.place.cell)
    }
    groups: dict[tuple[str, int | None, str], list[SavedValue]] = {}
    for saved in case.evidence.saved:
        place = saved.place
        is_there = wanted is None or (place.file, place.cell) in trained
        if saved.quantity in names and place.epoch is not None and is_there:
            groups.setdefault((place.file, place.cell, saved.quantity), []).append(saved)
    for (file, cell, _), values in groups.items():
        for points in _runs_of(values):
            yield Seen(
                course=course_of(points),
                words=f"the saved output of {Place(file=file, cell=cell)}",
                kind=Kind.CLAIMED,
                place=Place(file=file, cell=cell),
                doubt="only a saved output tells it",
                group=(file, cell),
            )


def _runs_of(values: list[SavedValue]) -> list[list[tuple[float | None, float | None]]]:
    """The values run by run: where epochs begin again, another run begins."""
    runs: list[list[tuple[float | None, float | None]]] = [[]]
    for saved in values:
        epoch = float(saved.place.epoch or 0)
        if runs[-1] and epoch <= (runs[-1][-1][0] or 0.0):
            runs.append([])
        runs[-1].append((epoch, saved.value))
    return runs


def _ids(run: Training) -> frozenset[str]:
    return frozenset(name for name in (run.network, run.ended_as) if name)
