"""Whether a sentence says that somebody did a thing, and not what the thing is good for.

Most plain sentences of a report tell what is there: `there is batch normalisation after each
layer`, `momentum is 0.9`. What is no theory, advice or explanation counts, whatever its verb.
"""

import re

from grader.records import Claim

_DEED = re.compile(
    r"\b(?:we|i|our|my|us(?:e|es|ed|ing)|train\w*|optimi[sz](?:e|ed|ing|er)|chose|chosen|choose"
    r"|pick\w*"
    r"|select\w*|employ\w*|appl(?:y|ied|ies)|adopt\w*|set|minimi[sz]\w*|was|were|added|clipped"
    r"|augmented|encoded|scaled|(?:normal|standard)i[sz]ed|divided|included|implement\w*"
    r"|configured|initiali[sz]ed"
    r"|(?:is|are|get|gets|been) (?:\w+ )?(?:\w+(?:ed|en)|held|cut|kept|put|set|fed|made)"
    r"|inserts?|contains?|consists?|follows?"
    r"|wir|ich|wurden?|verwend\w*|benutz\w*|genutzt|trainier\w*|haben|nous|utilis\w+|avons"
    r"|entra[iî]n\w+|usamos|utilizamos|entrenamos|abbiamo)\b|[:=|]|使用|采用|训练|用了|设置|设为|选择",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\b(?:loss|optimi[sz]er|activation|criterion|schedul\w+|scaling|inputs?|images|pixels?|output)"
    r"(?: \w+){0,6} (?:is|are|was|were)\b(?! a\b)",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"\b(?:(?<!you )(?<!we )can(?! be (?:seen|read))|helps?|prevents?"
    r"|technique|method of|one way|known to|(?<!there )is an?|are an?|allows? (?:us|one)|makes it"
    r"|kann|könnte|würde|peut)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are|has|have|had|gets?|got|takes?|took|comes?|goes|go|went|ends?|stands?|sits?|lies"
    r"|runs?|ran|works?|stays?|remains?|starts?|begins?|decays?|falls?|drops?|decreases?|with|by"
    r"|via|through|between|after|before|behind|followed)\b",
    re.IGNORECASE,
)
"""Words after which what a thing has, or where it is, is told."""
_STANDS = re.compile(
    r"\W{0,3}(?:\([^)]{0,40}\)\W{0,2})?(?:(?:layers?|functions?|units?|value|factor|rate|loss"
    r"|activation|optimi[sz]er|the|a|of \w+) ){0,3}"
    r"(?:(?:after|before|behind|between|following) (?:each|every|all|both|the|its)\b|"
    r"(?:is|are|was|were|comes?|came|follows?|sits?|stands?|lies|goes) "
    r"(?:(?:also|then|only|always|just|directly|equal to|set to|used) ){0,2}"
    r"(?:\d|[.]\d|one\b|two\b|three\b|after|before|between|behind|in|on|at|inside|part of|there))",
    re.IGNORECASE,
)
"""What follows a thing that is said to be somewhere, or to have a value."""
_REASON = re.compile(
    r",?\s(?:because|since|as otherwise|so that|such that|in order to|due to|otherwise"
    r"|weil|damit|porque|parce que|which (?:\w+ )?(?:helps?|makes?|can|prevents?|avoids?|reduces?"
    r"|allows?|means|gives|improves?|is|are)"
    r"|to (?:avoid|prevent|reduce|help|make|keep|get|improve|speed|stabili[sz]e|mitigate|not))\b",
    re.IGNORECASE,
)
_SCHEDULES = re.compile(
    r"\b(?:schedul\w*|annealing|decay)\b[^.;]{0,20}\b(?:decreases|reduces|lowers|changes|adapts"
    r"|anneals)\b"
    r"[^.;]{0,20}\brate\b",
    re.IGNORECASE,
)
_LONGEST = 300
"""Characters at which the words of a claim may have been cut off."""


def is_deed(claim: Claim) -> bool:
    """Whether its sentence says that somebody did it, and not what it is good for."""
    if claim.is_listed:
        return True
    words = without_reasons(claim)
    if GENERAL.search(words):
        return False
    if claim.quantity == "schedule" and _SCHEDULES.search(words):
        return True
    return bool(_DEED.search(words) or _IS.search(words)) or _is_stated(claim, words)


def without_reasons(claim: Claim) -> str:
    """The words of its sentence up to the clause that gives the reason or aim of what it tells."""
    end = _end_of(claim)
    reason = _REASON.search(claim.words, end) if end is not None else None
    return claim.words[: reason.start()] if reason else claim.words


def main_part(text: str, start: int = 0) -> str:
    """A sentence up to the clause that gives a reason or aim, if one begins behind a place."""
    reason = _REASON.search(text, start)
    return text[: reason.start()] if reason else text


def _end_of(claim: Claim) -> int | None:
    """Where the claim's own words end in its sentence; None if that is not known."""
    if claim.span is None or claim.sentence is None or len(claim.words) >= _LONGEST:
        return None
    return max(0, claim.span.end - claim.sentence.start)


def _is_stated(claim: Claim, words: str) -> bool:
    """Whether the sentence tells that the thing is there: before it a verb, or where it stands."""
    end = _end_of(claim)
    if end is None or claim.span is None or claim.sentence is None:
        return False
    before = words[: claim.span.start - claim.sentence.start]
    # `ReLU has no saturation`: a thing that does something itself is explained.
    return bool(_STATES.search(before) or _STANDS.match(words, end))
