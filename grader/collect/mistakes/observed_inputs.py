"""Networks that are trained on bytes as they are."""

from collections.abc import Iterator

from grader.collect.mistakes.signals import Signals
from grader.records import Kind, Mistake


def unscaled(signals: Signals) -> Iterator[Mistake]:
    """One record for each trained network whose first layer was fed whole numbers up to 255."""
    for identifier, network in signals.networks:
        if identifier in signals.fed_raw_bytes and network.steps:
            yield Mistake(
                name="inputs-not-scaled",
                sentence=f"{signals.called(identifier)} is fed values from 0 to 255 as they are:"
                " neither the code nor the network scales them.",
                kind=Kind.OBSERVED,
                place=network.place,
            )
