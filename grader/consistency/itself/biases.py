"""Words that say that biases are not counted."""

import re

from grader.consistency.itself.told import Tale, Told
from grader.records import BlockKind

_GAP = r"\W+(?:\w+\W+){0,4}?"
_LEFT_OUT = re.compile(
    rf"\b(?:without|no|exclu\w*|ignor\w*|neglect\w*|omit\w*|leav\w+ out|left out|"
    rf"not (?:count|includ)\w*|apart from|except|disregard\w*|w/o|minus|ohne){_GAP}bias(?:es)?\b"
    rf"|\bbias(?:es)?\b{_GAP}(?:exclu\w*|ignor\w*|omit\w*|left out|not (?:count|includ)\w*|"
    r"neglect\w*|false|disregard\w*|off)\b"
    r"|\bbias[\s-]?(?:free|less)\b|\bweights only\b|\bonly (?:the )?weights\b|不含偏置|不包括偏置",
    re.IGNORECASE,
)
_WEIGHTS = re.compile(r"^[\s\w]{0,12}?\b(?:weights|connections)\b(?!\s+and\s+bias)")
_HEADS = re.compile(
    r"\W*(?:(?:number|no\.?|#)\s(?:of\s)?)?(?:weights?|bias(?:es)?)\W*", re.IGNORECASE
)
_NEAR = 2
"""Blocks before and behind in which such words count."""


def is_without_biases(tale: Tale, told: Told) -> bool:
    """Whether the words near a number of parameters say that only weights are counted."""
    if _WEIGHTS.match(told.after(40)) or _is_in_a_column_of_weights(told):
        return True
    block = told.claim.span.block if told.claim.span else None
    if block is None:
        return bool(_LEFT_OUT.search(told.sentence[:1000]))
    near = tale.write_up.blocks[max(0, block - _NEAR) : block + _NEAR + 1]
    texts = (each.text[:3000] for each in near if each.kind is not BlockKind.LISTING)
    return any(_LEFT_OUT.search(text) for text in texts)


def _is_in_a_column_of_weights(told: Told) -> bool:
    """Whether a table tells weights and biases apart: `n | weights | biases | total`."""
    if told.block is None or told.block.kind is not BlockKind.TABLE:
        return False
    edges = [*(told.block.rows[:2]), tuple(row[0] for row in told.block.rows if row)]
    return any(sum(bool(_HEADS.fullmatch(cell)) for cell in cells[:24]) >= 2 for cells in edges)
