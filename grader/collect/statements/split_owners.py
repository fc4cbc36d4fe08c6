"""Which split a number is of."""

import re
from dataclasses import dataclass

from grader.collect.statements.marks import Mark
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Parsed
from grader.collect.statements.scopes import belonging, listed
from grader.collect.statements.subjects import only

WITH_SPLIT = frozenset({"accuracy", "loss", "examples", "noisy_labels"})
"""Quantities that are of a split."""
_BESIDE = re.compile(
    r"[ _-]*(?:\(|on|for|in|of|over|the|our|unseen|set|whole|full|best|final|highest|"
    r"average|mean|[ ])*",
    re.IGNORECASE,
)
_AND = re.compile(
    r"[ _-]*(?:set|sets|data)?[ ]*(?:,|/|&|and|or|und|as well as)[ ]*(?:the[ ]|on[ ]|our[ ])*", re.I
)
_BEFORE_MENTION = re.compile(r"[ _-]*(?:set(?:'s)?|data|split)?[ _-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """The splits that a sentence speaks of."""

    parsed: Parsed
    """The sentence."""
    splits: tuple[Mark, ...]
    """The splits, in order."""
    results: tuple[tuple[int, int], ...]
    """Where the numbers of its results stand."""
    pairs: tuple[Pair, ...]
    """All its numbers with their quantities."""

    def of(self, pair: Pair) -> str:
        """The split that a number is of; empty if that is not plain."""
        row, at = row_of(pair), (pair.group.start, pair.group.end)
        mention = pair.mention
        if len(row) > 1 and (parallel := listed(self.parsed, self.splits, row)):
            return parallel[list(row).index((pair.found.start, pair.found.end))].value
        beside = self._beside(mention.start, mention.end) if mention else []
        if beside and only([mark.value for mark in beside]):
            return beside[0].value
        later = [one for one in self.splits if one.start >= at[1]]
        behind = belonging(self.parsed, later, at, self.results)
        if behind and behind.start - at[1] < 40 and not self._is_of_a_mention(behind, pair):
            return behind.value
        if beside:
            return ""
        free = [mark for mark in self.splits if not self._is_of_a_mention(mark, pair)]
        owner = belonging(self.parsed, free, at, self.results)
        if owner is None and mention is None and (last := self._before(pair)):
            return self.of(last)
        return owner.value if owner else ""

    def _before(self, pair: Pair) -> Pair | None:
        """The value that an elliptic clause goes on from: `it is 85 %, then 83 %`."""
        earlier = [
            other for other in self.pairs
            if other.quantity == pair.quantity and other.group.end <= pair.group.start
        ]  # fmt: skip
        return earlier[-1] if earlier else None

    def _beside(self, start: int, end: int) -> list[Mark]:
        """The splits in the words of a quantity: `accuracy (test)`, `test loss`."""
        text = self.parsed.text
        found: list[Mark] = [mark for mark in self.splits if start <= mark.start < end]
        first = found[0].start if found else start
        for mark in reversed(self.splits):
            gap = text[mark.end : first]
            joins = _AND if found else _BEFORE_MENTION
            if (
                mark.end <= first
                and len(gap) < 24
                and (joins.fullmatch(gap) or _BEFORE_MENTION.fullmatch(gap))
            ):
                found.append(mark)
                first = mark.start
        if found:
            return found
        last = end
        for mark in self.splits:
            gap = text[last : mark.start]
            joins = _AND if found else _BESIDE
            if mark.start >= last and len(gap) < 32 and joins.fullmatch(gap):
                found.append(mark)
                last = mark.end
        return found

    def _is_of_a_mention(self, mark: Mark, pair: Pair) -> bool:
        """Whether a split belongs to the words of another quantity."""
        return any(
            mark.start >= mention.start - 14
            and mark in self._beside(mention.start, mention.end)
            and mention is not pair.mention
            for mention in self.parsed.mentions
            if mention.quantity in WITH_SPLIT and abs(mention.start - mark.start) < 40
        )


def row_of(pair: Pair) -> tuple[tuple[int, int], ...]:
    """Where the numbers stand that a number is in a row with."""
    return tuple((member.start, member.end) for member in pair.group.members)
