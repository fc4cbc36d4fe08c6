"""Numbers that tell a change, a difference or a bound that was passed, and no value."""

import re

from grader.collect.statements.amounts import Found

_CHANGE_BEFORE = re.compile(
    r"\b(?:by|than|from|improv\w{0,8}(?: of)?|gain(?:s|ed)?(?: of)?|loses|lost|increase(?:d|s)? of|"
    r"decrease(?:d|s)? of|drop(?:ped|s)? of|differ\w{0,6}(?: is| was)?(?: of)?|gap(?: is|"
    r" was)?(?: of)?|"
    r"reduction of|rise of|fall of|deterioration of|worsening of|decline of|growth of|"
    r"advantage of|improvement|margin of|vs\.?|versus|against|"
    r"um|plus|another|extra|additional|target of|goal of|threshold of|chance(?: level)?(?: is| of)?"
    r"(?: about)?)[ ]*(?:about|around|only|roughly|approximately|nearly|almost|just|barely|hardly|"
    r"more than|up to|"
    r"over|at least|some|the|an?|\()?[ ]*(?:epoch[ ])?$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"[ ]*(?:\(?(?:absolute|relative|point)[ ])?(?:lower|higher|better|worse|more|less|fewer|"
    r"improvement|increase|decrease|drop|gain|loss in|difference|reduction|smaller|larger|"
    r"bigger|greater|faster|slower|gap|increment|rise|boost|advantage|below|above|of (?:the|all|"
    r"our|its|these|labels|data|images|train\w*|pixels?|examples|samples|weights|neurons|units|"
    r"parameters|energy|variance|total)|randomly|noise|noisy|chance|drop-?out|confidence|closer|"
    r"in relative|in absolute|relatively|behind|ahead|off|away|lowering|deviation|relative|"
    r"longer|shorter)\b",
    re.IGNORECASE,
)
_PASSED = re.compile(
    r"(?<!able )(?<!managed )\b(?:to (?:reach|get to|exceed|pass|attain)|pass(?:es|ed)|"
    r"cross(?:es|ed)|"
    r"went below|goes below)[ ]*(?:the |all |our |my |about |around )?$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"[0-9][ ](?:out )?of[ ](?:the |all |our |my )?$", re.IGNORECASE)


def is_comparison_before(text: str, found: Found) -> bool:
    """Whether a number tells a change or what something is compared with."""
    if found.amount.words[:1] in "±" and found.amount.words:
        return False
    before = text[max(0, found.start - 44) : found.start]
    if found.amount.is_about and re.search(r"than[ ]*$", found.amount.words[:12] or "x"):
        return False
    if _PASSED.search(before) or _OF_ALL.search(before):
        return True
    return bool(_CHANGE_BEFORE.search(before)) and not re.search(
        r"(?:more|less|fewer|greater) than[ ]*$", before
    )


def is_comparison_after(text: str, end: int) -> bool:
    """Whether the words behind a number make it a difference or a share."""
    return bool(_CHANGE_AFTER.match(text, end))
