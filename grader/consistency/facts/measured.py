"""Accuracies that are told, against what the trained networks score on held-out data."""

from grader.consistency.facts.certain import is_own, is_plain
from grader.consistency.facts.narrowing import narrowed
from grader.consistency.facts.networks import known_of_networks
from grader.consistency.facts.telling import checked, said
from grader.consistency.wording import number_words
from grader.consistency.work import Work
from grader.records import (
    Checked,
    Claim,
    Consistency,
    HeldAgainst,
    Kind,
    Measurement,
    Missing,
    Network,
)

MOST_APART = 1.5
"""Points that a told accuracy may lie from a measured one: other images, another best epoch."""


def hold_measured(claim: Claim, work: Work) -> Checked | None:
    """A told test accuracy beside the measured one; None if no network is certainly meant."""
    if claim.quantity != "accuracy" or claim.subject.split != "test" or claim.value is None:
        return None
    measured = [
        each
        for each in work.evidence.measurements
        if each.value is not None and each.metric == "accuracy" and each.kind is Kind.MEASURED
    ]
    found = _meant(claim, work, measured)
    if found is None or found.value is None:
        return None
    apart = abs(claim.value - found.value)
    shown = f"{number_words(round(found.value, 2))} % on {found.examples:,} images"
    both = f"{said(claim, work.write_up)}, we measured {shown}"
    outcome = Consistency.CONSISTENT
    if apart > MOST_APART:
        network = work.evidence.network(found.network)
        certain = not isinstance(network, Missing) and _is_as_trained(network, work)
        sure = certain and _is_sure(claim)
        outcome = Consistency.INCONSISTENT if sure else Consistency.CANNOT_TELL
        if not sure:
            both += "; the weights may be of another training"
    return checked(
        claim, work.write_up, outcome, HeldAgainst.RUN, f"{both}.", other=found.place,
        other_words=found.note,
    )  # fmt: skip


def _meant(claim: Claim, work: Work, measured: list[Measurement]) -> Measurement | None:
    """The one measurement that the claim speaks of."""
    networks = tuple(
        each for each in work.evidence.networks if each.id in {one.network for one in measured}
    )
    if len(networks) > 1:
        known = [each for each in known_of_networks(networks) if each.quantity == "parameters"]
        found = narrowed(claim, (), known)
        ids = {each.holder for each in found.known}
        if not found.is_sure or len(ids) != 1:
            return None
        networks = tuple(each for each in networks if each.id in ids)
    scores = [each for each in measured if networks and each.network == networks[0].id]
    return scores[0] if len(scores) == 1 else None


def _is_as_trained(network: Network, work: Work) -> bool:
    """Whether its weights are the author's own, or of a training that went to its end."""
    if network.training_left_out:
        return False
    if network.checkpoint or network.loaded_from:
        return True
    observed = [
        each
        for each in work.evidence.training
        if each.kind is Kind.OBSERVED and each.network == network.id
    ]
    return (
        bool(observed)
        and all(
            each.epochs is not None and each.epochs == each.epochs_finished for each in observed
        )
        and not any(ending.name.value not in ("finished",) for ending in work.evidence.endings)
    )


def _is_sure(claim: Claim) -> bool:
    subject = claim.subject
    open_words = subject.settings or subject.labels or subject.epoch or subject.selection
    return is_own(claim) and is_plain(claim) and not open_words and subject.moment != "best"
