"""Things that are used or not, said without their usual names: `I stopped early`."""

import re
from collections.abc import Iterator

from grader.collect.statements.named import Named

_OPEN = re.compile(
    r"\b(?:would|could|should|might|if|first|next|sometimes|other|others|whether|instead|otherwise)"
    r"\b",
    re.IGNORECASE,
)
_CONSTANT = re.compile(
    r"\b(?:learning[ -]?rates?|lr)\b(?P<of>[^.;:,0-9]{0,30}?)[ ](?:is|was|are|were|has been|been|"
    r"be)?[ ]?"
    r"(?:(?:kept|held|left|stays?|stayed|remains?|remained)[ ](?:constant|fixed|unchanged|"
    r"the same)|(?:never|not)[ ](?:changed|decayed|reduced|lowered|scheduled))\b"
    r"(?![ ](?:for|until|till|up to|in|over)[ ](?:the )?(?:first|about|around|[0-9]))",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"\b(?:we|I)[ ](?:also |then )?(?:stopped|stop)[ ](?:the )?(?:training )?early\b"
    r"|\btraining[ ](?:is|was|has been)[ ](?:also )?(?:stopped|halted|ended)[ ](?:early|as soon as|"
    r"when|once)\b",
    re.IGNORECASE,
)
_SCALING = r"(?:scaling|normali[sz]ation|rescaling|standardi[sz]ation|normali[sz]ing|rescaled)"
_SCALED = r"(?:scaled|normali[sz]ed|rescaled|standardi[sz]ed)"
_INPUTS = r"(?:pixels?|pixel values|inputs?|images?|intensities|input values)"
_UNSCALED = re.compile(
    rf"\b(?:no|without(?: any)?)[ ](?:further |input |pixel |data |any )?{_SCALING}\b"
    rf"[^.;,]{{0,50}}\b{_INPUTS}\b"
    rf"|\b{_INPUTS}[ ](?:are|were|is|was)[ ](?:not|never)[ ]{_SCALED}\b"
    rf"|\b(?:we|I)[ ](?:did|do)(?: not|n't)[ ](?:scale|normali[sz]e|"
    rf"rescale)[ ](?:the )?{_INPUTS}\b",
    re.IGNORECASE,
)
_FORMS = (
    ("schedule", "", True, _CONSTANT),
    ("regularisation", "early_stopping", False, _STOPPED),
    ("input_scaling", "", True, _UNSCALED),
)


def told_otherwise(text: str) -> Iterator[Named]:
    """Every use, or denial, that a whole phrase tells."""
    for quantity, name, denied, pattern in _FORMS:
        for match in pattern.finditer(text):
            if _OPEN.search(text, max(0, match.start() - 60), match.end()):
                continue
            yield Named(
                start=match.start(), end=match.end(), quantity=quantity, name=name, denied=denied
            )
