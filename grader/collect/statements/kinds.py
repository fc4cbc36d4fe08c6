"""What kind of value a number is: a mean, a spread, a total, of a part, one of several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.collect.statements.amounts import Found
from grader.collect.statements.contexts import Contexts
from grader.collect.statements.left_words import RESULTS
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Parsed
from grader.collect.statements.phrases import is_without_biases
from grader.records import Claim, Statistic

_MEAN = re.compile(r"\b(?:mean|average[sd]?|avg\.?|on average|in average)\b(?! squared)|平均", re.I)
_SPREAD = re.compile(
    r"\b(?:standard deviations?|std\.?(?: ?dev\.?)?|stdev|spread|deviations?|variance)\b|标准差",
    re.I,
)
_ALL = re.compile(r"\ball(?: of)?(?: the| these| my| our)? ?$", re.I)
_OTHER_SIDE = re.compile(r"\bthan\b[^,;.]{0,60}\b(?:with|of|at|for|using) ?$", re.I)
_UNDER = re.compile(r"\W{0,3}(?:with|for|at|under|using)(?: an?| the| our)?[ ]*", re.I)
_BEFALLS = re.compile(
    r"[ ]*,?[ ]*(?:the|our|its|it|training|everything|nothing|we (?:get|got|see|saw|observed?))\b",
    re.I,
)
_TOTAL = re.compile(r"\b(?:total|totally|overall|altogether|in all|sum|together)\b|总", re.I)
_WORST = re.compile(r"\b(?:worst|poorest)\b", re.I)
_SPEAKS_OF = re.compile(
    r"[ ]*:[ ]*\S|[ ](?:reach\w*|gives?|gave|gets?|got|comes?|wins?|fails?|failed|diverg\w*|stays?|"
    r"stayed|converg\w*|is(?! (?:added|used|chosen|set|fixed|applied|taken|what))|needs?|takes?|"
    r"took|learns?|"
    r"peaks?|performs?|works?|was (?:too|the|better|worse|best))\b",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\b(?:tried|try|test(?:ed)? (?:with|different|several|various|the)|different|various|several|"
    r"var(?:y|ied|ying)|sweep|grid|among|either|candidates?|experiment(?:ed)? with|"
    r"at first|first attempt|"
    r"initially|instead|range of|versus|vs\.?|or|from [0-9]|than|worse|better|best|worst|faster|"
    r"slower|beats?|peaks?|above|below|[0-9] (?:percentage )?points|compar\w+|smaller|"
    r"larger|higher|"
    r"lower|too (?:high|low|large|small)|until|multipl(?:y|ied|ies)|reduc(?:e|es|ing|"
    r"ed (?:to|by|from))|decreas\w*|decay(?:s|"
    r"ed)|drop(?:s|ped))\b|尝试|比较",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:one|each|every|an?|per|a single)[ ](?P<what>epoch|run|batch|step|"
    r"iteration)\b[^,;.]{0,24}$",
    re.I,
)
_BATCH = re.compile(r"\b(?:mini-?)?batch(?:es)?\b", re.I)
_PART = re.compile(
    r"\b(?:the|all|both|these|its|their)\b[^,;.]{0,24}\b(?:convolutions?|"
    r"conv(?:olutional)? layers?|"
    r"layers|encoder|decoder|biases)\b[^,;.]{0,16}\b(?:have|has|contain\w*|add|"
    r"contribut\w*|need|hold)"
    r"\b",
    re.I,
)
_KIND = re.compile(
    r"conv(?:olution(?:al)?)?|linear|dense|fully[ -]connected|fc|output|input|weights?\b(?! and)",
    re.I,
)
_WINDOWS = re.compile(
    r"[ ](?:\w+[ ]){0,2}?(?:filters|kernels|feature[ ]maps|output[ ]channels)\b", re.IGNORECASE
)
_SCHEDULED = re.compile(
    r"(?:\band|\bthen|,|\bwhich|\bit|\bthat)[ ](?:\w+[ ]){0,3}"
    r"(?:multiplied|reduced|decreased|decayed|dropped|divided|lowered)[ ](?:\w+[ ])?"
    r"(?:by|every|at|after|each)\b",
    re.IGNORECASE,
)
"""What becomes of a learning rate later makes it no one of several that were tried."""
WITHOUT_BIASES = "without biases"
"""The label of a count that says of itself that biases are left out."""
_PER = re.compile(
    r"[ ]*(?:per|for each|for one|each|/|an?)[ ]?(?P<what>epoch|layer|run|image|step|batch|"
    r"iteration|model|network|sample|day|hour|km)s?\b",
    re.I,
)


def statistic_of(parsed: Parsed, pair: Pair) -> Statistic:
    """What kind of number the words next to it, or next to the quantity, make it."""
    first = pair.mention.start if pair.mention else pair.found.start
    start, end = (
        min(first, pair.group.start),
        max(pair.found.end, pair.mention.end if pair.mention else 0),
    )
    previous = max(
        (one.end for one in parsed.groups if one.end <= start and one.members[0].amount.unit),
        default=0,
    )
    near = parsed.text[max(previous, start - 40) : end]
    clause = parsed.text[parsed.clause(start)[0] : end]
    if pair.quantity in RESULTS and _SPREAD.search(near):
        return Statistic.SPREAD
    if pair.quantity in RESULTS and _MEAN.search(near):
        return Statistic.MEAN
    if _WORST.search(near):
        return Statistic.WORST
    if pair.quantity == "runs" and _ALL.search(parsed.text[: pair.found.start]):
        return Statistic.TOTAL
    if pair.quantity in ("parameters", "time", "energy", "carbon") and _TOTAL.search(clause):
        return Statistic.TOTAL
    if spread_of(pair) is not None and pair.quantity in RESULTS:
        return Statistic.MEAN
    return Statistic.VALUE


def kinds_of(parsed: Parsed, pair: Pair) -> Iterator[str]:
    """What tells a count or a time apart: per epoch, without biases, of convolutional layers."""
    text = parsed.text
    if per := _PER.match(text, pair.found.end) or (
        pair.quantity == "time"
        and _EACH.search(text[max(0, pair.found.start - 60) : pair.found.start])
    ):
        yield f"per {per['what'].lower()}"
    if pair.quantity == "parameters" and is_without_biases(text, pair.found.end):
        yield WITHOUT_BIASES
    words = text[pair.mention.start : pair.mention.end] if pair.mention else ""
    if pair.quantity in ("layers", "units", "channels", "classes", "parameters"):
        kind = _KIND.match(words) or _KIND.match(text[pair.found.end :].lstrip(" -"))
        if kind and pair.quantity != "classes":
            yield f"{kind[0].lower()} ones"
    if pair.quantity == "parameters" and _PART.search(
        text, parsed.clause(pair.found.start)[0], pair.found.start
    ):
        yield "a part"


_OF_ALL = re.compile(
    r"\b(?:on|from|out of|over)(?: (?:the|all|only|just|first))*[ ]$", re.IGNORECASE
)
"""Words right before the number of examples that a training has in all."""


def is_batch(parsed: Parsed, pair: Pair) -> bool:
    """`batches are 32 images big`, `four pictures at a time`."""
    start, _ = parsed.clause(pair.found.start)
    end = pair.mention.end if pair.mention else pair.found.end
    named = _BATCH.search(parsed.text, start, pair.found.start)
    # `batch size 32 for 2 epochs on 480 images`: the batch has its number already.
    is_taken = named is not None and any(
        named.end() <= found.end <= pair.found.start
        for group in parsed.groups
        for found in group.members
    )
    is_all = _OF_ALL.search(parsed.text, start, pair.found.start)
    return bool(
        (named and not is_taken and not is_all)
        or re.match(r"[ ](?:at a time|at once|per (?:step|batch))\b", parsed.text[end:])
    )


def counts_windows(parsed: Parsed, pair: Pair) -> bool:
    """`16 filters of size 5 x 5`: the number tells how many there are, not how large they are."""
    return bool(_WINDOWS.match(parsed.text, pair.group.end))


def spread_of(pair: Pair) -> Found | None:
    for member, spread in zip(pair.group.members, pair.group.spreads, strict=True):
        if member is pair.found:
            return spread
    return None


def _is_in_row(pairs: Sequence[Pair], pair: Pair) -> bool:
    """Whether the number stands in a row with others of its quantity: `0.1, 0.01 and 0.001`."""
    values = {
        found.amount.value for found in pairs
        if found.quantity == pair.quantity and found.group is pair.group
    }  # fmt: skip
    return len(values) > 1


def told_apart(claims: list[Claim]) -> Iterator[Claim]:
    """Values of one quantity in one sentence, of which nothing says how they differ, do differ."""
    for claim in claims:
        if claim.quantity in RESULTS and _is_left_open(claim, claims):
            labels = (*claim.subject.labels, "another")
            yield replace(claim, subject=replace(claim.subject, labels=labels))
            continue
        alike = [
            other for other in claims
            if other.quantity == claim.quantity and other.subject == claim.subject
            and other.statistic == claim.statistic and other.value is not None
            and claim.value is not None and other.amount and not other.amount.allows(claim.value)
        ]  # fmt: skip
        if not alike or claim.quantity not in RESULTS:
            yield claim
            continue
        words = claim.amount.words if claim.amount else ""
        labels = (*claim.subject.labels, f"the one of {words}")
        yield replace(claim, is_one_of_several=True, subject=replace(claim.subject, labels=labels))


def _is_left_open(claim: Claim, claims: list[Claim]) -> bool:
    """Whether a value beside it is of a named network, and this one of another, unnamed one."""
    return not claim.subject.network and any(
        other.quantity == claim.quantity
        and other.subject.network
        and other.subject.split == claim.subject.split
        and other.statistic == claim.statistic
        for other in claims
    )


def is_other_side(parsed: Parsed, pair: Pair) -> bool:
    """Whether the number only tells which one it is that something is compared with.

    As in `more parameters than the network with 32`.
    """
    if pair.mention is None or pair.mention.end > pair.found.start:
        return False
    return bool(_OTHER_SIDE.search(parsed.text[pair.mention.end : pair.found.start]))


def is_one_of_several(
    parsed: Parsed, pairs: Sequence[Pair], pair: Pair, found: Contexts, clause: str
) -> bool:
    """Whether a setting is one that was tried, or the condition of a result."""
    if pair.quantity in RESULTS or pair.quantity in ("parameters", "runs"):
        return False
    first = min(pair.mention.start if pair.mention else pair.found.start, pair.found.start)
    last = max(pair.mention.end if pair.mention else 0, pair.found.end)
    if _UNDER.fullmatch(parsed.text[:first]) and _BEFALLS.match(parsed.text, last):
        return True
    return (
        bool(_SPEAKS_OF.match(parsed.text, pair.found.end))
        or _is_in_row(pairs, pair)
        or (
            found.is_condition(pair.found.start)
            and not (pair.quantity == "epochs" and found.tells_only_times())
        )
        or bool(_TRIED.search(_SCHEDULED.sub("", clause, count=2)))
    )
