"""`Width pays off more than depth: the deep network reaches 85.0 %, the wide one 84.7 %`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import Hit, Range, Spoken, Value
from grader.records import Relation

_KINDS = {
    "width": (
        r"width|breite|widening|(?:more\s|larger\s)?wider?(?:\s(?:nets?|networks?|layers))?",
        r"wide\w*|breit\w*",
    ),
    "depth": (r"depth|tiefe|deepening|deeper(?:\s(?:nets?|networks?))?", r"deep\w*|tief\w*"),
}
"""What the virtue is called, and the word for a network that has it."""
_NAMES = {"width": rf"(?:{_KINDS['width'][0]})", "depth": rf"(?:{_KINDS['depth'][0]})"}
_HELPS = (
    r"(?:pays?\s(?:off\s)?|paid\s(?:off\s)?|helps?\s|helped\s|matters?\s|mattered\s|brings?\s|brought\s"
    r"|gains?\s|is\sworth\s|(?:is|was)\s|gives?\s|lohnt\ssich\s|bringt\s|hilft\s|zählt\s|ist\s)"
    r"(?:clearly\s|much\s|far\s|a\slot\s|deutlich\s|viel\s)?"
)
_MORE = r"(?:more\s(?:important|useful|effective|valuable|helpful)?|better|mehr|besser|wichtiger)"
_PATTERNS = tuple(
    (
        re.compile(rf"\b{_NAMES[a]}\s{_HELPS}{_MORE}\s?(?:\w+\s)?(?:than|als)\s{_NAMES[b]}\b"),
        a,
        b,
    )
    for a, b in (("width", "depth"), ("depth", "width"))
)
FURTHEST = 60
"""Characters between the word for a network and its value."""


def virtues_in(spoken: Spoken) -> Iterator[Hit]:
    """Width said to be worth more than depth or less, where the sentence tells a value of both."""
    for pattern, a, b in _PATTERNS:
        for match in pattern.finditer(spoken.low):
            left, right = (_of(spoken, kind, match.end()) for kind in (a, b))
            if left is None or right is None or left.start == right.start:
                continue
            if words.NEGATED.search(spoken.low, 0, match.start()):
                continue
            at: Range = match.span()
            yield Hit(
                relation=Relation.MORE,
                quantity="accuracy",
                start=at[0],
                end=at[1],
                left=at,
                right=at,
                is_better=True,
                left_value=left,
                right_value=right,
            )


def _of(spoken: Spoken, kind: str, since: int) -> Value | None:
    """The value of the one network of the sentence that is wide, or deep, and not both."""
    values = [v for v in spoken.values if v.amount.unit == "%" and v.start >= since]
    if len(values) != 2:
        return None
    mine, other = (_KINDS[each][1] for each in (kind, "depth" if kind == "width" else "width"))
    found, last = [], since
    for value in values:
        text = spoken.low[max(last, value.start - FURTHEST) : value.start]
        is_mine = re.search(rf"\b(?:{mine})\b", text) is not None
        if is_mine and not re.search(rf"\b(?:{other})\b", text):
            found.append(value)
        last = value.end
    return found[0] if len(found) == 1 else None
