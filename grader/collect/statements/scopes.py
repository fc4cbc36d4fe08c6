"""Which of several words of one kind a number belongs to."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from grader.collect.statements.parsed import Parsed


class Placed(Protocol):
    """Words with a place in a sentence."""

    @property
    def start(self) -> int:
        """Index of the first character."""

    @property
    def end(self) -> int:
        """Index after the last."""


Words = TypeVar("Words", bound=Placed)

_BETWEEN_LISTED = re.compile(
    r"[ ]*(?:,|/|&|,?[ ]*(?:and|or|und|oder)|as well as|和|与|、)[ ]*(?:the[ ]|for[ ]|on[ ]|"
    r"in[ ]|with[ ]|our[ ])*"
    r"(?:the[ ])?(?:lr[ ]*=?[ ]*|n[ ]*=[ ]*)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[ ]*(?:%|per cent|percent)?[ ]*(?:\(|\[|,(?=[ ](?:occur|appear|arrive|came|comes|was[ ]|"
    r"is[ ]|found|obtained|reached|which|"
    r"at[ ]epoch)))?"
    r"[ ]*(?:(?:occur(?:s|red)|appear(?:s|ed)|comes|came|arrive[sd]|found|which|accuracy|acc\.?|"
    r"loss|was|were|is|reached|"
    r"obtained|achieved|on|for|in|at|of|by|with|using|after|from|the|our|unseen|when|both|a|an|"
    r"case|set|to|best|lowest|highest|epochs)\b[ ]*)*",
    re.IGNORECASE,
)
_AT_EPOCH = re.compile(
    r"(?:at|in|after)[ ](?:the[ ])?epoch[ ][0-9]{1,5}[ ]?(?:[,.;)]|$)", re.IGNORECASE
)
_WINDOW = 70


def belonging(
    parsed: Parsed, words: Sequence[Words], at: tuple[int, int], numbers: Sequence[tuple[int, int]]
) -> Words | None:
    """The words that a number at a place belongs to; None if that is not plain.

    `numbers` are the places of all results of the sentence, in order.
    """
    if not words:
        return None
    previous = max((end for _, end in numbers if end <= at[0]), default=0)
    following = min((start for start, _ in numbers if start >= at[1]), default=len(parsed.text))
    if at in numbers and _alternating(words, numbers):
        return words[list(numbers).index(at)]
    behind = [
        one for one in words
        if at[1] <= one.start < following and _is_behind(parsed, at[1], one.start)
    ]  # fmt: skip
    if behind:
        return behind[0]
    owned = {id(one) for one in words for _, end in numbers if end != at[1]
             and end <= one.start and _is_behind(parsed, end, one.start)
             and not any(end <= start < one.start for start, _ in numbers)}  # fmt: skip
    before = [one for one in words if one.end <= at[0] and id(one) not in owned]
    near = [one for one in before if one.start >= previous]
    if near:
        return near[-1]
    if before:
        same_clause = [one for one in before if parsed.is_one_clause(one.end, at[0])]
        leading = [one for one in before if parsed.clause(one.start)[0] == 0]
        reachable = same_clause or leading
        return reachable[-1] if reachable else None
    later = [one for one in words if one.start >= at[1] and id(one) not in owned
             and parsed.is_one_clause(at[1], one.start)
             and "," not in parsed.text[at[1] : one.start]]  # fmt: skip
    return later[0] if len(later) == 1 and len(words) == 1 else None


def _alternating(words: Sequence[Words], numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether there is one word before each number, or one behind each."""
    if len(words) < 2 or len(words) != len(numbers):
        return False
    places = [
        place
        for one, (start, _) in zip(words, numbers, strict=True)
        for place in (one.start, start)
    ]
    turned = [
        place
        for one, (start, _) in zip(words, numbers, strict=True)
        for place in (start, one.start)
    ]
    return places == sorted(places) or turned == sorted(turned)


def _is_behind(parsed: Parsed, end: int, start: int) -> bool:
    gap = parsed.text[end:start]
    if gap.startswith(", ") and (epoch := _AT_EPOCH.match(parsed.text, end + 2)):
        return start < epoch.end()
    return len(gap) <= _WINDOW and bool(_BEHIND.fullmatch(gap))


def listed(
    parsed: Parsed, words: Sequence[Words], numbers: Sequence[tuple[int, int]]
) -> tuple[Words, ...]:
    """The words that stand in a row as long as that of the numbers, in their order; else none."""
    count = len(numbers)
    if count < 2 or len(words) < count:
        return ()
    rows: list[list[Words]] = []
    for one in words:
        last = rows[-1][-1] if rows else None
        gap = parsed.text[last.end : one.start] if last is not None else ""
        if (
            last is not None
            and last.end <= one.start
            and len(gap) < 40
            and _BETWEEN_LISTED.fullmatch(gap)
        ):
            rows[-1].append(one)
        else:
            rows.append([one])
    fitting = [row for row in rows if len(row) == count]
    return tuple(fitting[0]) if len(fitting) == 1 else ()
