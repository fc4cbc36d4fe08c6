"""The check: what a write-up computes in its own words, computed again."""

import re
from collections.abc import Iterator

from grader.consistency.itself.arithmetic.equalities import Equality, equalities_in
from grader.consistency.itself.arithmetic.judge import Answer, answer_to, computed
from grader.consistency.itself.arithmetic.rate_ratios import RateRatio, rate_ratios_in
from grader.consistency.itself.arithmetic.right_and_wrong import Counted, counted_in
from grader.consistency.itself.arithmetic.sums import (
    Added,
    added_in,
    divided_in,
    weights_and_biases_in,
)
from grader.consistency.wording import number_words, shortened, source_words
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span

_READ = (
    BlockKind.TEXT,
    BlockKind.LIST,
    BlockKind.CAPTION,
    BlockKind.FORMULA,
    BlockKind.TABLE,
    BlockKind.HEADING,
)
_HINTS = re.compile(r"[=≈(]|\\approx|\\simeq|\b(?:is|are|gives|giving|equals|yields|makes)\b")
_UNITS = re.compile(r"\b(?:units|neurons|nodes|layers|filters|channels|maps|kernels)\b", re.I)
_WEIGHTS = re.compile(r"\b(?:param\w*|weights|connections|numbers|values)\b", re.IGNORECASE)
_GOES_ON = re.compile(r",\s\d{3}(?!\d|[.,]\d|\s*[%a-z]*\s*(?:[×·*=]|neurons|units|epochs))", re.I)
_SHORT = re.compile(r"(?<![\d.,])\d{1,3}$")
_BEGINS = re.compile(r"(?<![\d.])\d{1,3},\s$")
_THREE = re.compile(r"\d{3}(?!\d)")
_OUTCOMES = {
    Answer.EQUAL: Consistency.CONSISTENT,
    Answer.NEAR: Consistency.CANNOT_TELL,
    Answer.UNEQUAL: Consistency.INCONSISTENT,
}


def hold_arithmetic(work: Work) -> Iterator[Checked]:
    """Every sum, product and the like whose result the write-up tells."""
    for index, block in enumerate(work.write_up.blocks):
        if block.kind not in _READ:
            continue
        if _HINTS.search(block.text):
            for equality in equalities_in(block.text):
                checked = _checked(work, block, index, equality)
                if checked is not None:
                    yield checked
        if block.kind in (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION):
            for added in _all_added(block.text):
                yield _added(work, block, index, added)
            for counted in counted_in(block.text):
                yield _counted(work, block, index, counted)
            for ratio in rate_ratios_in(block.text, _rates(work, block)):
                yield _ratio(work, block, index, ratio)


def _all_added(text: str) -> Iterator[Added]:
    yield from added_in(text)
    yield from divided_in(text)
    yield from weights_and_biases_in(text)


def _added(work: Work, block: Block, index: int, added: Added) -> Checked:
    span = Span(block=index, start=added.start, end=added.end)
    place = block.place_of(added.start)
    source = source_words(work.write_up, span, place)
    parts = f"{', '.join(added.words[:-1])} and {added.words[-1]}"
    outcome = Consistency.CONSISTENT if added.holds else Consistency.INCONSISTENT
    return Checked(
        outcome=outcome,
        check=HeldAgainst.ITSELF,
        subject="what the text adds up",
        sentence=(
            f"{parts} add up to {sum(added.parts):,}"
            f"{', and' if added.holds else ';'} {source} says {added.total:,}."
        ),
        words=shortened(block.text[added.start : added.end], 300),
        place=place,
        last_line=block.place_of(added.end - 1).line,
        span=span,
    )


def _counted(work: Work, block: Block, index: int, counted: Counted) -> Checked:
    span = Span(block=index, start=counted.start, end=counted.end)
    place = block.place_of(counted.start)
    source = source_words(work.write_up, span, place)
    shown = f"{counted.right:,} right of {counted.whole:,} are {number_words(counted.found)} %"
    told = f"{counted.words} ({counted.digits} %)"
    return Checked(
        outcome=Consistency.CONSISTENT if counted.holds else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="right and wrong answers",
        sentence=f"{shown}{', and' if counted.holds else ';'} {source} says {told}.",
        words=shortened(block.text[counted.start : counted.end], 300),
        place=place,
        last_line=block.place_of(max(counted.start, counted.end - 1)).line,
        span=span,
    )


def _rates(work: Work, block: Block) -> set[float]:
    """The learning rates that the question of a block tells."""
    return {
        claim.value
        for claim in work.statements.claims
        if claim.quantity == "learning_rate"
        and claim.value
        and claim.value > 0
        and claim.subject.question == block.question
    }


def _ratio(work: Work, block: Block, index: int, ratio: RateRatio) -> Checked:
    span = Span(block=index, start=ratio.start, end=ratio.end)
    place = block.place_of(ratio.start)
    source = source_words(work.write_up, span, place)
    rates = ", ".join(f"{rate:g}" for rate in ratio.rates)
    return Checked(
        outcome=Consistency.CONSISTENT if ratio.holds else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="ratio of learning rates",
        sentence=(
            f"The learning rates told are {rates}{', and' if ratio.holds else ';'} {source} says "
            f"“{ratio.words}”."
        ),
        words=shortened(block.text[ratio.start : ratio.end], 300),
        place=place,
        last_line=block.place_of(max(ratio.start, ratio.end - 1)).line,
        span=span,
    )


def _checked(work: Work, block: Block, index: int, equality: Equality) -> Checked | None:
    answer = answer_to(equality)
    outcome = _OUTCOMES.get(answer)
    if outcome is None or (equality.is_weak and outcome is not Consistency.CONSISTENT):
        return None
    if outcome is Consistency.INCONSISTENT and (
        _are_of_two(block.text, equality) or _may_go_on(block.text, equality)
    ):
        return None
    words = shortened(block.text[equality.start : equality.end])
    span = Span(block=index, start=equality.start, end=equality.end)
    place = block.place_of(equality.start)
    return Checked(
        outcome=outcome,
        check=HeldAgainst.ITSELF,
        subject="what the text computes",
        sentence=_sentence(answer, equality, block.text, source_words(work.write_up, span, place)),
        words=words,
        place=place,
        last_line=block.place_of(max(equality.start, equality.end - 1)).line,
        span=span,
    )


def _may_go_on(text: str, equality: Equality) -> bool:
    """Whether a number at either end may be a part of a longer one: `48, 120 + 850 = 48, 970`."""
    is_short = _SHORT.search(text[max(0, equality.end - 6) : equality.end])
    if is_short and _GOES_ON.match(text, equality.end):
        return True
    before = text[max(0, equality.start - 6) : equality.start]
    return bool(_BEGINS.search(before) and _THREE.match(text, equality.start))


def _are_of_two(text: str, equality: Equality) -> bool:
    """Whether the sides count two things: `500 + 300 hidden units = 545,810 parameters`."""
    left = text[equality.left[0].start : equality.right[0].start]
    right = text[equality.right[0].start : equality.right[-1].end + 24]
    return bool(_UNITS.search(left)) and bool(_WEIGHTS.search(right))


def _sentence(answer: Answer, equality: Equality, text: str, source: str) -> str:
    left = shortened(text[equality.left[0].start : equality.left[-1].end], 80)
    right = shortened(text[equality.right[0].start : equality.right[-1].end], 80)
    value = computed(equality)
    result = number_words(value) if value is not None else "another number"
    if len(equality.left) == 1 and len(equality.right) > 1:
        left, right = right, left
    if answer is Answer.UNEQUAL:
        return f"{left} is {result}; {source} says {right}."
    if answer is Answer.NEAR:
        return f"{left} is {result}; whether {right} is meant, the rounded numbers leave open."
    return f"{left} is {result}, and {source} says {right}."
