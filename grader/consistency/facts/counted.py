"""Numbers of parameters that somebody's program printed, or that our run counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.facts.naming import architecture_of
from grader.consistency.facts.networks import known_of_networks
from grader.consistency.work import Work
from grader.notation import bias_count
from grader.records import Kind, Place, Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The parameters of one network, as a run counted them."""

    value: float
    """All of them."""
    parts: tuple[float, ...] = ()
    """Those of single layers, and of several in a row."""
    without_biases: tuple[float, ...] = ()
    """What is left without the biases, where that is known."""
    place: Place
    """Where."""
    words: str = ""
    """The line, or the network's name; student text."""


def counted_of(work: Work) -> tuple[Counted, ...]:
    """Every count of a whole network."""
    return (*_printed(work), *_of_run(work), *_of_outputs(work))


def _printed(work: Work) -> Iterator[Counted]:
    """Totals that the write-up prints, each with the rows before it."""
    rows: list[Printed] = []
    for count in work.listed.counts:
        if not count.is_total:
            rows.append(count)
            continue
        parts = tuple(float(row.value) for row in rows)
        if count.value:
            yield Counted(
                value=float(count.value), parts=parts, place=count.place, words=count.words
            )
    # A table without a line for the total: the sum of its rows is not told by anybody.


def _of_run(work: Work) -> Iterator[Counted]:
    """Networks that our run made."""
    for network in work.evidence.networks:
        known = known_of_networks((network,))
        architecture = architecture_of(network.layers)
        bare = {network.parameters - network.bias_parameters}
        bare |= {network.parameters - bias_count(architecture)} if architecture else set()
        yield Counted(
            value=float(network.parameters),
            parts=tuple(part for each in known if each.quantity == "parameters"
                        for part in each.others),
            without_biases=tuple(float(each) for each in bare if each != network.parameters),
            place=network.place,
            words=network.class_name or network.name,
        )  # fmt: skip


def _of_outputs(work: Work) -> Iterator[Counted]:
    """Numbers that stand with the word for parameters in outputs of code."""
    cells = {
        (each.place.file, each.place.cell)
        for each in work.sources
        if not each.is_prose and each.place.cell is not None
    }
    for claim in work.evidence.claims:
        place = claim.place
        is_printed = (place.file, place.cell) in cells or claim.kind is Kind.OBSERVED
        if claim.quantity == "parameters" and claim.value and is_printed:
            yield Counted(value=claim.value, place=place, words=claim.words)
