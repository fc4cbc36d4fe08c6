"""Statements held against runs: the author's own, as its saved outputs tell, and ours."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from grader.consistency.code import tell
from grader.consistency.facts.agreeing import allows
from grader.consistency.facts.beside import hold_beside
from grader.consistency.facts.certain import is_own, is_plain, told_in
from grader.consistency.facts.counted import Counted, counted_of
from grader.consistency.facts.deciding import decide
from grader.consistency.facts.logs import Log, logs_of
from grader.consistency.facts.measured import hold_measured
from grader.consistency.facts.moments import hold_moments
from grader.consistency.facts.outputs import loose_in
from grader.consistency.facts.pools import pool_of_run
from grader.consistency.facts.rows import Row, rows_of
from grader.consistency.facts.scores import Score, hold_score
from grader.consistency.facts.sectioned import Sectioned, sectioned_of
from grader.consistency.facts.steps import hold_step
from grader.consistency.facts.telling import checked, said
from grader.consistency.facts.unprinted import is_covered
from grader.consistency.wording import amount_words, number_words, where
from grader.consistency.work import Work
from grader.records import Checked, Claim, Consistency, HeldAgainst, Place, Span, Whose

SETTINGS = frozenset(
    "optimizer learning_rate momentum weight_decay batch_size epochs loss_function gradient_clip"
    " label_smoothing hidden_layers sizes units".split()
)
"""What our own run shows of settings and networks."""


def check_run(work: Work) -> Iterator[Checked]:
    """Every statement that somebody's run shows to hold or not."""
    rows = rows_of(work)
    logs = logs_of(work, rows)
    beside = tuple(hold_beside(work, rows))
    yield from beside
    yield from hold_moments(work, logs)
    done = {each.span for each in beside if each.span is not None}
    yield from _scores(work, logs, rows, done)
    yield from _steps(work, logs)
    yield from _parameters(work)
    yield from _settings(work)


def _own(work: Work, *quantities: str) -> Iterator[Claim]:
    for claim in work.statements.claims:
        if claim.quantity in quantities and claim.whose is not Whose.OTHERS:
            yield claim


def _scores(
    work: Work, logs: Sequence[Log], rows: Sequence[Row], done: Set[Span]
) -> Iterator[Checked]:
    numbers = [number for source in work.sources for number in loose_in(source)]
    loose = tuple({number.value: number for number in reversed(numbers)}.values())
    claims = work.statements.claims
    told = told_in(work.write_up, claims)
    covers = is_covered(claims, logs, loose)
    printed_values = sorted({value for row in rows for each in row.numbers
                             for value in (each.value, each.per_cent)})  # fmt: skip
    of_section = {each.claim.span: each for each in sectioned_of(work, rows, done)}
    for claim in _own(work, "accuracy", "loss"):
        if claim.span is not None and any(_holds(claim.span, each) for each in done):
            continue
        if one := of_section.get(claim.span):
            yield _of_section(work, claim, one)
            continue
        printed = (
            hold_score(
                claim, claims, logs, loose, titles=told.titles_over(claim), covers=covers,
                others=printed_values,
            )
            if logs or loose
            else None
        )  # fmt: skip
        if printed is not None:
            yield _of_score(work, claim, printed)
        measured = hold_measured(claim, work)
        if measured is not None:
            yield measured


def _holds(span: Span, other: Span) -> bool:
    """Whether a statement of one number is about another span's."""
    return span.block == other.block and span.start <= other.start and other.end <= span.end


def _steps(work: Work, logs: Sequence[Log]) -> Iterator[Checked]:
    """Differences between epochs that the text tells."""
    for one in work.statements.comparisons if logs else ():
        step = hold_step(one, logs)
        if step is None or one.amount is None:
            continue
        left, right = step.left, step.right
        apart = number_words(round(abs(left.value - right.value), 6))
        sentence = (
            f"The text ({where(one.place)}) says {amount_words(one.amount)} between the epochs"
            f" {right.place.epoch} and {left.place.epoch}, the output has"
            f" {number_words(right.value)} and {number_words(left.value)} ({left.place}),"
            f" which is {apart}"
        )
        if step.outcome is Consistency.CANNOT_TELL:
            sentence += "; whether it means this run cannot be told"
        yield Checked(
            outcome=step.outcome,
            check=HeldAgainst.RUN,
            subject=f"difference in {one.quantity or 'accuracy'} between epochs",
            sentence=f"{sentence}.",
            words=one.words,
            place=one.place,
            span=one.span,
            other=left.place,
            other_words=left.words,
        )


def _of_score(work: Work, claim: Claim, score: Score) -> Checked:
    value = score.value
    shown = f"{number_words(value.value)}{' %' if claim.quantity == 'accuracy' else ''}"
    sentence = f"{said(claim, work.write_up)}, the output has {shown} ({value.place}), {score.how}"
    if score.outcome is Consistency.CANNOT_TELL:
        sentence += f"; whether they contradict each other cannot be told: {score.why}"
    return checked(
        claim,
        work.write_up,
        score.outcome,
        HeldAgainst.RUN,
        f"{sentence}.",
        other=value.place,
        other_words=value.words,
    )


def _of_section(work: Work, claim: Claim, one: Sectioned) -> Checked:
    return checked(
        claim,
        work.write_up,
        Consistency.INCONSISTENT,
        HeldAgainst.RUN,
        f"{said(claim, work.write_up)}, the cells of its section printed"
        f" {number_words(one.number.per_cent)} % ({one.row.place}), and nothing else in the"
        " document has the number that is told.",
        other=one.row.place,
        other_words=one.row.words,
    )


def _parameters(work: Work) -> Iterator[Checked]:
    counts = counted_of(work)
    if not counts:
        return
    for claim in _own(work, "parameters"):
        yield _of_count(work, claim, counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What a number of parameters is held against."""

    outcome: Consistency
    value: float
    place: Place
    words: str
    note: str = ""


def _of_count(work: Work, claim: Claim, counts: Sequence[Counted]) -> Checked:
    beside = _beside(work, claim, counts)
    sentence = (
        f"{said(claim, work.write_up)}, the run counted {number_words(beside.value)}"
        f" ({beside.place}){beside.note}."
    )
    return checked(
        claim,
        work.write_up,
        beside.outcome,
        HeldAgainst.RUN,
        sentence,
        other=beside.place,
        other_words=beside.words,
    )


def _beside(work: Work, claim: Claim, counts: Sequence[Counted]) -> _Beside:
    for count in counts:
        if any(allows(claim, value) for value in (count.value, *count.parts)):
            return _Beside(
                outcome=Consistency.CONSISTENT,
                value=next(v for v in (count.value, *count.parts) if allows(claim, v)),
                place=count.place,
                words=count.words,
            )
    first = counts[0]
    bare = next((each for each in counts if claim.value in each.without_biases), None)
    chosen = bare or first
    are_all = work.is_run_whole or not work.has_run
    one = len({count.value for count in counts}) == 1 and are_all
    others = [each for each in _own(work, "parameters") if each is not claim]
    told = any(allows(each, first.value) for each in others)
    of_layer = "layer" in claim.words.lower() or "bias" in claim.words.lower()
    is_certain = (bare is not None and not of_layer) or (one and not told and not of_layer)
    outcome = Consistency.CANNOT_TELL
    if is_certain and is_own(claim) and is_plain(claim) and not claim.subject.labels:
        outcome = Consistency.INCONSISTENT
    note = ", of which the biases are the difference" if bare is not None else ""
    if outcome is Consistency.CANNOT_TELL:
        note += "; whether it means this network cannot be told"
    return _Beside(
        outcome=outcome, value=chosen.value, place=chosen.place, words=chosen.words, note=note
    )


def _settings(work: Work) -> Iterator[Checked]:
    if not work.has_run:
        return
    pool = pool_of_run(work)
    told = told_in(work.write_up, work.statements.claims)
    for claim in work.statements.claims:
        if claim.quantity not in SETTINGS or claim.whose is Whose.OTHERS:
            continue
        decision = decide(claim, told, pool)
        if decision is None or decision.outcome is Consistency.CANNOT_TELL:
            continue
        if decision.outcome is Consistency.CONSISTENT or work.is_run_whole:
            yield tell(work, claim, pool, decision)
