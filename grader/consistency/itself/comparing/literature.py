"""What others reach, as the paragraph of a comparison tells it: `others get 98.5 %`."""

import re

from grader.consistency.itself.comparing.relations import NOT_CLOSE
from grader.consistency.wording import block_of
from grader.consistency.work import Work
from grader.records import Amount, Comparison

_OTHERS = re.compile(
    r"\b(?:literature|published|papers?|state[- ]of[- ]the[- ]art|reported|others|leaderboard"
    r"|benchmarks?)\b|\[\d+\]|et al\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])(\d{2}(?:[.,]\d{1,2})?)\s?(?:%|per\s?cent)")
_ENDS = re.compile(r"(?<=[.!?;])\s|\n")
_OWN = re.compile(r"\b(?:our|we|ours|my|i)\b", re.IGNORECASE)
FAR = 6.0
"""Points of accuracy that are far where one makes several times as many mistakes as the other."""
SEVERAL = 3.0
"""How many times as many mistakes nobody would call close."""
_MOST = 20_000


def told_of_others(work: Work, comparison: Comparison) -> Amount | None:
    """The one accuracy that the paragraph, up to the sentence, says others reach."""
    block, sentence = block_of(work.write_up, comparison.span), comparison.sentence
    if block is None or sentence is None or sentence.end > _MOST:
        return None
    found = {
        match[1].replace(",", ".")
        for piece in _ENDS.split(block.text[: sentence.end])
        if _OTHERS.search(piece) and not _OWN.search(piece)
        for match in _NUMBER.finditer(piece)
    }
    if len(found) != 1:
        return None
    text = found.pop()
    value, decimals = float(text), len(text.partition(".")[2])
    half = 0.5 * 10.0**-decimals
    return Amount(value=value, least=value - half, most=value + half, unit="%",
                  decimals=decimals, words=f"{text} %")  # fmt: skip


def is_far(own: Amount, others: Amount) -> bool:
    """Whether nobody would call the own accuracy close to that of others."""
    apart = abs(own.value - others.value)
    if apart >= NOT_CLOSE:
        return True
    left, right = sorted((100 - own.value, 100 - others.value))
    return apart >= FAR and left > 0 and right / left >= SEVERAL
