"""What a superlative is of: the measure, which end, which part of the data, which run."""

import re

from grader.consistency.itself.reckoning.lexicon import (
    LESS_IS_BETTER,
    MEASURES,
    SUPERLATIVE,
)
from grader.consistency.itself.reckoning.lineups import Lineup, split_in
from grader.consistency.itself.reckoning.spoken import Clause
from grader.notation.headings import Computed

SINGLE = re.compile(r"\b(?:single|individual|any|luckiest)\b[^.,;]{0,20}\b(?:runs?|seeds?"
    r"|trials?)\b"
                     r"|\bruns?\s(?:of all|overall|in the table)\b", re.I)  # fmt: skip
_MEAN = re.compile(
    r"\b(?:means?|averages?|averaged|mittel\w*|durchschnitt\w*|media|moyenne)\b", re.I
)
_RUN = re.compile(r"\b(?:run|seed|trial|fold)\s(?:no\.?\s)?(\d{1,2})\b", re.I)
_TIMELY = re.compile(r"longest|shortest|fastest|slowest|quickest", re.I)
_LASTS = re.compile(
    r"\b(?:takes?|took|needs?|lasts?|lasted|epochs?|trains?|trained|training|runs?|fastest"
    r"|slowest|quickest)\b", re.I
)  # fmt: skip
_PEAK = re.compile(
    r"\s(?:(?:final|last|single)\s)?(?:peaks?|values?|results?|numbers?|scores?)\s?", re.I
)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_RUN_NUMBERED = re.compile(rf"\b({'|'.join(_ORDINALS)})\s(?:run|seed|trial|fold)\b", re.I)
_AND = re.compile(r"\s(?:and|und|y|et|en|e)\s", re.I)
REACH = 48
"""Characters behind a superlative within which what is measured is named."""


def own_part(clause: Clause, match: re.Match[str]) -> Clause:
    """The part of a clause that one of its superlatives has for itself."""
    others = [m.start() + clause.start for m in SUPERLATIVE.finditer(clause.text)]
    ands = [(m.start() + clause.start, m.end() + clause.start)
            for m in _AND.finditer(clause.text)]  # fmt: skip
    start, end = clause.start, clause.end
    for a, b in ands:
        if any(at < a for at in others) and b <= match.start():
            start = b
        if a >= match.end() and any(at >= b for at in others):
            end = min(end, a)
    text = clause.text[start - clause.start : end - clause.start]
    return Clause(start=start, end=end, text=text)


def measure_of(text: str, clause: Clause, match: re.Match[str]) -> tuple[str, int]:
    """What is measured, and where the words that say so end."""
    stop = min(match.end() + REACH, clause.end)
    after = text[match.end() : stop]
    cut = re.search(r"[,;:(]|\b(?:for|with|by|in|at|when|is|was|among|belongs|bei|con)\b", after)
    near = after[: cut.start()] if cut else after
    for name, words in MEASURES.items():
        if found := words.search(near):
            return name, match.end() + found.end()
    if _TIMELY.fullmatch(match[0]) and _LASTS.search(clause.text):
        return "time", match.end()
    if not _MEAN.sub("", near).strip(" .") and near.strip(" ."):
        return "accuracy", match.end() + len(near.rstrip())
    if _PEAK.fullmatch(near):
        return "accuracy", match.end() + len(near.rstrip())
    if match["good"] or match["bad"] or re.match(r"\s(?:accurate|precise)\b", near):
        if re.match(r"\s(?:number|count|size|stab)", near):
            return "", match.end()
        before = text[clause.start : match.start()] if not near.strip(" .") else ""
        named = [name for name, words in MEASURES.items() if words.search(before)]
        return (named[0] if named and named[0] in ("loss", "error") else "accuracy"), match.end()
    before = text[clause.start : match.start()]
    if near.strip(" .") and not re.match(r"\s?(?:of all|overall|again|there|here)", near):
        return "", match.end()
    named = [name for name, words in MEASURES.items() if words.search(before)]
    return (named[0] if len(named) == 1 or named[:1] == ["distance"] else ""), match.end()


def wants_most(match: re.Match[str], measure: str) -> bool:
    if match["up"] or match["down"]:
        return bool(match["up"])
    return bool(match["good"]) is not (measure in LESS_IS_BETTER)


def is_meant(text: str, clause: Clause, phrase: str, lineup: Lineup) -> bool:
    """Whether the words may be about these values: of this part of the data, of means or runs."""
    split = split_in(phrase) or split_in(clause.text)
    if split and lineup.split and split != lineup.split:
        return False
    run = run_in(text)
    if lineup.run and SINGLE.search(text):
        return True
    if run or lineup.run:
        return run == lineup.run if run else not _MEAN.search(text)
    if _MEAN.search(phrase) and lineup.kind is not Computed.MEAN:
        return False
    if lineup.measure != "deviation" and lineup.kind is Computed.DEVIATION:
        return False
    return not (SINGLE.search(text) and lineup.kind is Computed.MEAN)


def run_in(text: str) -> str:
    """The number of the one run that words name; empty if they name none."""
    found = _RUN.search(text)
    numbered = _RUN_NUMBERED.search(text)
    return found[1] if found else _ORDINALS[numbered[1].lower()] if numbered else ""
