"""The network that a heading names, for sentences below it that name none."""

import re
from dataclasses import replace

from grader.collect.statements.network_words import networks_in
from grader.records import Claim, Whose

_OF_NETWORKS = frozenset(
    "accuracy loss parameters layers hidden_layers learning_rate momentum weight_decay batch_size"
    " epochs best_epoch step_epochs step_factor gradient_clip dropout optimizer loss_function"
    " schedule time energy carbon sizes".split()
)
"""Quantities that are of a network."""
_SEVERAL = re.compile(
    r"\b(?:both|each|every|all|other|others|another|former|latter|same|than|compared|versus|vs|"
    r"whereas|while|respectively|beide\w*|jede\w*|alle\w*)\b|[\"“„]",
    re.IGNORECASE,
)
LONGEST = 120


def network_of_heading(text: str) -> str:
    """The one network that a heading names; empty if it names none, several or a kind of them."""
    networks = networks_in(text[:LONGEST])
    if len(networks) != 1 or networks[0].is_plural or networks[0].is_aside:
        return ""
    return networks[0].name


def below(network: str, claim: Claim, sentence: str) -> Claim:
    """The claim with the network of its heading, where its sentence speaks of no other."""
    subject = claim.subject
    is_free = (
        claim.quantity in _OF_NETWORKS
        and not subject.network
        and not subject.labels
        and claim.whose is Whose.OWN
        and not claim.is_one_of_several
        and "units" not in dict(subject.settings)
    )
    if not is_free or _SEVERAL.search(sentence):
        return claim
    if any(one.name or one.is_plural or not one.is_definite for one in networks_in(sentence)):
        return claim
    return replace(claim, subject=replace(subject, network=network))
