"""Whether a number of epochs is how long a training went on, and no point of it."""

import re

from grader.records import Claim, WriteUp

SHORT = 60
"""Characters of a note: `50 epochs, lr 0.001`."""
_TRAINED = re.compile(
    r"\b(?:train\w*|ran|run|fit(?:ted)?|epochen|trainier\w*|entra[iî]n\w+|entren\w+)\b"
    r"|\bepochs?\s*[:=|]|\bnumber of (?:training )?epochs|\b(?:we|i) used?\b|\busing\b|训练|\|",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"\b(?:converg\w*|overfit\w*|plateau\w*|flat\w*|drop\w*|fall\w*|fell|ris(?:e|es|ing)|rose"
    r"|increas\w*|decreas\w*|peak\w*|stabil\w*|improv\w*|best|reach\w*|until|start\w*|began"
    r"|requir\w*|exceed\w*|suffic\w*|necessary|early|stop\w*|enough|needs?|needed|takes?|took|lowest|highest|minimum|maximum|curve)\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"\b(?:train\w*|ran|run|fit(?:ted)?)\b[^.;]{0,60}\b(?:for|over|to|in|of|with)\s+"
    r"(?:a total of |exactly |all |only |the full |at most |maximally |a maximum of |up to )?$"
    r"|\b(?:number|amount|count) of (?:training |all )?epochs? (?:(?:is|was|of|were|equals?|to|at"
    r"|set"
    r"|fixed|chosen|always|here|for \w+ \w+) ){1,4}$"
    r"|\b(?:number|amount|count) of (?:training )?epochs?\s?[=:]\s?$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:training|optimi[sz]ation|learning|each run|every run|the run)(?: of [\w -]{1,40})?"
    r" (?:takes?|took|lasts?|lasted|runs?|ran|goes|went|continue[sd]?)"
    r"(?: on)?(?: for| over| during)? (?:a total of |exactly |in total )?$",
    re.IGNORECASE,
)
"""What stands before how long a training lasted, if no aim of it stands behind."""
_AIM = re.compile(
    r"\s*epochs?,? (?:to|until|till|before|longer|more|less|instead)\b", re.IGNORECASE
)
_POINT_IN_TIME = re.compile(
    r"\b(?:after|at|until|till|within|from|around|about|first|last|every|each|per|than|epoch|before"
    r"|beyond|between|and|early|past|roughly|approximately|nearly|up to|at most|maximum(?: of)?"
    r"|next|another|additional|more|further|near|since|towards?|by)\s*(?:the\s+|about\s+"
    r"|around\s+)?$"
    r"|[~≈]\s*$",
    re.IGNORECASE,
)


_LISTED_BESIDE = re.compile(
    r"\b(?:we|i) (?:took|used|chose|set|trained|have)\b(?![^.;]{0,80}\bbetween\b)"
    r"[^.;]{0,80}\band\s+$",
    re.IGNORECASE,
)
"""A number of epochs that is told after other settings: `we took Adam with 1e-4 and 500 epochs`."""


def is_total_of_epochs(claim: Claim, write_up: WriteUp) -> bool:
    """Whether a number of epochs is how long the training went on, and no point of it."""
    if claim.is_listed:
        # A column `epoch` tells when something happened.
        return bool(re.search(r"\bepochs\b|\bnumber of epoch|Epochen", claim.words, re.IGNORECASE))
    before, after = around(claim, write_up)
    if re.match(
        r"\s*(?:epochs?\s)?(?:more|later|earlier|longer|fewer|less|patience|ahead|apart|away|before|behind"
        r"|sooner|after\b(?! which))",
        after,
    ):
        return False
    if _DIRECT.search(before) or (_LASTS.search(before) and not _AIM.match(after)):
        return True
    if re.match(r"\s*(?:times|passes|sweeps|rounds)\b", after):
        return True
    if _LISTED_BESIDE.search(before):
        return True
    if _POINT_IN_TIME.search(before) or _HAPPENS.search(claim.words):
        return False
    return bool(_TRAINED.search(claim.words)) or len(claim.words) < SHORT


def is_told_training(claim: Claim, write_up: WriteUp) -> bool:
    """Whether words of training stand beside a number of epochs that lasted."""
    return bool(_TRAINED.search(claim.words)) and is_total_of_epochs(claim, write_up)


def around(claim: Claim, write_up: WriteUp) -> tuple[str, str]:
    """What stands before and after the value itself."""
    span = claim.span
    if span is None or not 0 <= span.block < len(write_up.blocks):
        return "", ""
    text = write_up.blocks[span.block].text
    amount = claim.amount.words if claim.amount else ""
    inside = text[span.start : span.end]
    at = inside.find(amount) if amount else -1
    start = span.start + (at if at >= 0 else 0)
    end = start + len(amount) if at >= 0 else span.end
    return text[max(0, start - 100) : start], text[end : end + 40]
