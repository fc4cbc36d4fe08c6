"""The check that a study was made: runs that differ in one thing only."""

from collections.abc import Sequence
from decimal import Decimal

from grader.checks.certainty import run_doubt
from grader.checks.code.texts import claims_of, options_doubt, reading_doubt, told_beside, you_wrote
from grader.checks.runs.coverage import best_group, counted_runs, covers, full, missing_values
from grader.checks.runs.ends import layers_fit
from grader.checks.runs.fields import plain, words_of
from grader.checks.runs.points import (
    OVER_CHOICES,
    Point,
    Worth,
    differing,
    family,
    point_of,
    same_value,
)
from grader.checks.runs.pools import Run, all_runs
from grader.checks.runs.wishes import is_known
from grader.checks.words import answer, listed
from grader.matching import normal
from grader.records import Answer, Case, Claim, Fact, Missing, Outcome, Place

QUANTITIES = {"loss": "loss_function", "scheduler": "schedule", "width": "units"}
"""What statements call a thing that may be varied, where it is something else."""


def study(
    case: Case,
    *,
    over: str,
    network: str | None = None,
    inputs: int | None = None,
    outputs: int | None = None,
    values: tuple[Decimal | str, ...] = (),
    at_least: int | None = None,
    runs_each: int = 1,
    ignore: tuple[str, ...] = (),
) -> Answer:
    """You compare training runs that differ in one setting only, as the assignment asks."""
    if over not in OVER_CHOICES:
        raise ValueError(f"over is one of {', '.join(OVER_CHOICES)}, not {over!r}")
    wanted = tuple(worth_of(each) for each in values)
    enough = at_least or max(len(wanted), 2)
    runs = _runs(case, over, network, inputs, outputs)
    points = [point_of(case.evidence, run, over, ignore) for run in runs]
    seen = [each for each in points if each.run.is_observed and each.value is not None]
    facts: list[Fact | None] = [_asked(over, wanted, enough, runs_each)]
    group = best_group(seen, wanted, runs_each)
    if covers(group, wanted, enough, runs_each):
        return answer(Outcome.MET, "", [*facts, _found(group, over)])
    if covers(seen, wanted, enough, runs_each):
        return _besides(seen, facts, over)
    known = [each for each in points if each.value is not None]
    group = best_group(known, wanted, 1)
    facts.append(_found(seen, over))
    # A loop that says the same in each of its rounds is told once.
    if covers(group, wanted, enough, 1) and not covers(seen, wanted, enough, 1):
        return _as_written(case, group, facts, over, is_counted=runs_each == 1)
    if over in ("augmentation", "epochs") or any(each.value is None for each in points):
        told = f"of some runs the {words_of(over)} could not be told"
        return answer(Outcome.OPEN, f"{_short(seen, wanted, enough, runs_each)}; {told}", facts)
    return _short_of(case, seen, facts, over, wanted, enough, runs_each)


def worth_of(value: Decimal | str) -> Worth:
    """A value as a rubric has it: a number, or a word in small letters."""
    if isinstance(value, Decimal):
        return float(value)
    parts = value.replace("×", "x").replace("/", "x").replace(",", "x").split("x")
    if len(parts) > 1 and all(part.strip().isdigit() for part in parts):
        return "x".join(part.strip() for part in parts)
    try:
        return float(value)
    except ValueError:
        return plain(value)


def _runs(
    case: Case, over: str, network: str | None, inputs: int | None, last: int | None
) -> list[Run]:
    """The runs of the family of networks that is asked for; those that may be of it too."""
    runs = all_runs(case.evidence)
    if network is None:
        return [run for run in runs if layers_fit(run.layers, inputs, last) is not False]
    asked = [normal(case.required(network).architecture)]
    match = case.match(network)
    found = set() if isinstance(match, Missing) else set(match.found)
    asked += [run.layers for run in runs if run.training.network in found and run.layers]
    families = {family(each, over) for each in asked}
    return [run for run in runs if run.layers is not None and family(run.layers, over) in families]


def _besides(seen: list[Point], facts: list[Fact | None], over: str) -> Answer:
    """All values are there, but between runs that differ in something else as well."""
    first, *rest = seen
    names = dict.fromkeys(name for each in rest for name in differing(first, each))
    told = f"the runs differ in more than the {words_of(over)}: {', '.join(names)}"
    return answer(Outcome.SUSPECTED, told, [*facts, _found(seen, over)])


def _as_written(
    case: Case, group: list[Point], facts: list[Fact | None], over: str, *, is_counted: bool
) -> Answer:
    """What did not run here is in the code."""
    places = (each.run.training.place for each in group if not each.run.is_observed)
    place = next(places, None)
    asleep = any(each.run.training.dormant for each in group)
    why = run_doubt(case.evidence)
    facts = [*facts, Fact(label="Written", text=_values(group, over), place=place)]
    if asleep or not why or not is_counted:
        return answer(Outcome.OPEN, "some of the runs are in the code, and did not run", facts)
    return answer(Outcome.MET, f"some of the runs as the code says: {why}", facts)


def _short_of(
    case: Case,
    seen: list[Point],
    facts: list[Fact | None],
    over: str,
    wanted: tuple[Worth, ...],
    enough: int,
    runs_each: int,
) -> Answer:
    told = _short(seen, wanted, enough, runs_each)
    if doubt := run_doubt(case.evidence):
        return answer(Outcome.OPEN if not seen else Outcome.SUSPECTED, f"{told}; {doubt}", facts)
    lacking = missing_values(seen, wanted, runs_each)
    if claim := _stated(case, over, lacking, enough):
        words = "but more is stated, which may have run before the code was changed"
        return answer(Outcome.SUSPECTED, f"{told}, {words}", [*facts, you_wrote(claim)])
    if place := _told(case, over, lacking):
        facts.append(
            Fact(label="Look at", text=f"{words_of(over)} {_text(lacking[0])}", place=place)
        )
        return answer(Outcome.SUSPECTED, f"{told}, but a text speaks of it ({place})", facts)
    if doubt := _doubt(case, seen):
        return answer(Outcome.SUSPECTED, f"{told}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, told, facts)


def _doubt(case: Case, seen: list[Point]) -> str:
    evidence = case.evidence
    runs = all_runs(evidence)
    ran = [run for run in runs if run.is_observed]
    for run in runs:
        if not is_known(run, ran):
            return f"of one training ({run.training.place}) the network is not known"
    if not evidence.training or not seen:
        return "none of such a network was seen at all: it may be trained without an optimizer"
    if any(each.checkpoint or each.loaded_from for each in evidence.networks):
        return "weights of a file come from a run that was not seen"
    return options_doubt(evidence) or reading_doubt(evidence) or _no_text(case)


def _told(case: Case, over: str, lacking: list[Worth]) -> Place | None:
    """Where an output, prose or a comment has all the values that were not seen."""
    places = [
        told_beside(case.evidence, over, [float(each)], with_code=True)
        for each in lacking
        if not isinstance(each, str)
    ]
    return places[0] if places and len(places) == len(lacking) and None not in places else None


def _no_text(case: Case) -> str:
    """A value is often changed by hand between two runs: only the write-up tells them."""
    if case.evidence.accounts:
        return ""
    return "no write-up was read that would tell of runs whose code was changed afterwards"


def _stated(case: Case, over: str, lacking: list[Worth], enough: int) -> Claim | None:
    """A statement of a value that was not seen, or of enough different values."""
    quantity = QUANTITIES.get(over, over)
    values: list[Worth] = []
    for claim in claims_of(case.evidence):
        mine: list[Worth] = [
            worth_of(text) for name, text in claim.subject.settings if name == quantity
        ]
        if claim.quantity == quantity:
            mine += [claim.value] if claim.value is not None else [plain(claim.name)]
            mine += ["x".join(map(str, claim.sizes))] if claim.sizes else []
        if over == "width" and claim.quantity == "sizes":
            mine += [float(size) for size in claim.sizes]
        if any(same_value(each, value) for each in lacking for value in mine):
            return claim
        fresh = [v for v in mine if not any(same_value(v, known) for known in values)]
        values += fresh
        if not lacking and fresh and len(values) >= enough:
            return claim
    return None


def _short(seen: list[Point], wanted: tuple[Worth, ...], enough: int, runs_each: int) -> str:
    lacking = missing_values(seen, wanted, runs_each)
    if not lacking:
        each = f" with {runs_each} runs each" if runs_each > 1 else ""
        return f"{full(seen, runs_each)} of {enough} values{each} were seen"
    counts = counted_runs(seen)
    told = []
    for value in lacking:
        runs = next((count for one, count in counts if same_value(one, value)), 0)
        told.append(f"{_text(value)} ({runs} of {runs_each} runs)" if runs else _text(value))
    return (
        f"no run was seen with {listed(told)}"
        if runs_each == 1
        else (f"not enough runs were seen with {listed(told)}")
    )


def _text(value: Worth) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _values(points: Sequence[Point], over: str) -> str:
    told = (
        f"{_text(value)}" + (f" ({count} runs)" if count > 1 else "")
        for value, count in counted_runs(points)
    )
    return f"{words_of(over)} {listed(told, most=12)}"


def _found(points: Sequence[Point], over: str) -> Fact:
    if not points:
        return Fact(label="Found", text="no training of such a network")
    one = points[0].run.training
    return Fact(label="Found", text=_values(points, over), kind=one.kind, place=one.place)


def _asked(over: str, wanted: tuple[Worth, ...], enough: int, runs_each: int) -> Fact:
    what = listed(map(_text, wanted), most=12) if wanted else f"at least {enough} values"
    each = f", {runs_each} runs each" if runs_each > 1 else ""
    return Fact(label="Asked", text=f"{words_of(over)} {what}{each}")
