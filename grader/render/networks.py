"""The networks of a submission as a page shows them, beside what reference runs reached."""

from dataclasses import dataclass
from decimal import Decimal

from grader.records import Evidence, Expected, Match, Measurement, Network, RequiredNetwork
from grader.render.numbers import count, counted, percentage, share, spread
from grader.render.text import arrows, one_line

MOST_ROWS = 24
MEASURE = "accuracy"
SPREADS_SHOWN = 4
"""How far the picture reaches to both sides of the mean, at least, in spreads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A measured value beside the band that reference runs fell into, ready to draw."""

    start: str
    """Where the band begins, as a CSS percentage of the width."""
    width: str
    """How wide it is, as a CSS percentage."""
    value: str
    """Where the measured value lies, as a CSS percentage."""
    label: str
    """The picture in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRow:
    """One network on a page."""

    name: str
    """The variable or class that holds it."""
    asked_as: str
    """The required network that it answers best; empty if none."""
    layers: str
    """Its layers, or why they are not known."""
    parameters: str
    """Number of learnt values."""
    accuracy: str
    """Its accuracy on held-out data, or a dash."""
    examples: str
    """What it was measured on, or why it was not."""
    expected: str
    """What reference runs reached; empty if there are none."""
    band: Band | None
    """Both in a picture; None if one of them is missing."""
    kind: str
    """Kind of evidence for its layers and its parameters."""
    accuracy_kind: str
    """Kind of evidence for its accuracy; empty if it was not measured."""
    place: str
    """Where it was created."""


def network_rows(
    evidence: Evidence, *, expected: tuple[RequiredNetwork, ...], matches: tuple[Match, ...]
) -> tuple[NetworkRow, ...]:
    """The networks of a submission, those that answer a required one first."""
    answers = {match.found[0]: match.required for match in reversed(matches) if match.found}
    required = {network.name: network for network in expected}
    ordered = sorted(evidence.networks, key=lambda network: network.id not in answers)
    return tuple(
        _row(network, evidence, required.get(answers.get(network.id, "")))
        for network in ordered[:MOST_ROWS]
    )


def measurement_of(
    network: str, evidence: Evidence, *, task: str = "", metric: str = MEASURE
) -> Measurement | None:
    """The score of a network: on this task if one is named, one with a value before one without."""
    mine = [m for m in evidence.measurements if m.network == network and m.metric == metric]
    if task:
        mine = [measurement for measurement in mine if measurement.task == task]
    return min(mine, key=lambda measurement: measurement.value is None, default=None)


def _row(network: Network, evidence: Evidence, asked: RequiredNetwork | None) -> NetworkRow:
    measurement = measurement_of(network.id, evidence, task=asked.task if asked else "")
    value = measurement.value if measurement else None
    reference = asked.expected if asked else None
    return NetworkRow(
        name=one_line(network.name or network.class_name or network.id, limit=60),
        asked_as=one_line(asked.name, limit=60) if asked else "",
        layers=_layers(network),
        parameters=count(network.parameters),
        accuracy="–" if value is None else percentage(value),
        examples=_examples(measurement),
        expected=_expected(reference),
        band=_band(value, reference) if value is not None and reference else None,
        kind=str(network.kind),
        accuracy_kind=str(measurement.kind) if measurement and value is not None else "",
        place=one_line(str(network.place)),
    )


def _layers(network: Network) -> str:
    return one_line(arrows(network.layers)) or "the layers could not be seen"


def _examples(measurement: Measurement | None) -> str:
    if measurement is None:
        return "not measured"
    if measurement.value is None:
        return one_line(measurement.note) or "could not be measured"
    return f"on {counted(measurement.examples, 'held-out example')}"


def _expected(reference: Expected | None) -> str:
    if reference is None:
        return ""
    runs = counted(reference.runs, "reference run")
    return f"{spread(reference.mean, reference.deviation)} in {runs}"


def _band(value: float, reference: Expected) -> Band:
    reach = max(SPREADS_SHOWN * reference.deviation, 1.25 * abs(value - reference.mean), 1.0)
    whole, start = Decimal(str(2 * reach)), reference.mean - reach
    return Band(
        start=share(Decimal(str(reach - reference.deviation)), whole),
        width=share(Decimal(str(2 * reference.deviation)), whole),
        value=share(Decimal(str(value - start)), whole),
        label=f"measured {percentage(value)}, reference {_expected(reference)}",
    )
