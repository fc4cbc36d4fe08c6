"""Sentences that say that a curve goes one way in every epoch, against the logs that printed it.

`The loss gets smaller in every epoch`, `the accuracy never drops`, `falls monotonically`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from grader.consistency.facts.logs import Log
from grader.consistency.facts.moments_told import Moment
from grader.consistency.facts.sentences import Spoken
from grader.consistency.wording import number_words

STEADY = re.compile(
    r"\b(?:in|at|for|after|during|with|from) (?:all|every|each"
    r"|any)(?: of)?(?: the)? (?:single )?epochs?\b"
    r"|\bevery epoch\b|\ball (?:the )?epochs\b|\bmonoton\w+|\bstrictly\b|\bfrom epoch to epoch\b"
    r"|\bepoch (?:by|after) epoch\b|\bnever (?:rises?|falls?|drops?|increases?|decreases?|goes)\b"
    r"|\bwithout (?:any |a )?(?:single )?exception\b|\bat no (?:point|epoch|time)\b",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:ris(?:es?|ing)|rose|increas\w+|grow\w*|grew|climb\w*|improv\w+|(?:gets?|becomes?|got"
    r"|became)"
    r" (?:higher|bigger|larger|greater|better)|goes up|went up)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fall\w*|fell|decreas\w+|drop\w*|shrink\w*|declin\w+|sinks?|sank|reduc\w+|(?:gets?"
    r"|becomes?"
    r"|got|became) (?:lower|smaller|less)|goes down|went down)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\bnever\b|\bat no\b|\bnot once\b", re.IGNORECASE)
_LOSS = re.compile(r"\b(?:loss|error|entropy|mse)\b", re.IGNORECASE)
_ACCURACY = re.compile(
    r"\b(?:accurac\w+|acc|(?:train(?:ing)?|test|validation) (?:column|curve|line))\b", re.IGNORECASE
)
_SPLITS = {
    "train": re.compile(r"\btrain(?:ing)?\b", re.IGNORECASE),
    "validation": re.compile(r"\bval(?:id(?:ation)?)?\b", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing)?\b", re.IGNORECASE),
}
FEWEST = 4
"""Epochs of a log that can go one way."""


def steady_of(sentence: Spoken, logs: Sequence[Log]) -> Moment | None:
    """What the logs that may be meant say, if they are of one mind; None if they are not."""
    text = sentence.text
    is_loss = bool(_LOSS.search(text))
    if not STEADY.search(text) or is_loss == bool(_ACCURACY.search(text)):
        return None
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    if up == down or re.search(r"\bthan\b|\bthe (?:higher|lower|more|longer)\b", text, re.I):
        return None
    is_up = up != bool(_NEVER.search(text))
    metric = "loss" if is_loss else "accuracy"
    splits = [name for name, pattern in _SPLITS.items() if pattern.search(text)]
    fitting = [
        log
        for log in logs
        if log.quantity == metric and log.is_complete and len(log.values) >= FEWEST
        and (not splits or log.split in splits)
    ]  # fmt: skip
    found = [_of_log(log, is_up=is_up) for log in fitting]
    if not found or len({one.holds for one in found}) != 1:
        return None
    return found[0]


def _of_log(log: Log, *, is_up: bool) -> Moment:
    steps = [(a, b) for a, b in pairwise(log.values)
             if (a.value > b.value if is_up else a.value < b.value)]  # fmt: skip
    before, after = (steps or [(log.values[0], log.values[-1])])[0]
    return Moment(
        holds=not steps,
        clause=(
            f"the output has {number_words(before.value)} in epoch {before.place.epoch} and"
            f" {number_words(after.value)} in epoch {after.place.epoch}"
        ),
        value=after,
    )
