"""Whether a curve belongs to the network or the question that a rubric asks about."""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from grader.checks.answers.numbering import is_within, number_of
from grader.checks.runs.ends import ids_of_ends
from grader.matching.figures.owners import Owner, owner_of
from grader.matching.figures.reading import Curve, source_of
from grader.records import Case, Evidence, Kind, Missing

_NUMBERED = re.compile(
    r"(?<![^\W_])(?:section|sec|part|question|problem|task|exercise|aufgabe|teil|q)"
    r"[ ._:#-]{0,3}(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})?)(?![0-9])",
    re.IGNORECASE,
)
_MOST_TITLE = 200
FEWEST_EPOCHS = 3
"""Epochs from which on a run has a curve."""


class Belongs(Enum):
    """Whether something is of what is asked about."""

    YES = "yes"
    AMONG = "among"
    """One of several that are alike is, and nothing tells which."""
    MAY = "may"
    NO = "no"


Scope = Callable[[Curve], Belongs]


def wanted_ids(
    case: Case,
    *,
    network: str,
    inputs: int | None = None,
    outputs: int | None = None,
    recurrent: bool = False,
) -> frozenset[str] | None:
    """The networks that are asked about, of the rubric or with these ends; None if any will do."""
    if network:
        match = case.match(network)
        return frozenset() if isinstance(match, Missing) else frozenset(match.found)
    if inputs is None and outputs is None and not recurrent:
        return None
    return ids_of_ends(case.evidence, inputs=inputs, last=outputs, recurrent=recurrent)


def scope_of(
    case: Case, curves: Sequence[Curve], *, wanted: frozenset[str] | None, question: str
) -> Scope:
    """What tells of each curve whether it belongs."""
    of_network = _all if wanted is None else _network_scope(case, curves, wanted)
    of_question = _question_scope(case.evidence, question) if question else _all

    def belongs(curve: Curve) -> Belongs:
        found = {of_network(curve), of_question(curve)}
        return next(each for each in reversed(Belongs) if each in found)

    return belongs


def _all(_: Curve) -> Belongs:
    return Belongs.YES


def _network_scope(case: Case, curves: Sequence[Curve], wanted: frozenset[str]) -> Scope:
    owners = {id(curve): owner_of(case.evidence, curve, curves) for curve in curves}
    designs = _trained_designs(case.evidence) or _all_designs(case.evidence)

    def belongs(curve: Curve) -> Belongs:
        owner = owners[id(curve)]
        if owner.networks and owner.networks <= wanted:
            return Belongs.YES
        if owner.networks & wanted:
            return Belongs.AMONG
        if owner.networks and owner.is_certain:
            return Belongs.NO
        if len(designs) == 1 and any(ids & wanted for ids in designs.values()):
            return Belongs.YES
        is_among = bool(wanted) and _are_plenty(case.evidence, curve, curves, owners, designs)
        return Belongs.AMONG if is_among else Belongs.MAY

    return belongs


def _are_plenty(
    evidence: Evidence,
    curve: Curve,
    curves: Sequence[Curve],
    owners: dict[int, Owner],
    designs: dict[str, frozenset[str]],
) -> bool:
    """Whether there are as many such figures as runs that could be drawn: one for each."""
    alike = [other for other in curves if other.y == curve.y and other.splits == curve.splits]
    sure = [other for other in alike if owners[id(other)].is_certain]
    known = {other.drawn.y for other in sure}
    nobodys = {other.drawn.y for other in alike if other.drawn.y not in known}
    owned = {name for other in sure for name in owners[id(other)].networks}
    left = [ids for ids in _drawable(evidence) or designs.values() if not ids & owned]
    return len(nobodys) >= len(left) > 0


def _drawable(evidence: Evidence) -> list[frozenset[str]]:
    """The networks of each run that was long enough for a curve."""
    return [
        frozenset({run.network, run.ended_as} - {""})
        for run in evidence.training
        if run.kind is Kind.OBSERVED
        and run.network
        and (run.epochs is None or run.epochs >= FEWEST_EPOCHS)
    ]


def _trained_designs(evidence: Evidence) -> dict[str, frozenset[str]]:
    """Networks that were trained, those of the same layers together."""
    layers = {network.id: network.layers or network.id for network in evidence.networks}
    found: dict[str, frozenset[str]] = {}
    for run in evidence.training:
        if run.kind is Kind.OBSERVED and run.network:
            key = layers.get(run.network, run.network)
            found[key] = found.get(key, frozenset()) | {run.network}
    return found


def _all_designs(evidence: Evidence) -> dict[str, frozenset[str]]:
    """Networks of the same layers together, where nothing was seen to be trained."""
    found: dict[str, frozenset[str]] = {}
    for network in evidence.networks:
        key = network.layers or network.id
        found[key] = found.get(key, frozenset()) | {network.id}
    return found


def _question_scope(evidence: Evidence, question: str) -> Scope:
    def belongs(curve: Curve) -> Belongs:
        source = source_of(evidence, curve.plot)
        places = (source.question if source else "", *_titled(curve))
        # What stands under another question may still answer this one.
        # `1a`, `1(a)` and `1.1` are one number.
        is_there = any(is_within(number_of(each), number_of(question)) for each in places)
        return Belongs.YES if is_there else Belongs.MAY

    return belongs


def _titled(curve: Curve) -> Iterator[str]:
    """Numbers of questions that a figure's own titles name: `Section 5`, `Q3.1`."""
    for title in (curve.plot.title, curve.axes.title):
        for found in _NUMBERED.finditer(title[:_MOST_TITLE]):
            yield found["number"]
