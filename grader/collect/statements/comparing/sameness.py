"""Sameness: `close to`, `nearly identical`, `no significant difference`, `comparable with`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing.clauses import HELD, Hit, Range, Spoken, Value
from grader.collect.statements.comparing.finding import bare, parted, quantity_of, values_of
from grader.collect.statements.comparing.words import LITERATURE
from grader.records import Relation

_SAME = re.compile(
    r"\b(?:(?:very\s|quite\s|really\s|fairly\s|relatively\s|pretty\s|so\s|extremely\s)?"
    r"(?:(?<!\bthe\s)close(?:ly)?(?:\s(?:to|together))?|near(?:\sto)?(?=\s(?:the\s)?(?:literature|published))"
    r"|similar(?:ly)?(?:\s(?:to|as))?|comparable(?:\s(?:to|with))?)"
    r"|(?:nearly|almost|practically|essentially|virtually|basically|roughly|approximately|about"
    r"|more\sor\sless|exactly)\s"
    r"(?:(?:the\s)?(?:identical|same|equal|equally)(?:\s(?:to|as|with|good|well))?)"
    r"|(?:identical|equal)\s(?:to|with)|(?:is|are|was|were)\s(?:the\ssame|identical|equal)\b"
    r"|(?:have|has|had|reach\w*|achiev\w*|gets?|got|obtain\w*|gives?|gave|yield\w*|shows?)\s"
    r"(?:exactly\s)?the\ssame\s(?:final\s|test\s|validation\s)?(?:accurac\w+|performance|results?)"
    r"|the\ssame\s(?:\w+\s){0,3}as|as\s(?:good|accurate|high|well)\sas"
    r"|on\spar(?:\swith)?|in\sline\swith|in\sagreement\swith|agrees?\s(?:well\s)?with"
    r"|match(?:es)?\sthe\s(?=literature|published|result)"
    r"|no\s(?:\w+\s)?(?:difference|change|gap)|hardly\s(?:any\s)?differ\w*|barely\s(?:any\s)?differ\w*"
    r"|differ\w*\s(?:only\s)?(?:slightly|marginally|little|insignificantly)"
    r"|(?:do|does|did)(?:\snot|n't)\s(?:really\s|significantly\s)?differ(?:\s(?:much|significantly))?"
    r"|(?:small|tiny|negligible|insignificant|marginal|minor)\s(?:difference|gap)s?)\b"
)
_PLAIN_NOT = re.compile(r"(?:\bnot|n't|n’t|\bnever|\bfar\sfrom|\bless|\bmore)\s(?:\w+\s){0,2}$")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|being|perform\w*|get|gets|got|ha[sv]e?|had|give[sn]?|gave|reach\w*"
    r"|achiev\w*|obtain\w*|yield\w*|show\w*|there|make[s]?|made|stay\w*|remain\w*|come[s]?|came|do"
    r"|does|did|differ\w*|agree\w*|match\w*|with|behave\w*|look\w*)\b"
)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?")
_OTHER_KINDS = re.compile(
    r"\b(?:shape|curve|behaviou?r|structure|architecture|weights?|images?|faces?|figure|plot|trend"
    r"|pattern|way|manner|setting|settings|code|class|label|hyper\W?parameters?|learning\srate"
    r"|batch\ssize|initiali[sz]ation|identity|chance|zero|random|guess\w*|features?|digits?"
    r"|reconstruct\w*|noise|distribution|input|original|minimum|converge\w*|optim\w+\sto)\b"
)
"""What is alike there is no value of ours."""


_JUDGES = re.compile(
    r"\b(?:perform\w*|results?|scores?|literature|others|published|state[- ]of[- ]the[- ]art)\b"
)


def sameness_in(spoken: Spoken) -> Iterator[Hit]:
    """Every sentence part that says two values to be about the same."""
    for match in _SAME.finditer(spoken.masked):
        before = spoken.low[: match.start()]
        clause = spoken.clause(match.start())
        if _PLAIN_NOT.search(before) or not _VERB.search(spoken.low, clause[0], match.end()):
            continue
        if hit := _read(spoken, match.span(), clause):
            yield hit


def _read(spoken: Spoken, at: Range, clause: Range) -> Hit | None:
    if _OTHER_KINDS.search(spoken.low, clause[0], clause[1]):
        return None
    quantity = quantity_of(spoken, at, clause)
    if quantity and not _is_named_here(spoken, clause):
        quantity = ""
    judges = _JUDGES.search(spoken.low)
    if quantity is None or (quantity not in HELD and not judges):
        return None
    left, right = _sides(spoken, at, clause)
    if right is None and LITERATURE.search(spoken.low, 0, clause[0]):
        # `Others reach 98.5 %; ours is nearly the same.`
        right = (0, clause[0])
    left_value, right_value = _values(spoken, quantity, left, right)
    right_value = bare(right_value) if right_value else None
    return Hit(
        relation=Relation.SAME,
        quantity=quantity,
        start=at[0],
        end=at[1],
        left=left,
        right=right,
        left_value=left_value,
        right_value=right_value,
        is_directed=False,
    )


def _is_named_here(spoken: Spoken, clause: Range) -> bool:
    return any(
        m.quantity in HELD and clause[0] <= m.start and m.end <= clause[1] for m in spoken.mentions
    )


def _sides(spoken: Spoken, at: Range, clause: Range) -> tuple[Range, Range | None]:
    between = _BETWEEN.search(spoken.low, at[1], clause[1])
    if between and (both := parted(spoken, (between.end(), clause[1]))):
        return both
    after = spoken.low[at[1] : clause[1]].strip(" .!,")
    says_to = re.search(r"(?:to|with|as)$", spoken.low[at[0] : at[1]])
    if after.startswith(("each other", "one another")):
        both = parted(spoken, (clause[0], at[0]))
        return both if both else ((clause[0], at[0]), None)
    if after and says_to:
        return (clause[0], at[0]), (at[1], clause[1])
    both = parted(spoken, (clause[0], at[0]))
    return both if both else ((clause[0], at[0]), None)


def _values(
    spoken: Spoken, quantity: str, left: Range, right: Range | None
) -> tuple[Value | None, Value | None]:
    values = values_of(spoken, quantity, (0, 0))
    if right is not None:
        sides = [[v for v in values if a <= v.start < b] for a, b in (left, right)]
        if all(len(side) == 1 for side in sides):
            return sides[0][0], sides[1][0]
        if len(sides[1]) == 1 and len(values) > 1:
            return _only([v for v in values if v is not sides[1][0]]), sides[1][0]
        if len(sides[1]) == 1:
            return None, sides[1][0]
    if len(values) == 2:
        return values[0], values[1]
    return (values[0], None) if len(values) == 1 else (None, None)


def _only(values: list[Value]) -> Value | None:
    return values[0] if len(values) == 1 else None
