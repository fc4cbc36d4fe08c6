"""Stated numbers of parameters, held against the networks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from grader.checks.claims.counts_stated import counts_stated, told_in_words
from grader.checks.words import MOST_LISTED, answer, listed
from grader.matching import NEAR
from grader.notation import bias_count, parameter_count
from grader.records import (
    Answer,
    Architecture,
    Case,
    Claim,
    Fact,
    Kind,
    Match,
    Network,
    Outcome,
    RequiredNetwork,
)

EQUALS_CHOICES = ("actual", "without_biases", "actual_or_without_biases")
"""What the stated numbers may be held against."""

CLOSE = 0.25
"""A number this near to a network's, as a share of it, is plainly meant as its count."""

ROUNDED = 0.02
"""A number that ends in zeros may be a count of which this share was rounded off."""

MOST_LAYERS = 60
"""Layers of which the sums of neighbours are worked out."""

LEAST_DIGITS = 100
"""A rounded number counts when at least three of its digits are told: 29.6 thousand."""


class Stated(Enum):
    """What the statements say of one network's count."""

    ACTUAL = "its number"
    WITHOUT_BIASES = "its number without biases"
    OTHER = "another number"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers that are right for one network: what was asked, and what the student built."""

    actual: frozenset[int]
    """Learnt values."""
    without_biases: frozenset[int]
    """Learnt values that are no biases."""

    def are_close(self, value: float) -> bool:
        """Whether the value is plainly meant for this network."""
        return any(abs(value - count) <= CLOSE * count for count in self.actual)


def claim(case: Case, *, parameters: tuple[str, ...], equals: str) -> Answer:
    """The stated numbers of parameters are right."""
    if equals not in EQUALS_CHOICES:
        raise ValueError(f"equals is one of {', '.join(EQUALS_CHOICES)}, not {equals!r}")
    claims = list(counts_stated(case.evidence))
    counts = {each.name: _counts(case, each) for each in case.networks}
    facts = [*_wrote(claims, [counts[name] for name in parameters]), *_counted(case, parameters)]
    if not claims:
        return answer(Outcome.OPEN, "no statement of a number of parameters was found", facts)
    values = [each.value for each in claims if each.value is not None]
    told = told_in_words(case.evidence, claims)
    stated = {
        name: _stated(values, told, counts[name], innocent=_innocent(case, name, counts))
        for name in parameters
    }
    outcome, reason = _DECISIONS[equals](stated)
    return answer(outcome, reason, facts)


def _actual(stated: dict[str, Stated]) -> tuple[Outcome, str]:
    if set(stated.values()) <= {Stated.ACTUAL}:
        return Outcome.MET, ""
    return _not_all(stated, {Stated.ACTUAL})


def _actual_or_without(stated: dict[str, Stated]) -> tuple[Outcome, str]:
    right = {Stated.ACTUAL, Stated.WITHOUT_BIASES}
    if not set(stated.values()) <= right:
        return _not_all(stated, right)
    forgotten = [name for name, what in stated.items() if what is Stated.WITHOUT_BIASES]
    return Outcome.MET, f"the biases are not counted ({listed(forgotten)})" if forgotten else ""


def _without(stated: dict[str, Stated]) -> tuple[Outcome, str]:
    forgotten = [name for name, what in stated.items() if what is Stated.WITHOUT_BIASES]
    if forgotten:
        return Outcome.MET, f"the biases are not counted ({listed(forgotten)})"
    if set(stated.values()) <= {Stated.ACTUAL}:
        return Outcome.NOT_MET, "the biases are counted"
    return Outcome.OPEN, "no statement gives the number without biases"


_DECISIONS = {
    "actual": _actual,
    "without_biases": _without,
    "actual_or_without_biases": _actual_or_without,
}


def _not_all(stated: dict[str, Stated], right: set[Stated]) -> tuple[Outcome, str]:
    """Wrong numbers are for a person: a machine read the text and may have misread it."""
    wrong = {name: what for name, what in stated.items() if what not in right}
    seen = [f"{name}: {what.value}" for name, what in wrong.items() if what is not Stated.NOTHING]
    if seen:
        return Outcome.SUSPECTED, f"not the expected number is stated for {listed(seen)}"
    return Outcome.OPEN, f"no statement was found for {listed(wrong)}"


def _stated(
    values: list[float], told: list[float], counts: Counts, *, innocent: frozenset[int]
) -> Stated:
    right = counts.actual | counts.without_biases
    wrong_ones = [
        value
        for value in told
        if counts.are_close(value) and not any(_may_be(value, each) for each in right | innocent)
    ]
    if wrong_ones and not _any_equals(told, right):
        # A program may print the right number beside a report that tells another one.
        return Stated.OTHER
    if _any_equals(values, counts.actual):
        return Stated.ACTUAL
    if _any_equals(values, counts.without_biases):
        return Stated.WITHOUT_BIASES
    close = [value for value in values if counts.are_close(value)]
    wrong = any(not _any_equals([value], innocent) for value in close)
    return Stated.OTHER if wrong else Stated.NOTHING


def _innocent(case: Case, name: str, counts: dict[str, Counts]) -> frozenset[int]:
    """Numbers that are no wrong sum: other networks' counts, and the rows of a table of layers."""
    others = [each for other, each in counts.items() if other != name]
    numbers = {number for each in others for number in each.actual | each.without_biases}
    numbers |= {network.parameters for network in case.evidence.networks}
    return frozenset((numbers | _sums(case.required(name).architecture)) - {0})


def _sums(architecture: Architecture) -> set[int]:
    """The counts of each layer and of layers in a row, with their biases and without."""
    alone = [Architecture(input=(), layers=(each,)) for each in architecture.layers[:MOST_LAYERS]]
    counts = [(parameter_count(each), bias_count(each)) for each in alone]
    found: set[int] = set()
    for start in range(len(counts)):
        whole = biases = 0
        for count, own in counts[start:]:
            whole, biases = whole + count, biases + own
            found |= {whole, whole - biases}
    return found - {parameter_count(architecture)}


def _may_be(value: float, count: int) -> bool:
    """Whether the value is the count, or the count roughly."""
    return value == count or (value % 10 == 0 and _few_digits(value) and _near(value, count))


def _few_digits(value: float) -> bool:
    return len(str(int(value)).rstrip("0")) <= 2


def _near(value: float, count: int) -> bool:
    return abs(value - count) <= ROUNDED * count


def _any_equals(values: Iterable[float], counts: Iterable[int]) -> bool:
    return any(_equals(value, count) for value in values for count in counts)


def _equals(value: float, count: int) -> bool:
    """The count, or the count rounded to three digits or more."""
    if value == count:
        return True
    unit = 10
    while value == value // 1 and value % unit == 0 and value // unit >= LEAST_DIGITS:
        if round(count / unit) * unit == value:
            return True
        unit *= 10
    return False


def _counts(case: Case, required: RequiredNetwork) -> Counts:
    networks = _networks(case, required.name)
    without = {required.parameters - required.biases}
    without |= {each.parameters - each.bias_parameters for each in networks}
    actual = {required.parameters, *(each.parameters for each in networks)}
    actual |= {each.trainable_parameters for each in networks if each.trainable_parameters}
    return Counts(actual=frozenset(actual), without_biases=frozenset(without - actual))


def _networks(case: Case, name: str) -> tuple[Network, ...]:
    match = case.match(name)
    # A far network may answer another question, and its number with it.
    is_near = isinstance(match, Match) and match.similarity >= NEAR
    return case.found(match) if isinstance(match, Match) and is_near else ()


def _wrote(claims: list[Claim], counts: list[Counts]) -> list[Fact]:
    """The statements that are near what was counted, or the first ones if none is."""
    near = [each for each in claims if _is_near(each, counts)]
    facts = [
        Fact(label="You wrote", text=each.words, kind=each.kind, place=each.place)
        for each in near or claims
    ]
    # One sentence may hold the numbers of several networks; it is told once.
    return list(dict.fromkeys(facts))[:MOST_LISTED]


def _is_near(claim: Claim, counts: list[Counts]) -> bool:
    value = claim.value
    return value is not None and any(count.are_close(value) for count in counts)


def _counted(case: Case, parameters: tuple[str, ...]) -> list[Fact]:
    return [fact for name in parameters for fact in _count_facts(case, name)]


def _count_facts(case: Case, name: str) -> list[Fact]:
    required = case.required(name)
    facts = [Fact(label="Expected", text=_count(name, required.parameters, required.biases))]
    for network in _networks(case, name)[:1]:
        text = _count(name, network.parameters, network.bias_parameters)
        kind = network.kind if network.kind is not Kind.CLAIMED else None
        facts.append(Fact(label="Counted", text=text, kind=kind, place=network.place))
    return facts


def _count(name: str, parameters: int, biases: int) -> str:
    return f"{name}: {parameters:,}, without biases {parameters - biases:,}"
