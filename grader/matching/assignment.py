"""Designs that were found are given to designs that were asked for, each to one at most."""

import math

import numpy as np

from grader.matching.comparison import compare
from grader.matching.designs import Design, compare_network, designs, likeness
from grader.matching.normal import normal
from grader.matching.once import once
from grader.records import Architecture, Evidence, Kind, Match, Measurement, RequiredNetwork

MEANT = 0.001
"""Breaks a tie between equally similar designs in favour of one that was trained or measured."""

Pairing = dict[int, int]
"""Index of a required design to index of a found one."""


@once
def match_networks(evidence: Evidence, required: tuple[RequiredNetwork, ...]) -> tuple[Match, ...]:
    """The found networks that answer the required ones; those without an answer are left out."""
    found = designs(evidence)
    groups = _same_layers(required)
    pairing = _exact([group[0] for group in groups], found)
    pairing |= _similar([group[0] for group in groups], found, pairing, evidence)
    matches = {
        network.name: _match(network, found[pairing[index]], evidence)
        for index, group in enumerate(groups)
        if index in pairing
        for network in group
    }
    return tuple(matches[network.name] for network in required if network.name in matches)


def _same_layers(required: tuple[RequiredNetwork, ...]) -> list[list[RequiredNetwork]]:
    groups: dict[Architecture, list[RequiredNetwork]] = {}
    for network in required:
        groups.setdefault(normal(network.architecture), []).append(network)
    return list(groups.values())


def _exact(required: list[RequiredNetwork], found: tuple[Design, ...]) -> Pairing:
    """Designs that are the same, then those that are but for a softmax at the end.

    They come before the assignment: its sum would give away a right answer to gain two poor ones.
    """
    by_layers = {design.architecture: index for index, design in enumerate(found)}
    pairing: Pairing = {}
    for index, network in enumerate(required):
        same = by_layers.get(normal(network.architecture))
        if same is not None:
            pairing[index] = same
    for index, network in enumerate(required):
        rest = [place for place in range(len(found)) if place not in pairing.values()]
        if index not in pairing:
            almost = (place for place in rest if _but_for_softmax(network, found[place]))
            place = next(almost, None)
            pairing |= {} if place is None else {index: place}
    return pairing


def _but_for_softmax(required: RequiredNetwork, design: Design) -> bool:
    if design.architecture is None:
        return False
    counts = len(normal(required.architecture).layers) - len(design.architecture.layers)
    return abs(counts) <= 1 and compare(required.architecture, design.architecture).only_softmax


def _similar(
    required: list[RequiredNetwork],
    found: tuple[Design, ...],
    taken: Pairing,
    evidence: Evidence,
) -> Pairing:
    rows = [index for index in range(len(required)) if index not in taken]
    columns = [index for index in range(len(found)) if index not in taken.values()]
    if not rows or not columns:
        return {}
    measured = {measurement.network for measurement in evidence.measurements}
    scores = np.array(
        [[_score(required[row], found[column], measured) for column in columns] for row in rows]
    )
    # Loading scipy takes as long as judging a class, and most submissions need no assignment.
    from scipy.optimize import linear_sum_assignment

    pairs = zip(*linear_sum_assignment(scores, maximize=True), strict=True)
    return {rows[row]: columns[column] for row, column in pairs if scores[row, column] > 0}


def _score(required: RequiredNetwork, design: Design, measured: set[str]) -> float:
    alike = likeness(required, design)
    if not alike:
        return 0.0
    meant = any(network.steps or network.id in measured for network in design.networks)
    return alike + MEANT * meant


def _match(required: RequiredNetwork, design: Design, evidence: Evidence) -> Match:
    best_first = _best_first(required, design, evidence)
    # Loss and input are told of the best candidate; the layers are the same in all of them.
    by_id = {network.id: network for network in design.networks}
    comparison = compare_network(required, by_id[best_first[0]], evidence)
    return Match(
        required=required.name,
        found=best_first,
        differences=comparison.differences,
        similarity=comparison.similarity,
    )


def _best_first(required: RequiredNetwork, design: Design, evidence: Evidence) -> tuple[str, ...]:
    """Measured candidates by accuracy, then the others by training; of equals the latest."""
    scores: dict[str, tuple[bool, float]] = {}
    for measurement in evidence.measurements:
        if required.task in ("", measurement.task) and is_measured(measurement):
            score = (measurement.kind is Kind.MEASURED, measurement.value or 0.0)
            scores[measurement.network] = max(score, scores.get(measurement.network, score))
    ranked = sorted(
        enumerate(design.networks),
        key=lambda place: (
            place[1].id in scores,
            scores.get(place[1].id, (False, 0.0)),
            place[1].steps,
            place[0],
        ),
        reverse=True,
    )
    return tuple(network.id for _, network in ranked)


def is_measured(measurement: Measurement) -> bool:
    """Whether the measurement holds an accuracy that means something."""
    value = measurement.value
    usable = value is not None and math.isfinite(value) and measurement.examples > 0
    return usable and measurement.metric == "accuracy"
