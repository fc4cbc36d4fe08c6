"""A run with each asked setting held against its own; and why another run may do better."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.checks.certainty import others_doubt, run_doubt
from grader.checks.code.texts import options_doubt, reading_doubt
from grader.checks.options import setting_doubt
from grader.checks.runs.fields import Held, State, Wish
from grader.checks.runs.pools import Pool, Run, all_runs
from grader.checks.runs.wishes import is_known
from grader.records import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A run with each asked setting held against its own."""

    run: Run
    """The run."""
    held: tuple[Held, ...]
    """The settings in the order of the wishes."""

    def having(self, *states: State) -> list[Held]:
        """The settings that compare so."""
        return [each for each in self.held if each.state in states]

    @property
    def does_it(self) -> bool:
        """Whether it has all that is asked."""
        return not self.having(State.DIFFERENT, State.NEAR, State.UNKNOWN)

    @property
    def distance(self) -> tuple[int, int, int]:
        """How far it is from what is asked; the smaller, the nearer."""
        states = State.DIFFERENT, State.NEAR, State.UNKNOWN
        different, near, unknown = (len(self.having(state)) for state in states)
        return different, near, unknown


def hold_run(case: Case, run: Run, wishes: tuple[Wish, ...]) -> Tried:
    """The run beside what is asked of it."""
    return Tried(run=run, held=tuple(wish.held(case.evidence, run) for wish in wishes))


def doubt_of(
    case: Case,
    pool: Pool,
    wishes: tuple[Wish, ...],
    network: str | None,
    tried: Sequence[Tried] = (),
) -> str:
    """Why a run with what is asked may exist after all; empty if nothing is left."""
    return (
        pool.doubt
        or run_doubt(case.evidence)
        or file_doubt(pool)
        or record_doubt(pool)
        or (others_doubt(case, case.required(network)) if network is not None else "")
        or _strangers_doubt(case, pool, wishes)
        or _written_doubt(case, pool, wishes)
        or _options_doubt(case, pool, tried)
        or reading_doubt(case.evidence)
    )


def _options_doubt(case: Case, pool: Pool, tried: Sequence[Tried]) -> str:
    """Of each run at least one setting must be certain, else it may have been told all of them."""
    if not tried:
        return options_doubt(case.evidence)
    differing = ((each.run, [one.field for one in each.having(State.DIFFERENT)]) for each in tried)
    doubts = (setting_doubt(case, pool, run, fields) for run, fields in differing)
    return next(filter(None, doubts), "")


def file_doubt(pool: Pool) -> str:
    for each in pool.networks:
        if file := each.checkpoint or each.loaded_from:
            return f"weights of {file} come from a run that was not seen"
    return ""


def record_doubt(pool: Pool) -> str:
    """Why a run may be another than its record says."""
    for each in pool.none:
        if not each.certain:
            return f"the record of a run is not to be relied on: {each.why}"
    return ""


def _strangers_doubt(case: Case, pool: Pool, wishes: tuple[Wish, ...]) -> str:
    for run in pool.strangers:
        if run.is_observed and not hold_run(case, run, wishes).having(State.DIFFERENT):
            where = f" ({run.training.place})"
            return f"another training{where}, of a network that may be meant, does not differ"
    return ""


def _written_doubt(case: Case, pool: Pool, wishes: tuple[Wish, ...]) -> str:
    ran = [run for run in all_runs(case.evidence) if run.is_observed]
    unclear = [run for run in pool.strangers if not run.is_observed and not is_known(run, ran)]
    for run in (*pool.written, *unclear):
        if not hold_run(case, run, wishes).having(State.DIFFERENT):
            return f"the code says it otherwise ({run.training.place})"
    return ""
