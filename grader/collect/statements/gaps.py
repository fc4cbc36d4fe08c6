"""What may stand between a number and the words that name its quantity."""

import re

from grader.collect.statements.parsed import Group, Parsed
from grader.collect.statements.quantities import Mention

_FILLER = (
    r"(?:of|is|was|were|are|be|been|being|set|fixed|kept|chosen|to|at|as|equals?|equal|"
    r"value|values|"
    r"around|about|approximately|approx\.?|roughly|nearly|almost|over|under|above|below|just|only|"
    r"up|to|least|most|more|less|than|also|still|now|then|again|reached|reaches|reaching|achieved|"
    r"achieves|obtained|gets|got|gave|gives|yields?|yielded|chose|choose|used|use|using|we|"
    r"it|which|that|has|had|"
    r"have|with|a|an|the|on|for|in|set|data|split|our|its|their|final|best|highest|lowest|"
    r"maximum|minimum|max|min|score|rate|level|reported|measured|comes?|came|stands?|stood|stays?|"
    r"stayed|remain(?:s|ed)?|ends?|ended|converge[sd]?|settles?|settled|peaks?|peaked|falls?|fell|"
    r"becomes?|became|drops?|dropped|rises?|rose|increase[sd]?|decrease[sd]?|grows?|grew|"
    r"goes|went|turned|out|train(?:ing)?|"
    r"validation|valid|val|test(?:ing)?|so|both|here|there|even|already|initially|finally|"
    r"after|respectively|è|é|era|es|est|était|fue|foi|de|di|del|do|da|sur|le|la|el|il|jeu|teste|prueba|"
    r"ist|war|von|bei|auf|beträgt|lag|liegt|mit|einer|einem|der|die|das|den|dem|Testdaten|Testset|"
    r"Trainingsdaten|Validierungsdaten)"
)
_DIRECT = re.compile(
    rf"(?:[ ]|[=:(≈~\[<>≤≥$→]|\\\(|为|是|达到|大约|约|取|设)*"
    rf"(?:\(?{_FILLER}\b[ ]*[=:(≈~\[]*[ ]*){{0,8}}",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"(?:[ ]|[=:(≈~\[<>≤≥$→]|\\\(|为|是|设|取|到|大约|约)*"
    r"(?:(?:of|is|was|were|are|be|been|being|set|fixed|kept|chosen|to|at|as|equals?|equal|value|"
    r"values|around|about|approximately|approx\.?|only|always|a|an|the|we|use|used|chose|with|has|"
    r"had|constant|probability|p|rate|size|strength|either|norm|threshold|maximum|max|coefficient|"
    r"parameter|factor|it|by|between|from|ist|war|von|auf|beträgt|both|all|cases|in|which|that|"
    r"amplitude|level|levels|up|least|most|here|initial|initially|default|selected|picked|used|è|é|era|es|est|était|fue|foi|de|di|"
    r"tried|tested|still|again|also|just|stays?|kept|remains?|now|here|hidden|like|such|"
    r"namely|on|drawn|uniform|uniformly|distributed|spread|i\.e\.|"
    r"e\.g\.)(?![a-z])[,]?[ ]*[=:(≈~\[±+-]*[ ]*){0,9}",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"[=:→]|(?:\b(?:of|is|was|were|to|at|are|equals?|von|ist)\b)|为|是", re.IGNORECASE
)
_BEFORE_RIGHT = re.compile(
    r"[ -]?[个张次层]?[ ]?(?:\)[ ]?)?(?:(?:total|overall|trainable|learnable|learned|free|"
    r"model|hidden|training|"
    r"train|test|testing|validation|val|different|full|additional|more|extra|further|complete|"
    r"fully[ -]connected|dense|linear|relu|input|output|random|independent|separate|"
    r"image|grey|gray|labell?ed|leading|principal|singular|first|of|the|in|(?:for|on)[ ]the|"
    r"set|distinct|possible|new|maximum|max|final|best|average|mean|conv(?:olutional)?)[ -]){0,4}",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"[;]|\b(?:by|than|from|improv\w*|differ\w*|gain\w*|higher|lower|better|worse|"
    r"increase of|drop of|"
    r"but|while|whereas|noise|dropout|error|chance)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|was|were|are|reach\w*|achiev\w*|obtain\w*|got|gets?|gave|gives?|yield\w*|score[sd]?|"
    r"of|at|to|lands?|landed|came|stood|stays?|stayed|remain\w*|ended|ends|settle[sd]?|"
    r"peak\w*|turned out|"
    r"becomes?|became|result\w*|attain\w*|hit|hits|equals?|drop\w*|fell|falls|rose|rises|"
    r"increase[sd]|has|had|"
    r"get|report\w*|beträgt|lag|liegt|erreicht\w*|ist|war)\b|[:=]|[为是达]",
    re.IGNORECASE,
)
LONGEST_GAP = 90


def is_direct(gap: str, quantity: str) -> bool:
    """Whether only small words stand between a quantity and the number behind it."""
    if len(gap) > LONGEST_GAP:
        return False
    pattern = _DIRECT if quantity in _RESULTS else _SETTING
    return bool(pattern.fullmatch(re.sub(" +", " ", gap)))


_RESULTS = frozenset({"accuracy", "loss", "time", "energy", "carbon", "error_rate", "parameters"})


def is_strong(gap: str) -> bool:
    """Whether the words between say that the number is the value."""
    return bool(_STRONG.search(gap))


def is_tight_after(gap: str) -> bool:
    """Whether a quantity follows a number directly: `300 epochs`, `10 output classes`."""
    return len(gap) <= 60 and bool(_BEFORE_RIGHT.fullmatch(gap))


_ARITHMETIC = re.compile(
    r"[0-9][0-9,]*(?:[ ]?(?:×|\*|·|\+|x|-|/)[ ]?\(?[0-9][0-9,]*\)?){1,30}[ ]?=[ ]?$"
)


def without_arithmetic(gap: str) -> str:
    """What stands before a calculation whose result follows: `parameters: 64*10 + 10 = 650`."""
    return _ARITHMETIC.sub("= ", gap) if gap.rstrip().endswith("=") else gap


def is_loose(parsed: Parsed, mention: Mention, group: Group, gap: str) -> bool:
    """Whether a result further to the left is certainly what a number tells."""
    if len(gap) > 160 or _NOT_HERE.search(gap) or not _VERB.search(gap):
        return False
    if not parsed.is_one_clause(mention.end, group.start):
        return False
    between = [other for other in parsed.groups if mention.end <= other.start < group.start]
    if any(found.amount.unit == group.members[0].amount.unit == "%" for other in between
           for found in other.members):  # fmt: skip
        return False
    amount = group.members[0].amount
    return amount.unit != "" or amount.decimals > 0
