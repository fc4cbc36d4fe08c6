"""Words that name a quantity, or a value that is a name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from grader.collect.statements.name_words import NAME_WORDS
from grader.collect.statements.quantity_words import QUANTITY_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name a quantity."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    quantity: str
    """One of `QUANTITIES`."""
    name: str = ""
    """The value, where the words are one: `adam`; empty for words that only name the quantity."""


MOST_TEXT = 20_000
OTHER = "error_rate"
"""Rates of errors are no quantity of ours, but what stands beside them is no accuracy."""

_KINDS: tuple[tuple[str, str], ...] = (
    *((quantity, name) for quantity, name, _ in NAME_WORDS),
    *(("noise" if quantity == "noisy_inputs" else quantity, "") for quantity, _ in QUANTITY_WORDS),
)
_PATTERNS = (*(words for _, _, words in NAME_WORDS), *(words for _, words in QUANTITY_WORDS))
_NAMES_END = len(NAME_WORDS)
_WORDS = re.compile(
    # What follows begins with none of the commonest words: that spares most of the time.
    r"(?<![A-Za-z])(?=[^\W\d_])(?!(?:the|and|of|to|is|was|were|are|with|for|on|at|by|we|that|this|as|"
    r"from|than|be|but|which|has|have|it|not|so|after|its|our|both|then|or|i|an?|also|only|more|"
    r"less|here|there|when|while|because|if|my|they|network|model|used|using|reaches)(?![\w.-]))(?:"
    + "|".join(rf"(?P<k{index}>(?:{words})(?![A-Za-z]))" for index, words in enumerate(_PATTERNS))
    + ")",
    re.IGNORECASE,
)


def quantities_in(text: str) -> tuple[Mention, ...]:
    """Every mention of a quantity in order; none overlap."""
    return tuple(mention for mention in mentions_in(text) if mention.quantity != OTHER)


@lru_cache(maxsize=512)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """The same with rates of errors, which keep numbers from being taken for something else."""
    found = []
    for match in _WORDS.finditer(text[:MOST_TEXT]):
        if match.lastgroup and match.end() > match.start():
            quantity, name = _KINDS[int(match.lastgroup[1:])]
            start, end = match.span()
            found.append(Mention(start=start, end=end, quantity=quantity, name=name))
    return tuple(found)
