"""Where the sides and the quantity of comparing words stand in their sentence."""

import re
from dataclasses import replace

from grader.collect.statements.amounts import find_amounts
from grader.collect.statements.comparing.clauses import HELD, Range, Spoken, Value
from grader.records import Amount

THAN = re.compile(
    r"\b(?:than|compared (?:to|with)|in comparison (?:to|with)|as opposed to|relative to"
    r"|over(?!\s(?:the\s)?(?:epoch|time|training|course|all))|versus|vs\.?|against|instead of)\b"
)
_NOT_A_VALUE = re.compile(
    r"(?:epochs?|lengths?|sizes?|rates?|lr|bs|n|t|layers?|units?|runs?|steps?|question|section"
    r"|part|number|table|figure|fig\.)\s?=?\s?$"
)
_ENDS = re.compile(
    r"\b(?:between|from|von|zwischen|in(?=\sepochs\s))\s(?:the\s)?(?:(?P<noun>epochs?|lengths?|batch\ssizes?|learning\srates?|lrs?"
    r"|weight\sdecays?|noise\slevels?|n\s=|t\s=)\s)?(?P<first>\d[\d.e-]{0,9})\s(?:and|to|auf|bis|und)\s"
    r"(?:(?:epoch|length|batch\ssize|learning\srate|lr|weight\sdecay|n\s=|t\s=)\s)?(?P<second>\d[\d.e-]{0,9})(?![\d%])"
)
_AS = re.compile(r"\s(?:as|then)\s")
_FRONT = re.compile(
    r"\W*(?:compared|in comparison|in contrast|relative|as opposed)\s(?:to|with)\s([^,]{2,80}),"
)
_FRONT_UNTIL = re.compile(
    r"\W*(?:compared|in comparison|in contrast|relative|as opposed)\s(?:to|with)\s"
    r"((?:the\s|our\s|an?\s)?[^,]{2,60}?)(?=\s(?:the|our|this|it|we|model|batch\ssize)\s)"
)
"""The same without a comma: `Compared with the MLP the CNN improves`."""
_OTHER_THING = re.compile(r"\b(?:when|with|if|after|by|under|at|for|using|as|on)\b")
_FROM_TO = re.compile(
    r"\bfrom\s+[^#;]{0,40}?(#+)[^#;]{0,40}?(?:epochs?\s#+[^#;]{0,30}?)?\bto\s+[^#;]{0,40}?(#+)"
)
_THAN_WORDS = re.compile(
    r"(?:close to|comparable (?:to|with)|similar to|near"
    r"|(?:[a-z]+\s)?(?:over|than|above|below|under|against))\s(?:the\s)?"
)
CLOSE_BEFORE = 12
"""Characters between `from A to B` and the clause that says what they come to."""
NEAR = 6
"""Characters between a quantity and the verb that it is the subject of: `rate is lowered`."""


def right_of(spoken: Spoken, start: int, clause: Range) -> Range | None:
    """What follows `than` and the like between a position and the end of its clause."""
    found = than(spoken, start, clause)
    return (found[1], clause[1]) if found else None


def than(spoken: Spoken, start: int, clause: Range) -> Range | None:
    """Where `than` and the like stand: `better as` and `better then` are meant so, too."""
    found = _AS.match(spoken.masked, start, clause[1]) or THAN.search(
        spoken.masked, start, clause[1]
    )
    return found.span() if found else None


def front(spoken: Spoken, position: int) -> Range | None:
    """Who stands in `Compared with A, B improves`, before a position."""
    found = _FRONT.match(spoken.masked) or _FRONT_UNTIL.match(spoken.masked)
    return found.span(1) if found and found.end() <= position else None


def parted(spoken: Spoken, whole: Range) -> tuple[Range, Range] | None:
    """`A and B` in two; None if it holds no `and` or several."""
    text = spoken.low[whole[0] : whole[1]]
    found = list(re.finditer(r"\s(?:and|to|vs\.?|versus)\s", text))
    if len(found) != 1:
        return None
    start, end = (whole[0] + at for at in found[0].span())
    return (whole[0], start), (end, whole[1])


def quantity_of(
    spoken: Spoken, hit: Range, clause: Range, *, is_verb: bool = False, after: int = 30
) -> str | None:
    """The quantity that comparing words speak of; empty if none is named.

    None if they speak of something that has no values of ours to be held against, such as the
    learning rate that was lowered.
    """
    other = than(spoken, hit[1], clause)
    clause = (clause[0], other[0]) if other else clause
    inside = [m for m in spoken.mentions if hit[0] <= m.start and m.end <= hit[1]]
    if inside:
        return inside[0].quantity if inside[0].quantity in HELD else None
    if not is_verb and (named := _directly_after(spoken, hit, clause, after)) is not None:
        return named if named in HELD else None
    before = [m for m in spoken.mentions if clause[0] <= m.start and m.end <= hit[0]]
    if before and before[-1].quantity not in HELD and hit[0] - before[-1].end <= NEAR:
        return None
    held = [m.quantity for m in before if m.quantity in HELD]
    if held:
        return held[-1]
    if is_verb and (named := _directly_after(spoken, hit, clause, after)) is not None:
        return named if named in HELD else None
    later = [m.quantity for m in spoken.mentions if hit[1] <= m.start and m.end <= clause[1]]
    earlier = [m.quantity for m in spoken.mentions if m.end <= clause[0]]
    others = [each for each in (*later, *reversed(earlier)) if each in HELD]
    return others[0] if others else ""


def _directly_after(spoken: Spoken, hit: Range, clause: Range, reach: int) -> str | None:
    for mention in spoken.mentions:
        if hit[1] <= mention.start < min(hit[1] + reach, clause[1]):
            between = spoken.low[hit[1] : mention.start]
            return None if _OTHER_THING.search(between) or "," in between else mention.quantity
    return None


def values_of(spoken: Spoken, quantity: str, but: Range) -> tuple[Value, ...]:
    """The values of a quantity in a sentence, those within some words left out."""
    fitting = {quantity} if quantity not in ("", "accuracy") else {quantity, "", "accuracy"}
    return tuple(
        value
        for value in spoken.values
        if value.quantity in fitting
        and not (value.start < but[1] and but[0] < value.end)
        and value.amount.unit not in ("points", "times")
    )


def bare(value: Value) -> Value:
    """A value without the `over` of `an improvement over 85.13 %`: it bounds nothing there."""
    words = value.amount.words
    found = _THAN_WORDS.match(words.lower())
    amounts = find_amounts(words[found.end() :]) if found else ()
    return replace(value, amount=amounts[0].amount) if len(amounts) == 1 else value


def from_to(spoken: Spoken, position: int, quantity: str) -> tuple[Value, Value] | None:
    """The two values of `from A to B` in the clause of a position, or the only two of all."""
    found = list(_FROM_TO.finditer(spoken.masked))
    clause = spoken.clause(position)
    close = [match for match in found if clause[0] <= match.start() < clause[1]]
    near = [match for match in found if 0 <= clause[0] - match.end() <= CLOSE_BEFORE]
    match = close[0] if close else near[-1] if near else found[0] if len(found) == 1 else None
    if match is None:
        return None
    first, second = (value_at(spoken, match.span(group), quantity) for group in (1, 2))
    return (first, second) if first and second and _are_alike(first, second) else None


def _are_alike(first: Value, second: Value) -> bool:
    units = {first.amount.unit, second.amount.unit}
    small = {value.amount.value <= 1 for value in (first, second)}
    is_bare = first.quantity != second.quantity or not first.claim
    if len(units) != 1 or units & {"points", "times"}:
        return False
    return not (is_bare and units == {""} and len(small) > 1)


def value_at(spoken: Spoken, at: Range, quantity: str) -> Value | None:
    """The number there as a value of a quantity; None if it is one of another."""
    claimed = next((v for v in spoken.values if v.start < at[1] and at[0] < v.end), None)
    if claimed:
        return claimed if not quantity or claimed.quantity in (quantity, "") else None
    amount = spoken.amount_at(*at)
    if amount is None or not _may_be(spoken, at, amount, quantity):
        return None
    return Value(start=at[0], end=at[1], amount=amount, quantity=quantity)


def _may_be(spoken: Spoken, at: Range, amount: Amount, quantity: str) -> bool:
    """Whether a bare number may be a value of the quantity: `epoch 10` is no accuracy."""
    if _NOT_A_VALUE.search(spoken.low, 0, at[0]):
        return False
    return quantity not in ("accuracy", "") or amount.unit == "%" or amount.decimals > 0


def ends_of(spoken: Spoken, clause: Range) -> tuple[str, str] | None:
    """The two moments or settings of `between epochs 5 and 10`, in words."""
    inside = _ENDS.search(spoken.low, *clause)
    match = inside or _ENDS.match(spoken.low)
    return _ends_in(spoken, match) if match else None


def ends_before(spoken: Spoken, since: int, position: int) -> tuple[str, str] | None:
    """The same of the last ones between two positions."""
    found = list(_ENDS.finditer(spoken.low, since, position))
    return _ends_in(spoken, found[-1]) if found else None


def _ends_in(spoken: Spoken, match: re.Match[str]) -> tuple[str, str] | None:
    if any(
        found.unit for found in map(spoken.amount_at, *zip(*_ends(match), strict=True)) if found
    ):
        return None
    noun = (match["noun"] or "").removesuffix("s")
    noun = noun.replace("sizes", "size").replace("rates", "rate")
    first, second = (spoken.text[slice(*at)] for at in _ends(match))
    return f"{noun} {first}", f"{noun} {second}"


def _ends(match: re.Match[str]) -> tuple[Range, Range]:
    return match.span("first"), match.span("second")
