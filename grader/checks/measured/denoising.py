"""Checks on networks that give pictures back: alike or not, near or not, with noise or without."""

from grader.checks.measured.pictured import Bar, figure, judged, nothing_measured, values_of
from grader.checks.words import answer
from grader.records import Answer, Case, Fact, Kind, Missing, Outcome

NOISE_CHOICES = ("uniform 0.4", "uniform 0.9", "zeroed")
"""The kinds of noise that are measured."""

DIFFER = Bar(
    metric="spread_of_reconstructions",
    good=0.1,
    bad=0.05,
    words="How much outputs for different pictures differ, where 1 is as much as the pictures do",
)
"""The reference's reconstructions differ by 0.48 (64 units, 300 epochs) and 0.67 (16 units, 3,000
epochs); one average face for all gives 0.001."""

UNEXPLAINED = Bar(
    metric="unexplained",
    good=0.9,
    bad=0.98,
    words="Squared error of the outputs, where 1 is what one average picture for all would have",
    lower_is_better=True,
)
"""The reference leaves 0.7 (64 units, 300 epochs) and 0.5 (16 units, 3,000 epochs)."""

RATIO = Bar(
    metric="eigenface_error_ratio",
    good=6.0,
    bad=12.0,
    words="Squared error of the outputs, where 1 is that of as many eigenfaces",
    lower_is_better=True,
)
"""The reference reaches 4.6 (64 units, 300 epochs) and 1.9 (16 units, 3,000 epochs)."""

DENOISED = {
    "uniform 0.4": "denoised_0.4",
    "uniform 0.9": "denoised_0.9",
    "zeroed": "denoised_zeroed",
}
"""Name of what is measured with each kind of noise."""


def outputs_differ(case: Case, *, network: str) -> Answer:
    """The network gives different pictures for different inputs."""
    match = case.match(network)
    seen = [] if isinstance(match, Missing) else values_of(case, match, DIFFER)
    if isinstance(match, Missing) or not seen:
        return nothing_measured(case, match)
    fault = "its outputs are nearly the same picture, whatever the input"
    return judged(case, match, DIFFER, seen, fault=fault, on_any_pictures=True)


def reconstructs(case: Case, *, network: str) -> Answer:
    """The network gives its input pictures back so that each can be recognised."""
    match = case.match(network)
    seen = [] if isinstance(match, Missing) else values_of(case, match, UNEXPLAINED)
    if isinstance(match, Missing) or not seen:
        return nothing_measured(case, match)
    if UNEXPLAINED.is_good(seen[0].value):
        return judged(case, match, UNEXPLAINED, seen, fault="")
    # The reference's numbers are told next to eigenfaces.
    ratios = values_of(case, match, RATIO)
    if not ratios or figure(case.required(network), RATIO) is None:
        return judged(case, match, UNEXPLAINED, seen, fault=_FAR)
    if RATIO.is_good(ratios[0].value):
        reason = "it is nearer to one average picture than to its inputs"
        return answer(Outcome.OPEN, reason, [_told(seen[0].value)])
    return judged(case, match, RATIO, ratios, fault=_FAR, facts=[_told(seen[0].value)])


def denoises(case: Case, *, network: str, noise: str = "uniform 0.4") -> Answer:
    """From a noisy picture the network makes one that is nearer to the clean picture."""
    if noise not in NOISE_CHOICES:
        raise ValueError(f"noise is one of {', '.join(NOISE_CHOICES)}, not {noise!r}")
    bar = Bar(
        metric=DENOISED[noise],
        good=0.9,
        bad=1.0,
        words=f"Share of the squared error that is left of {noise} noise",
        lower_is_better=True,
    )
    match = case.match(network)
    seen = [] if isinstance(match, Missing) else values_of(case, match, bar)
    if isinstance(match, Missing) or not seen:
        return nothing_measured(case, match)
    alive = {
        each.network.id: each.value
        for each in values_of(case, match, DIFFER)
        if not DIFFER.is_bad(each.value)
    }
    different = [each for each in seen if each.network.id in alive]
    if different:
        fault = "its outputs for noisy pictures are further from the clean ones than its inputs"
        return judged(case, match, bar, different, fault=fault)
    # One average face for all has no noise, and is no face without noise either.
    same = values_of(case, match, DIFFER)
    if not same:
        return nothing_measured(case, match)
    fault = "its outputs are nearly the same picture, whatever the input, so it removes no noise"
    return judged(case, match, DIFFER, same, fault=fault)


_FAR = "its outputs are far from its inputs"


def _told(value: float) -> Fact:
    return Fact(label="Measured", text=f"{UNEXPLAINED.words}: {value:.3g}", kind=Kind.MEASURED)
