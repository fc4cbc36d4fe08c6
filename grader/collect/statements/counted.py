"""Counts that are not those of the work: `the first 10 epochs`, `one of the three networks`."""

import re

from grader.collect.statements.amounts import Found
from grader.collect.statements.quantities import Mention

_OTHER_COUNT = re.compile(
    r"\b(?:first|last|every|next|previous|each|per|another|initial|after|within|around|only|about|"
    r"until|up to|by|in|than|nearly|almost|remaining|early|later|additional|extra|top|of its|"
    r"other|these|those|of (?:the|all)|all|both|the|one of)[ ]*(?:the[ ]|only[ ]|about[ ]|"
    r"around[ ]|"
    r"roughly[ ]|approximately[ ])?$",
    re.IGNORECASE,
)
_EPOCHS_BEFORE = re.compile(
    r"(?:\b(?:for|over|with|using|of|total|run|ran|use|used|take|takes|took|set|performed|"
    r"trained|and|to|für|mit|über|por|durante|per|pendant|sur|con|训练了?|共)|[(,:;=/+|]|"
    r"^)[ ]*(?:a[ ]|the[ ]|totally[ ]|"
    r"overall[ ]|(?:a[ ])?total[ ]of[ ]|up[ ]to[ ]|"
    r"about[ ]|around[ ]|only[ ]|all[ ]|exactly[ ]|full[ ]|maximum[ ](?:of[ ])?|at[ ]most[ ]|~)*$",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:first|last|every|next|after|per|than|within|another)[ ](?:about[ ]|around[ ]|only[ ]|"
    r"the[ ]|just[ ]|the[ ]first[ ]){0,2}$",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?<![0-9.,])(?:1|one|an?)[ -]$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:first|last|every|next|than|top|one of(?: the| our)?|another|other|by)[ ]*$",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    r"\b(?:train\w*|ran|run\w*|fit(?:ted)?|optimi[sz]ed|learn(?:ed|t)|experiment\w*|"
    r"Epochen|epochs?:|entren\w*|entraîn\w*|treina\w*|addestra\w*)\b|训练",
    re.IGNORECASE,
)
_NO_EPOCHS = re.compile(
    r"\b(?:converg\w*|overfit\w*|plateau\w*|patience|improve[sd]?|"
    r"(?<!weight )(?<!weight-)(?<!weight_)decay\w*|drop(?:s|ped)?|"
    r"multipl\w*|reduc\w*|faster|slower|earlier|later|warm-?up)\b",
    re.IGNORECASE,
)

_SINGLE = re.compile(r"\b(?:1|one|an?|each|every|per|single|this|that)[ -]$", re.IGNORECASE)
_INSIDE = re.compile(
    r"[ -](?:(?:parameter|weight|gradient|optimi[sz]er|training|random|mini|small|full)[ -]){0,2}"
    r"(?:updates?|iterations?|steps?|batch(?:es)?|mini-?batch(?:es)?|images?|pictures?|samples?"
    r"|examples?|sequences?|points?|forward|passes|minibatches|seconds?|secs?|s|minutes?|min|hours?"
    r"|h|ms)\b",
    re.IGNORECASE,
)


def counts_inside(text: str, mention: Mention, end: int) -> bool:
    """Whether a number behind `epochs` counts what one has: `one epoch is 63 updates`.

    `end` is where the number ends.
    """
    before = text[max(0, mention.start - 8) : mention.start]
    return bool(_SINGLE.search(before) or _INSIDE.match(text, end))


def is_counted_otherwise(text: str, start: int, mention: Mention) -> bool:
    """Whether a count is not that of the work: `the first 10 epochs`, `after 50 epochs`."""
    before = text[max(0, start - 30) : start]
    if mention.quantity == "epochs":
        if _ONE.search(text[max(0, mention.start - 6) : mention.start]):
            return True
        if _NO_EPOCHS.search(text) and not re.search(r"\btrained\b", text):
            return True
        if _NOT_ALL.search(before):
            return True
        told = _EPOCHS_BEFORE.search(before)
        after = text[mention.end : mention.end + 12]
        return not (told or (_TRAINED.search(text) and not _OTHER_COUNT.search(before))
                    or re.match(r"[ ]of training", after))  # fmt: skip
    return bool(_OTHERS.search(before))


def is_repetition(text: str, found: Found) -> bool:
    """Whether a number tells how often something was done: `each was trained three times`."""
    amount = found.amount
    is_word = re.search(r"\btimes$|^(?:twice|thrice)$", amount.words)
    if not is_word or amount.unit != "times" or amount.value != int(amount.value):
        return False
    before = text[max(0, found.start - 40) : found.start]
    repeated = re.search(r"\b(?:train|run|ran|repeat|execut|perform)\w*[^.,;]{0,20}$", before)
    after = text[found.end : found.end + 12]
    return bool(repeated) and not re.match(r"[ ](?:as|more|less|fast|slow|the|long)", after)
