"""Whether what the write-up states contradicts the work: records of what was held are counted."""

from collections.abc import Iterable, Mapping, Sequence

from grader.checks.answers.numbering import number_of
from grader.checks.answers.passages import How, Passage, passages_of
from grader.checks.claims.quantities import QUANTITY_CHOICES, is_of, may_be_of, plain
from grader.checks.words import MOST_LISTED, answer, listed
from grader.records import (
    Account,
    Answer,
    Case,
    Checked,
    Claim,
    Comparison,
    Consistency,
    Fact,
    HeldAgainst,
    Kind,
    Outcome,
    Span,
)

AGAINST_CHOICES = tuple(HeldAgainst)
"""What statements may be held against."""

SAID_CHOICES = ("comparisons", "numbers")
"""What statements may be: that one thing is more than another or like it, and all others."""

_OUR_NUMBERS = frozenset({"accuracy", "loss"})
"""Quantities of which our own measurement may differ though the author told the truth."""

_QUOTED = 300


def consistent(
    case: Case,
    *,
    quantities: tuple[str, ...] = (),
    question: tuple[str, ...] = (),
    against: tuple[str, ...] = AGAINST_CHOICES,
    said: str = "",
) -> Answer:
    """What your write-up states agrees with itself and with your work."""
    for name in quantities:
        if name not in QUANTITY_CHOICES:
            raise ValueError(f"no quantity is called {name!r}")
    for name in against:
        if name not in AGAINST_CHOICES:
            raise ValueError(f"against is some of {', '.join(AGAINST_CHOICES)}, not {name!r}")
    if said and said not in SAID_CHOICES:
        raise ValueError(f"said is {' or '.join(SAID_CHOICES)}, not {said!r}")
    held, unplaced = _held(case, quantities, question, against, said)
    wrong = [each for each in held if each.outcome is Consistency.INCONSISTENT]
    certain = [each for each in wrong if not _is_against_our_measurement(case, each)]
    if certain:
        facts = _sides(certain)
        return answer(Outcome.NOT_MET, _counted(certain, "contradicts the work"), facts)
    seeming = [each for each in held if each.looks_wrong]
    doubtful = [*wrong, *unplaced, *seeming]
    if doubtful:
        why = "what was measured differs" if wrong else "it may belong to another question"
        why = why if wrong or unplaced else "its words may mean something else"
        return answer(
            Outcome.SUSPECTED,
            f"{_counted(doubtful, 'does not agree')}, but {why}",
            _sides(doubtful),
        )
    agreeing = [each for each in held if each.outcome is Consistency.CONSISTENT]
    if agreeing:
        what = "1 statement agrees" if len(agreeing) == 1 else f"{len(agreeing)} statements agree"
        return answer(Outcome.MET, f"{what} with what it could be held against")
    open_ones = [each for each in held if each.outcome is Consistency.CANNOT_TELL]
    words = listed(plain(each) for each in quantities)
    of_what = f" of the {words}" if words else ""
    if open_ones:
        why = f"no statement{of_what} could be decided"
        return answer(Outcome.OPEN, why, _sides(open_ones))
    return answer(Outcome.OPEN, f"no statement{of_what} was found that could be held against that")


def _held(
    case: Case,
    quantities: tuple[str, ...],
    question: tuple[str, ...],
    against: tuple[str, ...],
    said: str,
) -> tuple[list[Checked], list[Checked]]:
    """The records that are asked for; and contradictions that may stand under another question."""
    passages = {each.account.write_up.path: each for each in passages_of(case, question)}
    told = {path: _by_block(each.account) for path, each in passages.items()}
    held: list[Checked] = []
    unplaced: list[Checked] = []
    for record in case.checked:
        passage = passages.get(record.place.file)
        if passage is None or record.check not in against:
            continue
        by_block = told[record.place.file]
        if said and (said == "comparisons") is not _is_comparison(record, by_block):
            continue
        if quantities and not _is_of_any(record, by_block, quantities):
            continue
        if not question:
            held.append(record)
        elif record.span is not None and record.span.block in passage.own:
            is_wrong = record.outcome is Consistency.INCONSISTENT
            (unplaced if is_wrong and _is_shared(case, question, passage) else held).append(record)
    return held, unplaced


def _is_shared(case: Case, question: tuple[str, ...], passage: Passage) -> bool:
    """Whether what stands there may belong to another question, and would be counted twice."""
    if passage.how is not How.AROUND:
        return passage.how is How.EVERYWHERE
    outer = {number_of(each)[:1] for each in question}
    return sum(number_of(each.id)[:1] in outer for each in case.questions) > len(question)


def _is_comparison(record: Checked, told: Mapping[int, Sequence[Claim | Comparison]]) -> bool:
    """Whether it was held that one thing is more than another, or like it."""
    span = record.span
    return span is not None and any(
        isinstance(one, Comparison) and span in (one.sentence, one.span)
        for one in told.get(span.block, ())
    )


def _is_of_any(
    record: Checked, told: Mapping[int, Sequence[Claim | Comparison]], quantities: tuple[str, ...]
) -> bool:
    """Whether the statement tells one of these quantities, by what was read at its place."""
    span = record.span
    if span is None:
        return False
    wanted = {name.rpartition("_")[2] if "_accuracy" in name else name for name in quantities}
    for one in told.get(span.block, ()):
        if one.span is None or not _overlap(one.span, span):
            continue
        if isinstance(one, Comparison):
            if one.quantity in wanted or ("accuracy" in wanted and _is_of_shares(one)):
                return True
        # A record of one number is of that; the sentence around it may tell more.
        elif (
            one.span.start <= span.start
            and span.end <= one.span.end
            and any(is_of(one, name) or may_be_of(one, name) for name in quantities)
        ):
            return True
    return any(record.subject.startswith(plain(name)) for name in quantities)


def _is_of_shares(comparison: Comparison) -> bool:
    """Whether two shares are compared that it is not said what of: accuracies, where those are."""
    sides = (comparison.left_value, comparison.right_value)
    return not comparison.quantity and all(side is not None and side.unit == "%" for side in sides)


def _by_block(account: Account) -> dict[int, list[Claim | Comparison]]:
    found: dict[int, list[Claim | Comparison]] = {}
    said: list[Claim | Comparison] = [*account.statements.claims, *account.statements.comparisons]
    for one in said:
        if one.span is not None:
            found.setdefault(one.span.block, []).append(one)
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end


def _is_against_our_measurement(case: Case, record: Checked) -> bool:
    """Whether the other side is a score of ours: other images, another run of the training."""
    if record.check is not HeldAgainst.RUN or record.other is None:
        return False
    is_score = any(word in record.subject for word in _OUR_NUMBERS)
    words = record.other_words.rstrip("…")
    return is_score and any(
        each.place == record.other and " ".join(each.note.split()).startswith(words)
        for each in case.evidence.measurements
    )


def _sides(records: Iterable[Checked]) -> list[Fact]:
    facts: dict[tuple[str, str], list[Fact]] = {}
    for record in records:
        if len(facts) >= MOST_LISTED:
            break
        facts.setdefault(
            (record.sentence, str(record.place)),
            [
                Fact(
                    label="You wrote",
                    text=record.words[:_QUOTED],
                    kind=Kind.CLAIMED,
                    place=record.place,
                ),
                Fact(label="Beside it", text=record.sentence, place=record.other),
            ],
        )
    return [fact for pair in facts.values() for fact in pair]


def _counted(records: list[Checked], what: str) -> str:
    number = len({(each.words, each.place) for each in records})
    if number == 1:
        return f"1 statement {what}"
    plural = what.replace("contradicts", "contradict").replace("does not", "do not")
    return f"{number} statements {plural}"
