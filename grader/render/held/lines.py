"""The statements of write-ups and what came of them, line by line, for `grade inspect`."""

from grader.hold import held_of
from grader.records import Claim, Comparison, Consistency, Evidence, Kind
from grader.render.lines import Line
from grader.render.numbers import quantity


def statement_lines(evidence: Evidence) -> tuple[Line, ...]:
    """What the write-ups state."""
    return tuple(
        line
        for account in evidence.accounts
        for line in (
            *map(_claim, account.statements.claims),
            *map(_comparison, account.statements.comparisons),
        )
    )


def _claim(claim: Claim) -> Line:
    number = quantity(claim.value) if claim.value is not None else ""
    unit = claim.amount.unit if claim.amount else ""
    value = (
        claim.name or " ".join(filter(None, (number, unit))) or " → ".join(map(str, claim.sizes))
    )
    said = f"{'not ' if claim.denied else ''}{value}"
    return Line(
        kind=claim.kind,
        main=f"{_named(claim.quantity)} {said}".strip(),
        more=claim.words,
        place=claim.place,
    )


def _comparison(comparison: Comparison) -> Line:
    main = f"{_named(comparison.quantity) or 'a comparison'}: {_named(comparison.relation)}"
    return Line(kind=Kind.CLAIMED, main=main, more=comparison.words, place=comparison.place)


def _named(name: str) -> str:
    return name.replace("_", " ")


def held_lines(evidence: Evidence) -> tuple[Line, ...]:
    """What was checked of the write-ups, what does not agree first."""
    order = (Consistency.INCONSISTENT, Consistency.CANNOT_TELL, Consistency.CONSISTENT)
    found = [checked for held in held_of(evidence) for checked in held.checked]
    found.sort(key=lambda checked: order.index(checked.outcome))
    return tuple(
        Line(
            kind=Kind.CLAIMED,
            main=f"{_named(checked.outcome)} ({checked.check}): {checked.sentence}",
            more=checked.words,
            place=checked.place,
            is_trouble=checked.outcome is Consistency.INCONSISTENT,
        )
        for checked in found
    )
