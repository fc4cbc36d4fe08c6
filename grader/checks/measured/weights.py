"""Checks on what the weights of networks look like as pictures."""

from grader.checks.measured.pictured import Bar, judged, nothing_measured, values_of
from grader.checks.words import answer, found
from grader.records import Answer, Case, Fact, Kind, Missing, Outcome

SMOOTH = Bar(
    metric="weight_smoothness",
    good=0.15,
    bad=0.05,
    words="Correlation of neighbouring weights in the pictures of the first layer's units",
)
"""Drawn weights of 16 pictures of 64 x 64 stay within 0.01 of 0; the reference's that show ghost
faces reach 0.95."""

UNITS = Bar(
    metric="units_with_structure",
    good=0.1,
    bad=0.0,
    words="Share of the units whose picture shows more than chance",
)


def weights_learn_structure(case: Case, *, network: str) -> Answer:
    """The first layer's weights, drawn as pictures, show what the network has learnt."""
    match = case.match(network)
    seen = [] if isinstance(match, Missing) else values_of(case, match, SMOOTH)
    if isinstance(match, Missing) or not seen:
        return nothing_measured(case, match)
    units = values_of(case, match, UNITS)
    if units and UNITS.is_good(units[0].value) and not SMOOTH.is_good(seen[0].value):
        text = f"{UNITS.words}: {units[0].value:.0%}"
        fact = Fact(label="Measured", text=text, kind=Kind.MEASURED)
        return answer(Outcome.MET, "", [fact, found(units[0].network)])
    fault = "the weights of its first layer look as they were drawn by chance"
    return judged(case, match, SMOOTH, seen, fault=fault)
