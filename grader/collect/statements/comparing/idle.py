"""What is said to make no difference: `dropout does not change the accuracy`, `ReLU is no help`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing.clauses import Hit, Spoken
from grader.collect.statements.comparing.words import UNCERTAIN
from grader.records import Relation

_NOT = r"(?:does|do|did)(?:\snot|n't|n’t)\s(?:really\s|significantly\s|actually\s|at\sall\s)?"
_NONE = r"(?:has|have|had|with|makes?|made|shows?|showed)\s(?:no|hardly\sany|practically\sno)\s"
_RESULT = r"(?:accurac\w+|performance|results?)"
_END = r"(?=\s?(?:[.,;)]|$)|\s(?:much|here|significantly|noticeably|at\sall|either)\b)"
"""Nothing that narrows it down follows."""
_IDLE = re.compile(
    rf"\b(?:{_NOT}(?:change|affect|influence|alter|matter\sfor|make\s(?:a|any)\sdifference\s(?:for|to|in))"
    rf"|{_NONE}(?:effect|influence|impact|difference)\s(?:on|for|to|in))"
    rf"\s(?:the\s|our\s|its\s)?(?:final\s|test\s|validation\s){{0,2}}{_RESULT}"
    rf"{_END}"
)
_USELESS = re.compile(
    rf"\b(?:{_NOT}(?:improve|increase|raise|help|bring|gain)|brings?\snothing|brought\snothing"
    rf"|{_NONE}(?:improvement|benefit|gain)(?:\sin|\sof|\sfor)?)"
    rf"(?:\s(?:the\s|our\s|its\s)?(?:final\s|test\s|validation\s){{0,2}}{_RESULT}{_END}|(?=\s?(?:[.,;]|$)))"
)
_PART = re.compile(r"\b(?:further|more|any\s?more|after|beyond|train\w*|than|enough|alone|only)\b")


def idle_in(spoken: Spoken) -> Iterator[Hit]:
    """Every setting of a sentence that is said to change nothing, or to improve nothing."""
    for pattern, is_useless in ((_IDLE, False), (_USELESS, True)):
        for match in pattern.finditer(spoken.low):
            clause = spoken.clause(match.start())
            whole = spoken.low[slice(*clause)]
            if _PART.search(whole) or UNCERTAIN.search(whole):
                continue
            yield Hit(
                relation=Relation.SAME,
                quantity="accuracy",
                start=match.start(),
                end=match.end(),
                left=(clause[0], match.start()),
                is_better=True if is_useless else None,
                is_directed=False,
            )
