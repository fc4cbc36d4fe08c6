"""Numbers whose quantity no word names: `reached 85.13 % on the test set`, `took 12 minutes`."""

import re

from grader.collect.statements.marks import splits_in
from grader.collect.statements.parsed import Group, Parsed
from grader.records import Amount

_LASTS = re.compile(
    r"\b(?:took|takes?|taking|lasts?|lasted|needs?|needed|require[sd]?|ran|run|runs|finish\w*|"
    r"complet\w*|train\w*|duration|elapsed|together|altogether|in total|epochs? in(?=[ ]*$)|"
    r"dauert\w*)\b|用时|耗时",
    re.IGNORECASE,
)
_SPLIT_BEHIND = re.compile(
    r"[ ]*\(?[ ]*(?:(?:on|for|in|at|of|the|our|unseen|full|entire|both|accuracy|acc\.?|obtained|"
    r"achieved|reached|was|is|when|evaluated|measured)\b[ ]*)*$",
    re.IGNORECASE,
)
_SPLIT_AHEAD = re.compile(
    r"[ _-]*(?:set|data|split|acc\.?|accuracy|images?|score)?[ ]*(?:(?:the|its|our)[ ])?(?:mean|"
    r"average|best|result|final|it)?[ ]*(?:[=:(≈~,]|is|was|of|at|about|we|"
    r"reached|reaches|reach|gets?|got|achieved|achieves|obtained|it|and)?[ ]*(?:[=:(≈~]|is|was|of|"
    r"at|about|get|got|reach|reached|obtain|obtained|achieve|achieved|reaches|achieves|gets)?[ ]*",
    re.IGNORECASE,
)
_REACHES = re.compile(
    r"\b(?:reach\w*|achiev\w*|obtain\w*|scor(?:e|es|ed)|attain\w*|gets?|got|gives?|gave|"
    r"had|has|lands?|landed|end(?:s|ed) (?:up )?(?:at|with)|perform\w*|accura\w*|"
    r"hits?|erreich\w*)\b|达到",
    re.IGNORECASE,
)
_GREATEST = re.compile(r"\b(?:maximum|highest|peak)\b[^.;,0-9]{0,30}$", re.IGNORECASE)
_ON_THE_WAY = re.compile(r"[ ]*(?:over|to|via|through|->|→|then)?[ ]*(?:about[ ])?", re.IGNORECASE)
_OTHER_SHARE = re.compile(
    r"\b(?:noise|drop-?out|dropped|labels?|error|split|smoothing|overlap|variance|confiden\w*|"
    r"sparsity|pixels?|improv\w*|faster|slower|less|more|fewer|savings?|reduc\w*|differ\w*|gap)\b",
    re.IGNORECASE,
)


def is_lasting(text: str, group: Group) -> bool:
    """Whether a time is how long something ran."""
    before = text[max(0, group.start - 60) : group.start]
    return bool(_LASTS.search(before) or _LASTS.match(text[group.end :].lstrip(" ,:")))


def is_of_split(parsed: Parsed, group: Group) -> bool:
    """Whether a number without a quantity is an accuracy: `reached 85.13 % on the test set`."""
    text = parsed.text
    amount = group.members[0].amount
    is_share = amount.unit == "%" or (
        not amount.unit and amount.decimals and 10 < amount.value < 100
    )
    if _is_greatest(text, amount, group.start):
        return any(_SPLIT_AHEAD.fullmatch(text[mark.end : group.start]) for mark in splits_in(text))
    if not is_share or amount.value > 100:
        return False
    start, _ = parsed.clause(group.start)
    last = max((one.end for one in parsed.groups if one.end <= group.start), default=0)
    if _OTHER_SHARE.search(text, max(start, last), group.start) or any(
        mention.quantity in ("noisy_labels", "dropout", "error_rate", "label_smoothing")
        and max(start, last) <= mention.start < group.start
        for mention in parsed.mentions
    ):
        return False
    splits = splits_in(text)
    behind = any(
        group.end <= mark.start <= group.end + 50
        and _SPLIT_BEHIND.match(text[group.end : mark.start]) for mark in splits
    )  # fmt: skip
    ahead = any(
        0 <= group.start - mark.end <= 30
        and _SPLIT_AHEAD.fullmatch(re.sub(" +", " ", text[mark.end : group.start]))
        for mark in splits
    )  # fmt: skip
    loss_is_meant = any(
        mention.quantity == "loss" and mention.start >= start and mention.end <= group.start
        for mention in parsed.mentions
    )
    if amount.unit != "%":
        return ((behind or ahead) and "acc" in text.lower()) or (ahead and not loss_is_meant)
    return behind or ahead or (_goes_on(text, start, last, group.start) and not loss_is_meant)


def _is_greatest(text: str, amount: Amount, at: int) -> bool:
    """Whether a fraction is the greatest of all, as only accuracies are told."""
    is_fraction = not amount.unit and amount.decimals >= 3 and 0.1 <= amount.value <= 1
    return is_fraction and "loss" not in text and bool(_GREATEST.search(text[max(0, at - 40) : at]))


def _goes_on(text: str, start: int, last: int, at: int) -> bool:
    """Whether something reaches the number, itself or a number before it, and not on its way."""
    if _ON_THE_WAY.fullmatch(text, max(start, last), at):
        return False
    return bool(_REACHES.search(text, start, at))
