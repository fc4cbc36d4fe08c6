"""Whether a size of a window, or a number of them, is told of a layer of the network.

`A padding of 4 pixels` may be that of a crop, `a window of 7` that of a moving average.
"""

import re

from grader.records import Claim

WINDOWS = frozenset(["kernel_size", "stride", "padding", "channels"])
"""Quantities of windows that move over an image."""
SHORT = 100
"""Characters of a line of a list: `convolution with 16 filters of size 5 x 5`."""

_NO_LAYER = re.compile(
    r"\b(?:crop\w*|random\w*|augment\w*|flip\w*|smooth\w*|moving|curves?|figures?|fig|shows?|shown"
    r"|plot\w*|grid|histogram|patch\w*|receptive|pixels?|pictures?|colou?rs?|rgb|gr[ae]y\w*"
    r"|alexnet|resnet|inception|googlenet|blur\w*)\b"
    r"|\bimages? (?:has|have|is|are|with|of)\b|\bkernels? (?:has|have|contains?)\b",
    re.IGNORECASE,
)
_OF_A_LAYER = re.compile(
    r"\b(?:the|our|my|this|its|both|each|every|all)\s(?:\w+[\s-]){0,3}"
    r"(?:networks?|net|model|cnn|conv\w*|layers?|blocks?|poolings?)\b"
    r"|\bthe (?:numbers? of )?(?:kernels?|filters?|strides?|windows?|padding|channels?"
    r"|feature maps?)\b"
    r"|\b(?:first|second|third|both|we|i|our|it)\b"
    r"|\b(?:two|three|four|five|[2-9]) (?:conv\w*|pooling) layers\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"^\W*(?:\d{1,2}[.):]\s?)?(?:max|average|avg)?[\s-]?(?:conv|pool)\w*\b", re.IGNORECASE
)

IN_GENERAL = re.compile(r"\b(?:is|are|have|has|can|do|does|make|makes)\b", re.IGNORECASE)


def may_be_of_no_layer(claim: Claim) -> bool:
    """Whether the sentence speaks of crops, pictures, plots or other networks as well."""
    return not claim.is_listed and bool(_NO_LAYER.search(claim.words))


def tells_of_layers(claim: Claim) -> bool:
    """Whether a window is plainly one of the network that the sentence tells of."""
    if claim.quantity not in WINDOWS or may_be_of_no_layer(claim):
        return False
    is_line = (
        len(claim.words) <= SHORT
        and _LINE.search(claim.words)
        and not IN_GENERAL.search(claim.words)
    )
    return bool(claim.subject.network or is_line or _OF_A_LAYER.search(claim.words))
