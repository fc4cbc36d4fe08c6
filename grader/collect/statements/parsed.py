"""A sentence taken apart: its numbers in groups, its mentions, where its clauses end."""

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.collect.statements.amounts import Found, find_amounts
from grader.collect.statements.marks import epoch_words_in
from grader.collect.statements.network_words import NetworkWords, networks_in
from grader.collect.statements.quantities import Mention, mentions_in
from grader.collect.statements.sizes import Row, rows_in

MOST_NUMBERS = 120
MOST_MENTIONS = 160

_LINK = re.compile(
    r"[ ]*(?:,|/|;|&|,?[ ]*(?:and|or|und|oder|as well as)|和|与|、)[ ]*(?:then[ ]|finally[ ])?"
)
_CLAUSE = re.compile(
    r";|[.!?](?=\s)|,[ ]+(?:and|but|while|whereas|which|where|so|although|though|yet|however|then|"
    r"because|since|we|the|it|this|our|with)\b|[ ](?:but|while|whereas|although|however|because|"
    r"whilst|which[ ](?:is|was|means)|than[ ](?![0-9])|compared[ ](?:to|with)|"
    r"in[ ]contrast|aber|während)\b|，(?:而|但)",
    re.IGNORECASE,
)
_OPERATOR_AFTER = re.compile(
    r"[ ]?(?:×|\*|·|\+|÷|⋅|\\times|\\cdot|x(?=[ ]?[0-9])|/[ ]?(?=[0-9(])|-[ ](?=[0-9]))"
)
_OPERATOR_BEFORE = re.compile(
    r"(?:×|\*|·|\+|÷|⋅|\\times|\\cdot|(?<=[0-9 ])x|[0-9)][ ]?/|[0-9][ ]-)[ ]?$"
)
_PLUS_MINUS = re.compile(r"±|\+[ ]?/[ ]?[-–]|\+[-–]|\\pm|plus[ ]minus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Numbers in a row: `0.1, 0.01 and 0.001`; most groups hold one."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    members: tuple[Found, ...]
    """The numbers."""
    spreads: tuple[Found | None, ...]
    """Behind each number, what stands after its ±; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parsed:
    """A sentence and what was found in it."""

    text: str
    """The sentence."""
    groups: tuple[Group, ...]
    """Its numbers."""
    mentions: tuple[Mention, ...]
    """Words that name quantities, rates of errors too."""
    networks: tuple[NetworkWords, ...]
    """Words that name networks."""
    rows: tuple[Row, ...]
    """Rows of layer sizes; their numbers are in no group."""
    breaks: tuple[int, ...]
    """Where its clauses end."""

    def is_one_clause(self, left: int, right: int) -> bool:
        """Whether no clause ends between two places."""
        return not any(left <= place < right for place in self.breaks)

    def clause(self, at: int) -> tuple[int, int]:
        """Start and end of the clause around a place."""
        start = max((place for place in self.breaks if place <= at), default=0)
        end = min((place for place in self.breaks if place > at), default=len(self.text))
        return start, end


@lru_cache(maxsize=512)
def parse(text: str) -> Parsed:
    """A sentence, taken apart."""
    epochs = list(epoch_words_in(text))
    rows = tuple(rows_in(text))
    sizes = [(row.start, row.end) for row in rows]
    networks = networks_in(text)
    named = [(network.start, network.end) for network in networks]
    numbers = [
        found
        for found in find_amounts(text)
        if not _inside(found.start, found.end, epochs)
        and not _inside(found.start, found.end, named)
        and not _inside(found.start, found.end, sizes)
        and not _is_operand(text, found)
    ]
    return Parsed(
        text=text,
        groups=_grouped(text, numbers[:MOST_NUMBERS]),
        mentions=_mentions(text, epochs, named),
        networks=networks,
        rows=rows,
        breaks=tuple(match.start() for match in _CLAUSE.finditer(text)),
    )


def _mentions(
    text: str, epochs: list[tuple[int, int]], named: list[tuple[int, int]]
) -> tuple[Mention, ...]:
    """Mentions that are no part of `at epoch 80`, nor a count within the name of a network."""
    return tuple(
        mention
        for mention in mentions_in(text)[:MOST_MENTIONS]
        if not (mention.quantity == "epochs" and _inside(mention.start, mention.end, epochs))
        and not (
            mention.quantity in ("layers", "hidden_layers", "units", "parameters")
            and _inside(mention.start, mention.end, named)
        )
    )


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _is_operand(text: str, found: Found) -> bool:
    """Whether a number stands in a calculation; what comes of it, behind the `=`, does not."""
    before = text[max(0, found.start - 8) : found.start]
    after = _OPERATOR_AFTER.match(text, found.end)
    return bool(after or _OPERATOR_BEFORE.search(before)) and not found.amount.words.startswith("±")


def _grouped(text: str, numbers: list[Found]) -> tuple[Group, ...]:
    groups: list[list[tuple[Found, Found | None]]] = []
    for found in numbers:
        last = groups[-1][-1] if groups else None
        if last is not None and last[1] is None and _is_spread(text, last[0], found):
            groups[-1][-1] = (last[0], found)
        elif last is not None and _goes_on(text, last[1] or last[0], found):
            groups[-1].append((found, None))
        else:
            groups.append([(found, None)])
    return tuple(
        Group(
            start=group[0][0].start,
            end=(group[-1][1] or group[-1][0]).end,
            members=tuple(found for found, _ in group),
            spreads=tuple(spread for _, spread in group),
        )
        for group in groups
    )


def _is_spread(text: str, last: Found, found: Found) -> bool:
    is_signed = _PLUS_MINUS.match(text, found.start) is not None
    return (
        is_signed and found.start - last.end <= 2 and not text[last.end : found.start].strip(" (")
    )


def _goes_on(text: str, last: Found, found: Found) -> bool:
    if found.start - last.end > 16:
        return False
    same = last.amount.unit == found.amount.unit
    return same and bool(_LINK.fullmatch(text, last.end, _begin(text, last, found)))


def _begin(text: str, last: Found, found: Found) -> int:
    """Where a number begins, with the words that make it inexact."""
    words = found.amount.words
    extra = len(words) - (found.end - found.start)
    start = found.start - extra
    return (
        start if extra > 0 and start >= last.end and text.startswith(words, start) else found.start
    )
