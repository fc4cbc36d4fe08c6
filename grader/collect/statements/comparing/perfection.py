"""`The RNN keeps its perfect accuracy on long palindromes`, `it makes no mistake at any length`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import Hit, Spoken, Value
from grader.records import Amount, Relation

_PERFECT = re.compile(
    r"\b(?:(?:keeps?|kept|retains?|maintains?|stays?|remains?|reach(?:es|ed)?|has|had|gets?|got"
    r"|achieves?|achieved|is|are|works?|solves?|solved|predicts?|classifie[sd])\s(?:\w+\s){0,4}?"
    r"(?:perfect(?:ly)?|flawless(?:ly)?)"
    r"|(?:makes?|made|with|shows?)\s(?:not\sa\ssingle|no|never\san?|zero)\s(?:mistakes?|errors?)"
    r"|without\s(?:an?\s|any\s|a\ssingle\s)?(?:mistakes?|errors?))\b"
)
_EVERY = re.compile(
    r"\b(?:long|longer|longest|longest\sof)\s(?:\w+\s)?(?:palindromes?|sequences?|strings?|inputs?|ones?"
    r"|lengths?)\b|\b(?:all|every|each|any|whatever)\s(?:of\s)?(?:the\s)?(?:\w+\s)?(?:lengths?"
    r"|palindromes?|sequences?)\b|\bindependent(?:ly)?\sof\s(?:the|their)\slengths?\b"
)
_NOT = re.compile(r"\b(?:not|never|almost|nearly|far|hardly|no longer|less)\b|n't\b")
_PART = re.compile(r"\b(?:up\sto|only|except|until|shorter|short|train\w*|below|from)\b")


def perfection_in(spoken: Spoken) -> Iterator[Hit]:
    """Words that say that nothing goes wrong, however long the sequence: held at the longest."""
    for match in _PERFECT.finditer(spoken.low):
        clause = spoken.clause(match.start())
        whole = spoken.low[slice(*clause)]
        is_denied = words.NEGATED.search(spoken.low, 0, match.start()) or _NOT.search(match[0])
        is_part = "#" in spoken.masked[slice(*clause)]
        if is_denied or is_part or not _EVERY.search(whole) or _PART.search(whole):
            continue
        amount = Amount(value=100, least=99.5, most=100, unit="%", words="100 %")
        value = Value(start=match.start(), end=match.end(), amount=amount, quantity="accuracy")
        yield Hit(
            relation=Relation.SAME,
            quantity="accuracy",
            start=match.start(),
            end=match.end(),
            left=clause,
            right=match.span(),
            right_value=value,
            left_words="longest length",
            is_directed=False,
        )
