"""What may stand between a number and the words that name its quantity."""

import re

from grader.collect.statements.amounts import Found
from grader.collect.statements.marks import splits_in
from grader.collect.statements.parsed import Group, Parsed
from grader.collect.statements.quantities import Mention

_FILLER = (
    r"(?:of|is|was|were|are|be|been|being|set|fixed|kept|chosen|to|at|as|equals?|equal|value|values|"
    r"around|about|approximately|approx\.?|roughly|nearly|almost|over|under|above|below|just|only|"
    r"up|to|least|most|more|less|than|also|still|now|then|again|reached|reaches|reaching|achieved|"
    r"achieves|obtained|gets|got|gave|gives|yields?|yielded|chose|choose|used|use|using|we|it|which|that|has|had|"
    r"have|with|a|an|the|on|for|in|set|data|split|our|its|their|final|best|highest|lowest|"
    r"maximum|minimum|max|min|score|rate|level|reported|measured|comes?|came|stands?|stood|stays?|"
    r"stayed|remain(?:s|ed)?|ends?|ended|converge[sd]?|settles?|settled|peaks?|peaked|falls?|fell|"
    r"drops?|dropped|rises?|rose|increase[sd]?|decrease[sd]?|grows?|grew|goes|went|turned|out|train(?:ing)?|"
    r"validation|valid|val|test(?:ing)?|so|both|here|there|even|already|initially|finally|after|respectively|"
    r"ist|war|von|bei|auf|beträgt|lag|liegt|mit|einer|einem|der|die|das|den|dem|Testdaten|Testset|"
    r"Trainingsdaten|Validierungsdaten)"
)
_DIRECT = re.compile(
    rf"(?:[ ]|[=:(≈~\[<>≤≥$→]|\\\(|为|是|达到|大约|约|取|设)*(?:\(?{_FILLER}\b[ ]*[=:(≈~\[]*[ ]*){{0,8}}",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"(?:[ ]|[=:(≈~\[<>≤≥$→]|\\\(|为|是|设|取|到|大约|约)*"
    r"(?:(?:of|is|was|were|are|be|been|being|set|fixed|kept|chosen|to|at|as|equals?|equal|value|"
    r"values|around|about|approximately|approx\.?|only|always|a|an|the|we|use|used|chose|with|has|"
    r"had|constant|probability|p|rate|size|strength|either|norm|threshold|maximum|max|coefficient|"
    r"parameter|factor|it|by|between|from|ist|war|von|auf|beträgt|both|all|cases|in|which|that|"
    r"amplitude|level|levels|up|least|most|here|initial|initially|default|selected|picked|used|"
    r"tried|tested|still|again|also|just|stays?|kept|remains?|now|here|hidden|like|such|namely|i\.e\.|e\.g\.)(?![a-z])[,]?[ ]*[=:(≈~\[±+-]*[ ]*){0,9}",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"[=:→]|(?:\b(?:of|is|was|were|to|at|are|equals?|von|ist)\b)|为|是", re.IGNORECASE
)
_BEFORE_RIGHT = re.compile(
    r"[ -]?[个张次层]?[ ]?(?:\)[ ]?)?(?:(?:total|overall|trainable|learnable|learned|free|model|hidden|training|"
    r"train|test|testing|validation|val|different|full|additional|more|extra|further|complete|"
    r"fully[ -]connected|dense|linear|relu|input|output|random|independent|separate|"
    r"image|grey|gray|labell?ed|leading|principal|singular|first|of|the|in|(?:for|on)[ ]the|"
    r"set|distinct|possible|new|maximum|max|final|best|average|mean|conv(?:olutional)?)[ -]){0,4}",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:by|than|from|improv\w{0,8}(?: of)?|gain(?:s|ed)?(?: of)?|loses|lost|increase(?:d|s)? of|"
    r"decrease(?:d|s)? of|drop(?:ped|s)? of|differ\w{0,6}(?: is| was)?(?: of)?|gap(?: is| was)?(?: of)?|"
    r"reduction of|rise of|fall of|advantage of|improvement|margin of|vs\.?|versus|against|"
    r"um|plus|another|extra|additional|target of|goal of|threshold of|chance(?: level)?(?: is| of)?"
    r"(?: about)?)[ ]*(?:about|around|only|roughly|approximately|nearly|almost|just|more than|up to|"
    r"over|at least|some|the|an?|\()?[ ]*(?:epoch[ ])?$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"[ ]*(?:\(?(?:absolute|relative|point)[ ])?(?:lower|higher|better|worse|more|less|fewer|"
    r"improvement|increase|decrease|drop|gain|loss in|points?|difference|reduction|smaller|larger|"
    r"bigger|greater|faster|slower|gap|increment|rise|boost|advantage|below|above|of (?:the|all|"
    r"our|its|these|labels|data|images|train\w*|pixels?|examples|samples|weights|neurons|units|"
    r"parameters|energy|variance|total)|randomly|noise|noisy|chance|drop-?out|confidence|closer|"
    r"behind|ahead|off|away|lowering|deviation|relative|longer|shorter)\b",
    re.IGNORECASE,
)
_OTHER_COUNT = re.compile(
    r"\b(?:first|last|every|next|previous|each|per|another|initial|after|within|around|only|about|"
    r"until|up to|by|in|than|nearly|almost|remaining|early|later|additional|extra|top|of its|"
    r"other|these|those|of (?:the|all)|all|both|the|one of)[ ]*(?:the[ ]|only[ ]|about[ ]|around[ ]|"
    r"roughly[ ]|approximately[ ])?$",
    re.IGNORECASE,
)
_EPOCHS_BEFORE = re.compile(
    r"(?:\b(?:for|over|with|using|of|total|run|ran|use|used|take|takes|took|set|performed|"
    r"trained|and|to|für|mit|über|训练了?|共)|[(,:;=/+|]|^)[ ]*(?:a[ ]|the[ ]|totally[ ]|overall[ ]|(?:a[ ])?total[ ]of[ ]|up[ ]to[ ]|"
    r"about[ ]|around[ ]|only[ ]|all[ ]|exactly[ ]|full[ ]|maximum[ ](?:of[ ])?|at[ ]most[ ]|~)*$",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:first|last|every|next|after|per|than|within|another)[ ](?:about[ ]|around[ ]|only[ ]|"
    r"the[ ]|just[ ]|the[ ]first[ ]){0,2}$",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?<![0-9.,])(?:1|one|an?)[ -]$", re.IGNORECASE)
_TRAINED = re.compile(
    r"\b(?:train\w*|ran|run\w*|fit(?:ted)?|optimi[sz]ed|learn(?:ed|t)|experiment\w*|Epochen|epochs?:)\b|训练",
    re.IGNORECASE,
)
_NO_EPOCHS = re.compile(
    r"\b(?:converg\w*|overfit\w*|plateau\w*|patience|improve[sd]?|(?<!weight )(?<!weight-)(?<!weight_)decay\w*|drop(?:s|ped)?|"
    r"multipl\w*|reduc\w*|faster|slower|earlier|later|warm-?up)\b",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"[;]|\b(?:by|than|from|improv\w*|differ\w*|gain\w*|higher|lower|better|worse|increase of|drop of|"
    r"but|while|whereas|noise|dropout|error|chance)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|was|were|are|reach\w*|achiev\w*|obtain\w*|got|gets?|gave|gives?|yield\w*|score[sd]?|"
    r"of|at|to|lands?|landed|came|stood|stays?|stayed|remain\w*|ended|ends|settle[sd]?|peak\w*|turned out|"
    r"result\w*|attain\w*|hit|hits|equals?|drop\w*|fell|falls|rose|rises|increase[sd]|has|had|"
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


_PASSED = re.compile(
    r"(?<!able )(?<!managed )\b(?:to (?:reach|get to|exceed|pass|attain)|pass(?:es|ed)|cross(?:es|ed)|"
    r"went below|goes below|[0-9] (?:out )?of)[ ]*(?:the |all |our |my |about |around )?$",
    re.IGNORECASE,
)


def is_comparison_before(text: str, found: Found) -> bool:
    """Whether a number tells a change or what something is compared with."""
    if found.amount.words[:1] in "±" and found.amount.words:
        return False
    before = text[max(0, found.start - 44) : found.start]
    if found.amount.is_about and re.search(r"than[ ]*$", found.amount.words[:12] or "x"):
        return False
    if _PASSED.search(before):
        return True
    return bool(_CHANGE_BEFORE.search(before)) and not re.search(
        r"(?:more|less|fewer|greater) than[ ]*$", before
    )


def is_comparison_after(text: str, end: int) -> bool:
    """Whether the words behind a number make it a difference or a share."""
    return bool(_CHANGE_AFTER.match(text, end))


def is_counted_otherwise(text: str, start: int, mention: Mention) -> bool:
    """Whether a count is not that of the work: `the first 10 epochs`, `after 50 epochs`."""
    before = text[max(0, start - 30) : start]
    if mention.quantity == "epochs":
        if _ONE.search(text[max(0, mention.start - 6) : mention.start]):
            return True
        if _NO_EPOCHS.search(text) and not re.search(r"\btrained\b", text):
            return True
        if _NOT_ALL.search(before):
            return True
        told = _EPOCHS_BEFORE.search(before)
        after = text[mention.end : mention.end + 12]
        return not (told or (_TRAINED.search(text) and not _OTHER_COUNT.search(before))
                    or re.match(r"[ ]of training", after))  # fmt: skip
    return bool(
        re.search(r"\b(?:first|last|every|next|than|top|one of(?: the| our)?|another|other|by)[ ]*$",
                  before)
    )  # fmt: skip


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


_LASTS = re.compile(
    r"\b(?:took|takes?|taking|lasts?|lasted|needs?|needed|require[sd]?|ran|run|runs|finish\w*|"
    r"complet\w*|train\w*|duration|elapsed|dauert\w*)\b|用时|耗时",
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
    r"\b(?:reach\w*|achiev\w*|obtain\w*|scor(?:e|es|ed)|attain\w*|gets?|got|gives?|gave|had|has|lands?|landed|end(?:s|ed) (?:up )?(?:at|with)|perform\w*|accura\w*|"
    r"hits?|erreich\w*)\b|达到",
    re.IGNORECASE,
)
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
    splits = tuple(splits_in(text))
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
        return (behind or ahead) and "acc" in text.lower() or ahead and not loss_is_meant
    return (
        behind or ahead or (bool(_REACHES.search(text, start, group.start)) and not loss_is_meant)
    )
